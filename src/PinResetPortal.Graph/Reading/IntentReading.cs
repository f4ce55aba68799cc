using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Graph.Reading;

/// <summary>Legacy account protection: the intents, then the settings of each, account protection ones first.</summary>
internal sealed class IntentReading(Answers answers)
{
    private static readonly GraphRequest<IReadOnlyList<ListedIntent>> List = GraphReads.Intents.Ask();

    public static IEnumerable<GraphRequest> First(TenantMemory memory) => [List, .. memory.IntentIds.Select(GraphReads.IntentSettings.Ask)];

    public IEnumerable<GraphRequest> Second() => Ids().Select(GraphReads.IntentSettings.Ask);

    public IReadOnlyList<string> Ids() => [.. Known().OrderBy(intent => intent.IsAccountProtection ? 0 : 1).Select(intent => intent.Policy.Id)];

    /// <summary>The groups of all intents: asked for together with the settings that decide whether they matter.</summary>
    public IEnumerable<string> Groups() => Known().SelectMany(intent => intent.Policy.Assignments).Select(assignment => assignment.GroupId).OfType<string>();

    public Fact<IReadOnlyList<IntunePolicy>> Result(LicenceFacts? licences)
    {
        if (!answers.Fact(List, licences).IsKnown(out var listed, out var notRead))
        {
            return notRead;
        }

        var policies = new List<IntunePolicy>();
        foreach (var intent in listed)
        {
            var policy = answers.Fact(GraphReads.IntentSettings.Ask(intent.Policy.Id), licences).Map(settings => PolicyParser.Intent(intent, settings));
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

    private IReadOnlyList<ListedIntent> Known() => answers.TryKnow(List, out var intents) ? intents : [];
}
