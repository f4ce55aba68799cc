using System.Text.Json;
using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>Legacy account protection: the intents, then the settings of each, account protection ones first.</summary>
internal sealed class IntentReading(Answers answers)
{
    private const string List = "intents";

    public static IEnumerable<BatchItem> First(TenantMemory memory) =>
        [new(List, "/deviceManagement/intents?$expand=assignments"), .. memory.IntentIds.Select(Settings)];

    public IEnumerable<BatchItem> Second() => Ids().Select(Settings);

    public IReadOnlyList<string> Ids() => answers[List] is { Succeeded: true } answer
        ? [.. answer.Values.OrderBy(intent => IsAccountProtection(intent) ? 0 : 1).Select(intent => intent.Text("id")).OfType<string>()]
        : [];

    /// <summary>The groups of all intents: asked for together with the settings that decide whether they matter.</summary>
    public IEnumerable<string> Groups() => answers[List] is { Succeeded: true } answer
        ? answer.Values.SelectMany(intent => AssignmentReader.Read(intent.Items("assignments"))).Select(assignment => assignment.GroupId).OfType<string>()
        : [];

    public Fact<IReadOnlyList<IntunePolicy>> Result(LicenceFacts? licences)
    {
        var intents = answers.Fact(List, GraphFeature.IntunePolicies, answer => answer.Values.Where(intent => intent.Text("id") is not null).ToList(), licences);
        if (intents is not Fact<List<JsonElement>>.Known { Value: var listed })
        {
            return intents.WhyUnreadable!;
        }

        var policies = new List<IntunePolicy>();
        foreach (var intent in listed)
        {
            var policy = answers.Fact(Settings(intent.Text("id")!).Key, GraphFeature.IntunePolicies, answer => PolicyParser.Intent(intent, answer.Values), licences);
            if (policy.WhyUnreadable is { } reason)
            {
                return reason;
            }

            if (policy.ValueOrDefault is { } kept)
            {
                policies.Add(kept);
            }
        }

        return policies;
    }

    private static bool IsAccountProtection(JsonElement intent) =>
        KnownSettings.IntentAccountProtectionTemplate.Equals(intent.Text("templateId"), StringComparison.OrdinalIgnoreCase);

    private static BatchItem Settings(string id) => new($"intentSettings:{id}", $"/deviceManagement/intents/{Uri.EscapeDataString(id)}/settings");
}
