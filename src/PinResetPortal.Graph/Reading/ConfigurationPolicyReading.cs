using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// The <c>configurationPolicies</c>. The first read of a tenant lists them with their settings; later ones list them without and
/// take the settings of unchanged ones (same lastModifiedDateTime) from memory.
/// </summary>
internal sealed class ConfigurationPolicyReading(Answers answers, TenantMemory memory)
{
    // More single reads than this would not fit beside the rest of a batch: then the full list is cheaper.
    private const int MostSingleReads = 15;
    private const int MostReportsOfChanged = 2;

    private static readonly GraphRequest<IReadOnlyList<ListedPolicy>> Full = GraphReads.ConfigurationPolicies.Ask();
    private static readonly GraphRequest<IReadOnlyList<ListedPolicy>> Light = GraphReads.ConfigurationPoliciesLight.Ask();

    public static GraphRequest First(TenantMemory memory) => memory.LightListWorks ? Light : Full;

    public IEnumerable<GraphRequest> Second()
    {
        if (answers.TryKnow(Light, out _))
        {
            var changed = Open().Select(entry => entry.Id).ToList();
            return changed.Count > MostSingleReads ? [Full] : changed.Select(GraphReads.PolicySettings.Ask);
        }

        // A list that cuts the settings of one policy short says so; the rest of them is read apart.
        return Entries().Where(entry => entry.Settings is null).Select(entry => GraphReads.PolicySettings.Ask(entry.Id));
    }

    /// <summary>The policies that can be understood before the second wave.</summary>
    public IReadOnlyList<IntunePolicy> KnownNow() => [.. Entries().Except(Open()).Select(entry => Understand(entry, null).ValueOrDefault).OfType<IntunePolicy>()];

    /// <summary>The groups of the policies whose settings the second wave reads: asked for with it, so that a third wave is not needed.</summary>
    public IEnumerable<string> GroupsOfChanged() => Open().SelectMany(entry => entry.GroupIds).Distinct(StringComparer.OrdinalIgnoreCase).Take(MostSingleReads);

    /// <summary>Assigned policies that are new or changed: their reports are asked for with their settings, before it is known whether they matter.</summary>
    public IEnumerable<string> ChangedOnes() => Open().Where(entry => entry.Assignments.Count > 0).Select(entry => entry.Id).Take(MostReportsOfChanged);

    /// <returns>The policies that carry a setting of interest, and every policy for the memory.</returns>
    public (Fact<IReadOnlyList<IntunePolicy>> Fact, IReadOnlyDictionary<string, RememberedPolicy> Memory, bool LightListWorks) Result(LicenceFacts? licences)
    {
        if (!answers.Fact(answers.HasAsked(Full) ? Full : Light, licences).IsKnown(out var listed, out var notRead))
        {
            return (notRead, memory.Policies, memory.LightListWorks);
        }

        var policies = new List<IntunePolicy>();
        var remembered = new Dictionary<string, RememberedPolicy>(StringComparer.OrdinalIgnoreCase);
        var allDated = true;
        foreach (var entry in listed)
        {
            var understood = Understand(entry, licences);
            if (understood is Fact<IntunePolicy?>.Unreadable { Reason: var reason })
            {
                return (reason, memory.Policies, memory.LightListWorks);
            }

            if (understood.ValueOrDefault is { } policy)
            {
                policies.Add(policy);
            }

            if (entry.ModifiedAt is { } modified)
            {
                remembered[entry.Id] = new RememberedPolicy(modified, understood.ValueOrDefault);
            }
            else
            {
                allDated = false;
            }
        }

        return (policies, remembered, allDated && listed.Count > 0);
    }

    private IReadOnlyList<ListedPolicy> Entries() => answers.TryKnow(answers.HasAsked(Light) ? Light : Full, out var entries) ? entries : [];

    /// <summary>Those whose settings nobody knows yet.</summary>
    private IEnumerable<ListedPolicy> Open() => Entries().Where(entry => entry.Settings is null && Remembered(entry) is null);

    private Fact<IntunePolicy?> Understand(ListedPolicy entry, LicenceFacts? licences)
    {
        if (entry.Settings is { } settings)
        {
            return PolicyParser.Configuration(entry, settings);
        }

        if (Remembered(entry) is { } remembered)
        {
            return remembered.Policy is null ? (IntunePolicy?)null : remembered.Policy with { Assignments = entry.Assignments };
        }

        return answers.Fact(GraphReads.PolicySettings.Ask(entry.Id), licences).Map(read => PolicyParser.Configuration(entry, read));
    }

    private RememberedPolicy? Remembered(ListedPolicy entry) =>
        memory.Policies.TryGetValue(entry.Id, out var policy) && entry.ModifiedAt == policy.ModifiedAt ? policy : null;
}
