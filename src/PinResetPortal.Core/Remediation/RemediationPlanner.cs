using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

/// <summary>Turns a snapshot into the list of everything that would be sent.</summary>
public sealed class RemediationPlanner(CheckCatalog checks, IEnumerable<IRemediation> remediations, IChangeDescriber requests)
{
    private static readonly PolicyChoice Unchosen = new();
    private static readonly PolicyChoice SomeGroup = new(Assign: new(AssignmentTarget.Group, [Guid.Empty.ToString()]));
    private readonly IRemediation[] _remediations = [.. remediations.OrderBy(remediation => remediation.Order)];

    /// <summary>Ids of the checks whose finding over these facts can be repaired.</summary>
    public IReadOnlySet<string> FixableChecks(TenantFacts facts, IReadOnlyList<Finding> findings) =>
        Repairable(findings).Where(remediation => remediation.Propose(facts, Unchosen).Count > 0 || NeedsAudience(remediation, facts)).Select(remediation => remediation.CheckId).ToHashSet(StringComparer.Ordinal);

    /// <summary>Ids of the checks whose repair somebody must ask for by name over these facts.</summary>
    public IReadOnlySet<string> OnlyWhenNamed(TenantFacts facts) =>
        _remediations.Where(remediation => remediation.OnlyWhenNamed(facts)).Select(remediation => remediation.CheckId).ToHashSet(StringComparer.Ordinal);

    /// <summary>Ids of the checks whose repair has something to send only after somebody chose whom it reaches.</summary>
    public IReadOnlySet<string> NeedAudience(TenantFacts facts, IReadOnlyList<Finding> findings) =>
        Repairable(findings).Where(remediation => NeedsAudience(remediation, facts)).Select(remediation => remediation.CheckId).ToHashSet(StringComparer.Ordinal);

    /// <param name="only">Check ids, or null for all that can be repaired.</param>
    public RemediationPlan Plan(TenantFacts facts, IReadOnlyList<string>? only, PolicyChoice choice)
    {
        var findings = checks.Evaluate(facts);
        var chosen = Repairable(findings).Where(remediation => only is null ? !remediation.OnlyWhenNamed(facts) : only.Contains(remediation.CheckId, StringComparer.Ordinal)).ToList();
        var steps = Steps(facts, chosen, choice);
        // The hash covers what the tenant looks like and what is done about it; the name and the people are the caller's own words,
        // given again when the plan is started.
        var covered = choice with { Name = null, Assign = choice.Assign is null ? null : AssignmentChoice.AllDevices };
        var hash = Hash(facts, covered, choice == covered ? steps : Steps(facts, chosen, covered));
        return new(facts.TenantId, steps, hash);
    }

    private static bool NeedsAudience(IRemediation remediation, TenantFacts facts) =>
        remediation.Propose(facts, Unchosen).Count == 0 && remediation.Propose(facts, SomeGroup).Count > 0;

    /// <summary>Unknown never has a fix, and what is fine needs none.</summary>
    private IEnumerable<IRemediation> Repairable(IReadOnlyList<Finding> findings) => _remediations.Where(remediation =>
        findings.Any(finding => finding.CheckId == remediation.CheckId && finding.Status is FindingStatus.Broken or FindingStatus.NeedsAttention));

    private List<PlannedStep> Steps(TenantFacts facts, IReadOnlyList<IRemediation> chosen, PolicyChoice choice)
    {
        var together = chosen.Where(remediation => remediation.Propose(facts, choice).Count > 0).Select(remediation => remediation.CheckId).ToHashSet(StringComparer.Ordinal);
        return Steps(facts, chosen, choice, together);
    }

    private List<PlannedStep> Steps(TenantFacts facts, IReadOnlyList<IRemediation> chosen, PolicyChoice choice, IReadOnlySet<string> together) =>
    [
        .. from remediation in chosen
           from proposed in remediation.Propose(facts, choice, together)
           let request = requests.Describe(proposed.Change)
           select new PlannedStep(
               proposed.StepId,
               remediation.CheckId,
               proposed.Summary,
               proposed.Change,
               request,
               proposed.Before,
               proposed.After,
               proposed.Scope,
               proposed.Role,
               new UndoStep(proposed.UndoSummary, proposed.Undo, requests.Describe(proposed.Undo)))
           {
               Settings = SettingChanges.Of(proposed.Change, request, facts),
           },
    ];

    private static string Hash(TenantFacts facts, PolicyChoice choice, List<PlannedStep> steps)
    {
        var covered = steps.Select(step => new[] { step.CheckId, step.Id, step.Request.Method, step.Request.Path, step.Request.Body, step.Before, step.Undo.Request.Body });
        var text = JsonSerializer.Serialize(new { tenantId = facts.TenantId.ToString(), choice.Template, choice.TurnHelloOn, steps = covered });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
