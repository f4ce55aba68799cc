using System.Text.Json;
using PinResetPortal.Core.Facts;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// The Windows devices: their number from the overview, themselves page by page. A page needs the link of the page before, so a first
/// read gets two pages and later ones, which remember the links, up to three; more would cost every read another round of requests.
/// </summary>
internal sealed class DeviceReading(Answers answers, TenantMemory memory)
{
    private const int MostPages = 3;
    private const string FirstPage = $"/deviceManagement/managedDevices?$filter=operatingSystem eq 'Windows'&$select={Properties}&$top=999";

    /// <summary>What is asked of a device, here and for one person.</summary>
    internal const string Properties =
        "id,deviceName,azureADDeviceId,userId,userPrincipalName,operatingSystem,osVersion,skuFamily,joinType,deviceType,managementAgent,configurationManagerClientEnabledFeatures,lastSyncDateTime,complianceState,manufacturer,model,deviceCategoryDisplayName,managedDeviceOwnerType,enrollmentProfileName";

    public static GraphRequest Count => GraphReads.DeviceOverview.Ask();

    public static IEnumerable<GraphRequest> First(TenantMemory memory) => [Page(FirstPage), .. memory.DevicePages.Select(Page)];

    /// <summary>The page behind the last one that was read; a remembered link that is no longer the right one is asked for anew.</summary>
    public IEnumerable<GraphRequest> Second() => Links() is { Count: > 0 and < MostPages } links && !answers.HasAsked(Page(links[^1])) ? [Page(links[^1])] : [];

    /// <summary>Links of the pages behind the first.</summary>
    public IReadOnlyList<string> PagesToRemember() => answers.TryKnow(Page(FirstPage), out _) ? [.. Links().Take(MostPages - 1)] : memory.DevicePages;

    public Fact<DeviceInventory> Result(LicenceFacts? licences)
    {
        var first = answers.Fact(Page(FirstPage), licences);
        if (first.WhyUnreadable is { } reason)
        {
            return reason;
        }

        var pages = Pages().ToList();
        var devices = pages.SelectMany(page => page.Devices).DistinctBy(device => device.Id).ToList();
        var counted = answers.TryKnow(GraphReads.DeviceOverview.Ask(), out var windows) ? windows : null;

        // Where the last page has a successor there are more, whatever the overview, which is refreshed later, says.
        return new DeviceInventory(devices, pages[^1].HasMore ? Math.Max(counted ?? 0, devices.Count + 1) : devices.Count);
    }

    internal static WindowsDevice Device(JsonElement device)
    {
        var id = device.NeededText("id");
        return new(
            id,
            device.Text("deviceName") ?? id,
            Real(device.Text("azureADDeviceId")),
            Real(device.Text("userId")),
            device.Text("osVersion"),
            Told(device.Text("skuFamily")),
            device.Text("joinType"),
            device.Date("lastSyncDateTime") is { Year: > 1 } at ? at : null,
            device.Text("complianceState"))
        {
            UserPrincipalName = Told(device.Text("userPrincipalName")),
            DeviceType = device.Text("deviceType"),
            ManagementAgent = device.Text("managementAgent"),
            IntuneConfigures = device.Part("configurationManagerClientEnabledFeatures")?.Flag("deviceConfiguration"),
            Manufacturer = Told(device.Text("manufacturer")),
            Model = Told(device.Text("model")),
            Category = Told(device.Text("deviceCategoryDisplayName")),
            Ownership = Told(device.Text("managedDeviceOwnerType")),
            EnrolmentProfile = Told(device.Text("enrollmentProfileName")),
        };
    }

    private static string? Told(string? text) => text is { Length: > 0 } ? text : null;

    private static string? Real(string? id) => string.IsNullOrEmpty(id) || id == "00000000-0000-0000-0000-000000000000" ? null : id;

    private static GraphRequest<DevicePage> Page(string path) => GraphReads.DevicePage.Ask(path);

    /// <summary>The links as the pages that were read give them, each from the page before; the last one may not have been followed.</summary>
    private List<string> Links()
    {
        var links = new List<string>();
        var at = FirstPage;
        while (links.Count < MostPages && answers.TryKnow(Page(at), out var page) && page.Next is { } next && !links.Contains(next))
        {
            links.Add(next);
            at = next;
        }

        return links;
    }

    /// <summary>The pages that were read, without a gap.</summary>
    private IEnumerable<DevicePage> Pages()
    {
        foreach (var path in ((string[])[FirstPage, .. Links()]).Take(MostPages))
        {
            if (!answers.TryKnow(Page(path), out var page))
            {
                yield break;
            }

            yield return page;
        }
    }
}

/// <param name="Next">Path of the next page; null when there is none, or none that can be followed.</param>
internal sealed record DevicePage(IReadOnlyList<WindowsDevice> Devices, string? Next, bool HasMore);
