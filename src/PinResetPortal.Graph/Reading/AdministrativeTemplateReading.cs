using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// Administrative template profiles: the list, then the values of each. None of them carries EnablePinRecovery; they are read for what
/// breaks the reset at the lock screen. What is assigned to nobody does nothing.
/// </summary>
internal sealed class AdministrativeTemplateReading(Answers answers)
{
    // Advice is not worth a batch of its own.
    private const int MostProfiles = 8;

    private static readonly GraphRequest<IReadOnlyList<IntunePolicy>> List = GraphReads.AdministrativeTemplates.Ask();

    public static IEnumerable<GraphRequest> First(TenantMemory memory) => [List, .. memory.AdministrativeTemplateIds.Take(MostProfiles).Select(GraphReads.AdministrativeTemplateValues.Ask)];

    public IEnumerable<GraphRequest> Second() => Ids().Take(MostProfiles).Select(GraphReads.AdministrativeTemplateValues.Ask);

    public IReadOnlyList<string> Ids() => [.. Assigned().Select(profile => profile.Id)];

    /// <summary>The groups of these profiles: asked for together with the values that decide whether they matter.</summary>
    public IEnumerable<string> Groups() => Assigned().Take(MostProfiles).SelectMany(profile => profile.Assignments).Select(assignment => assignment.GroupId).OfType<string>();

    /// <returns>The profiles that carry a setting of interest.</returns>
    public Fact<IReadOnlyList<IntunePolicy>> Result(LicenceFacts? licences)
    {
        if (answers.Fact(List, licences).WhyUnreadable is { } refused)
        {
            return refused;
        }

        var found = new List<IntunePolicy>();
        foreach (var profile in Assigned().Take(MostProfiles))
        {
            var values = answers.Fact(GraphReads.AdministrativeTemplateValues.Ask(profile.Id), licences);
            if (values.WhyUnreadable is { } reason)
            {
                return reason;
            }

            if (values.ValueOrDefault is { Count: > 0 } settings)
            {
                found.Add(profile with { Settings = settings });
            }
        }

        return found.Count == 0 && Assigned().Skip(MostProfiles).Any()
            ? new UnreadableReason(UnreadableKind.NotUnderstood, "There are more administrative template profiles than the portal reads.", "Look at the others in Intune.")
            : found;
    }

    private IReadOnlyList<IntunePolicy> Assigned() => answers.TryKnow(List, out var profiles) ? profiles : [];
}
