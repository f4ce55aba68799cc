using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// Administrative template profiles, beta (https://learn.microsoft.com/graph/api/resources/intune-grouppolicy-grouppolicyconfiguration): the
/// list, then the values of each. None of them carries EnablePinRecovery; they are read for what breaks the reset at the lock screen.
/// </summary>
internal sealed class AdministrativeTemplateReading(Answers answers)
{
    private const string List = "administrativeTemplates";
    private const string Path = "/deviceManagement/groupPolicyConfigurations";

    // Advice is not worth a batch of its own.
    private const int MostProfiles = 8;

    public static IEnumerable<BatchItem> First(TenantMemory memory) =>
        [new(List, $"{Path}?$expand=assignments"), .. memory.AdministrativeTemplateIds.Take(MostProfiles).Select(Values)];

    public IEnumerable<BatchItem> Second() => Ids().Take(MostProfiles).Select(Values);

    public IReadOnlyList<string> Ids() => [.. Assigned().Select(profile => profile.Text("id")).OfType<string>()];

    /// <summary>The groups of these profiles: asked for together with the values that decide whether they matter.</summary>
    public IEnumerable<string> Groups() =>
        Assigned().Take(MostProfiles).SelectMany(profile => AssignmentReader.Read(profile.Items("assignments"))).Select(assignment => assignment.GroupId).OfType<string>();

    /// <returns>The profiles that carry a setting of interest.</returns>
    public Fact<IReadOnlyList<IntunePolicy>> Result(LicenceFacts? licences)
    {
        var list = answers.Fact(List, GraphFeature.IntunePolicies, _ => true, licences);
        if (list.WhyUnreadable is { } refused)
        {
            return refused;
        }

        var found = new List<IntunePolicy>();
        foreach (var profile in Assigned().Take(MostProfiles))
        {
            var parsed = answers.Fact(Values(profile.Text("id") ?? "").Key, GraphFeature.IntunePolicies, answer => PolicyParser.AdministrativeTemplate(profile, answer.Values), licences);
            if (parsed.WhyUnreadable is { } reason)
            {
                return reason;
            }

            if (parsed.ValueOrDefault is { } policy)
            {
                found.Add(policy);
            }
        }

        return found.Count == 0 && Assigned().Skip(MostProfiles).Any()
            ? new UnreadableReason(UnreadableKind.NotUnderstood, "There are more administrative template profiles than the portal reads.", "Look at the others in Intune.")
            : found;
    }

    /// <summary>What is assigned to nobody does nothing.</summary>
    private IEnumerable<JsonElement> Assigned() => answers[List] is { Succeeded: true } answer
        ? answer.Values.Where(profile => profile.Text("id") is not null && profile.Items("assignments").Any())
        : [];

    private static BatchItem Values(string id) => new($"templateValues:{id}", $"{Path}/{Uri.EscapeDataString(id)}/definitionValues?$expand=definition");
}
