using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// The Windows devices: their number from the overview, themselves page by page. A page needs the link of the page before, so a first
/// read gets two pages and later ones, which remember the links, up to three; more would cost every read another round of requests.
/// </summary>
internal sealed class DeviceReading(Answers answers, TenantMemory memory)
{
    private const int MostPages = 3;
    private const string Overview = "managedDeviceOverview";
    private const string FirstPage = $"/deviceManagement/managedDevices?$filter=operatingSystem eq 'Windows'&$select={Properties}&$top=999";

    /// <summary>What is asked of a device, here and for one person.</summary>
    internal const string Properties =
        "id,deviceName,azureADDeviceId,userId,userPrincipalName,operatingSystem,osVersion,skuFamily,joinType,deviceType,model,managementAgent,configurationManagerClientEnabledFeatures,lastSyncDateTime,complianceState";

    public static readonly BatchItem Count = new(Overview, "/deviceManagement/managedDeviceOverview");

    /// <summary>Beta, because the edition and the join type are not in v1.0.</summary>
    public static IEnumerable<BatchItem> First(TenantMemory memory) => [Page(FirstPage), .. memory.DevicePages.Select(Page)];

    /// <summary>The page behind the last one that was read; a remembered link that is no longer the right one is asked for anew.</summary>
    public IEnumerable<BatchItem> Second() => Links() is { Count: > 0 and < MostPages } links && answers[Page(links[^1]).Key] is null ? [Page(links[^1])] : [];

    /// <summary>Links of the pages behind the first.</summary>
    public IReadOnlyList<string> PagesToRemember() => answers[Page(FirstPage).Key] is { Succeeded: true } ? [.. Links().Take(MostPages - 1)] : memory.DevicePages;

    public Fact<DeviceInventory> Result(LicenceFacts? licences)
    {
        var first = answers.Fact(Page(FirstPage).Key, GraphFeature.ManagedDevices, answer => answer, licences);
        if (first is not Fact<BatchAnswer>.Known)
        {
            return first.WhyUnreadable!;
        }

        var devices = Pages().SelectMany(page => page.Values).Select(Device).OfType<WindowsDevice>().DistinctBy(device => device.Id).ToList();
        var counted = answers[Overview] is { Succeeded: true, Body: { } body } ? body.At("deviceOperatingSystemSummary")?.Number("windowsCount") : null;

        // Where the last page has a successor there are more, whatever the overview, which is refreshed later, says.
        var hasMore = Links().Count >= Pages().Count();
        return new DeviceInventory(devices, hasMore ? Math.Max(counted ?? 0, devices.Count + 1) : devices.Count);
    }

    internal static WindowsDevice? Device(JsonElement device) => device.Text("id") is not { } id ? null : new(
        id,
        device.Text("deviceName") ?? id,
        Real(device.Text("azureADDeviceId")),
        Real(device.Text("userId")),
        device.Text("osVersion"),
        device.Text("skuFamily") is { Length: > 0 } edition ? edition : null,
        device.Text("joinType"),
        device.Date("lastSyncDateTime") is { Year: > 1 } at ? at : null,
        device.Text("complianceState"))
    {
        UserPrincipalName = device.Text("userPrincipalName") is { Length: > 0 } name ? name : null,
        Model = device.Text("model") is { Length: > 0 } model ? model : null,
        DeviceType = device.Text("deviceType"),
        ManagementAgent = device.Text("managementAgent"),
        IntuneConfigures = device.At("configurationManagerClientEnabledFeatures")?.Flag("deviceConfiguration"),
    };

    private static string? Real(string? id) => string.IsNullOrEmpty(id) || id == "00000000-0000-0000-0000-000000000000" ? null : id;

    private static BatchItem Page(string path) => new($"devices:{path}", path, FollowsPages: false);

    /// <summary>The links as the pages that were read give them, each from the page before; the last one may not have been followed.</summary>
    private List<string> Links()
    {
        var links = new List<string>();
        var at = FirstPage;
        while (links.Count < MostPages && answers[Page(at).Key] is { Succeeded: true, Body: { } body } && NextLink.Path(body) is { } next && !links.Contains(next))
        {
            links.Add(next);
            at = next;
        }

        return links;
    }

    private IEnumerable<BatchAnswer> Pages() => ((string[])[FirstPage, .. Links()]).Take(MostPages).Select(path => answers[Page(path).Key]).OfType<BatchAnswer>().Where(answer => answer.Succeeded);
}
