using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// The <c>configurationPolicies</c>. The first read of a tenant lists them with their settings; later ones list them without and
/// take the settings of unchanged ones (same lastModifiedDateTime) from memory.
/// </summary>
internal sealed class ConfigurationPolicyReading(Answers answers, TenantMemory memory)
{
    private const string Full = "configurationPolicies:full";
    private const string Light = "configurationPolicies:light";
    private const string Path = "/deviceManagement/configurationPolicies";
    private static readonly BatchItem FullList = new(Full, $"{Path}?$expand=settings,assignments&$top=250");

    // More single reads than this would not fit beside the rest of a batch: then the full list is cheaper.
    private const int MostSingleReads = 15;
    private const int MostReportsOfChanged = 2;

    private readonly Dictionary<string, IntunePolicy?> _parsed = [];

    public static BatchItem First(TenantMemory memory) => memory.LightListWorks
        ? new(Light, $"{Path}?$select=id,name,description,lastModifiedDateTime,platforms,technologies,roleScopeTagIds,templateReference,settingCount&$expand=assignments&$top=999")
        : FullList;

    public IEnumerable<BatchItem> Second()
    {
        if (answers[Light] is { Succeeded: true } light)
        {
            var changed = light.Values.Where(entry => Remembered(entry) is null).Select(entry => entry.Text("id")).OfType<string>().ToList();
            return changed.Count > MostSingleReads ? [FullList] : changed.Select(Settings);
        }

        // A list that cuts the settings of one policy short says so; the rest of them is read apart.
        return answers[Full] is { Succeeded: true } full
            ? full.Values.Where(entry => !HasAllSettings(entry)).Select(entry => entry.Text("id")).OfType<string>().Select(Settings)
            : [];
    }

    /// <summary>The policies that can be understood before the second wave.</summary>
    public IReadOnlyList<IntunePolicy> KnownNow() =>
        [.. Entries().Where(entry => HasAllSettings(entry) || Remembered(entry) is not null).Select(entry => Parse(entry, null).ValueOrDefault).OfType<IntunePolicy>()];

    /// <summary>The groups of the policies whose settings the second wave reads: asked for with it, so that a third wave is not needed.</summary>
    public IEnumerable<string> GroupsOfChanged()
    {
        var changed = Entries().Where(entry => !HasAllSettings(entry) && Remembered(entry) is null);
        return changed.SelectMany(entry => AssignmentReader.Read(entry.Items("assignments"))).Select(assignment => assignment.GroupId).OfType<string>()
            .Distinct(StringComparer.OrdinalIgnoreCase).Take(MostSingleReads);
    }

    /// <summary>Assigned policies that are new or changed: their reports are asked for with their settings, before it is known whether they matter.</summary>
    public IEnumerable<string> ChangedOnes() => Entries()
        .Where(entry => !HasAllSettings(entry) && Remembered(entry) is null && entry.Items("assignments").Any())
        .Select(entry => entry.Text("id")).OfType<string>().Take(MostReportsOfChanged);

    /// <returns>The policies that carry a setting of interest, and every policy for the memory.</returns>
    public (Fact<IReadOnlyList<IntunePolicy>> Fact, IReadOnlyDictionary<string, RememberedPolicy> Memory, bool LightListWorks) Result(LicenceFacts? licences)
    {
        var list = answers[Full] is null ? Light : Full;
        var entries = answers.Fact(list, GraphFeature.IntunePolicies, answer => answer.Values.Where(entry => entry.Text("id") is not null).ToList(), licences);
        if (entries is not Fact<List<JsonElement>>.Known { Value: var listed })
        {
            return (entries.WhyUnreadable!, memory.Policies, memory.LightListWorks);
        }

        var policies = new List<IntunePolicy>();
        var remembered = new Dictionary<string, RememberedPolicy>(StringComparer.OrdinalIgnoreCase);
        var allDated = true;
        foreach (var entry in listed)
        {
            var parsed = Parse(entry, licences);
            if (parsed is Fact<IntunePolicy?>.Unreadable { Reason: var reason })
            {
                return (reason, memory.Policies, memory.LightListWorks);
            }

            if (parsed.ValueOrDefault is { } policy)
            {
                policies.Add(policy);
            }

            if (entry.Date("lastModifiedDateTime") is { } modified)
            {
                remembered[entry.Text("id")!] = new RememberedPolicy(modified, parsed.ValueOrDefault);
            }
            else
            {
                allDated = false;
            }
        }

        return (policies, remembered, allDated && listed.Count > 0);
    }

    private IEnumerable<JsonElement> Entries() => (answers[Light] ?? answers[Full]) is { Succeeded: true } answer ? answer.Values : [];

    private static BatchItem Settings(string id) => new($"settings:{id}", $"{Path}/{Uri.EscapeDataString(id)}/settings");

    private static bool HasAllSettings(JsonElement entry) =>
        entry.At("settings") is { ValueKind: JsonValueKind.Array } && entry.At("settings@odata.nextLink") is null;

    private Fact<IntunePolicy?> Parse(JsonElement entry, LicenceFacts? licences)
    {
        if (HasAllSettings(entry))
        {
            // Asked twice, before and after the second wave; large tenants have thousands of settings.
            var id = entry.Text("id") ?? string.Empty;
            if (!_parsed.TryGetValue(id, out var policy))
            {
                _parsed[id] = policy = PolicyParser.Configuration(entry, [.. entry.Items("settings")]);
            }

            return policy;
        }

        if (Remembered(entry) is { } remembered)
        {
            return remembered.Policy is null ? (IntunePolicy?)null : remembered.Policy with { Assignments = AssignmentReader.Read(entry.Items("assignments")) };
        }

        return answers.Fact(Settings(entry.Text("id")!).Key, GraphFeature.IntunePolicies, answer => PolicyParser.Configuration(entry, [.. answer.Values]), licences);
    }

    private RememberedPolicy? Remembered(JsonElement entry) =>
        entry.Text("id") is { } id && memory.Policies.TryGetValue(id, out var policy) && entry.Date("lastModifiedDateTime") == policy.ModifiedAt ? policy : null;
}
