using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Field;
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

    /// <summary>What the portal can do about the findings, by check id; a check that is not there has nothing to repair, or nothing safely.</summary>
    public IReadOnlyDictionary<string, Repairability> Repairable(TenantFacts facts, IReadOnlyList<Finding> findings) => Repairing(findings)
        .SelectMany(remediation => Judge(remediation, facts) is { } can ? [(remediation.CheckId, Can: can)] : Array.Empty<(string CheckId, Repairability Can)>())
        .ToDictionary(one => one.CheckId, one => one.Can, StringComparer.Ordinal);

    /// <param name="only">Check ids, or null for all that can be repaired.</param>
    public RemediationPlan Plan(TenantFacts facts, IReadOnlyList<string>? only, PolicyChoice choice)
    {
        var withChosen = facts;
        facts = AudienceWarnings.WithoutChosen(facts, choice);
        var repairing = Repairing(checks.Evaluate(facts)).ToList();
        var chosen = repairing.FindAll(remediation => only is null ? !remediation.OnlyWhenNamed(facts) : only.Contains(remediation.CheckId, StringComparer.Ordinal));
        var steps = Steps(facts, chosen, choice);
        // The hash covers what the tenant looks like and what is done about it; the name and the people are the caller's own words,
        // given again when the plan is started.
        var covered = choice with { Name = null, Assign = choice.Assign is null ? null : AssignmentChoice.AllDevices };
        var hash = Hash(facts, covered, choice == covered ? steps : Steps(facts, chosen, covered));
        return new(facts.TenantId, steps, hash)
        {
            NeedAudience = repairing.Where(remediation => only?.Contains(remediation.CheckId) != false && Judge(remediation, facts) is { NeedsAudience: true })
                .Select(remediation => remediation.CheckId).ToHashSet(StringComparer.Ordinal),
            Warnings = AudienceWarnings.Of(withChosen, choice, steps),
            ScopesToChoose = only is null ? [] : [.. chosen.SelectMany(remediation => remediation.ScopesToChoose(facts))],
        };
    }

    /// <summary>What is wrong with the scopes that were named; null when nothing is.</summary>
    /// <param name="only">The check ids that the plan was asked for.</param>
    public static string? ProblemWithScopes(RemediationPlan plan, IReadOnlyList<string>? only, PolicyChoice choice)
    {
        var unknown = choice.Scopes.Where(scope => !plan.ScopesToChoose.Any(offered => offered.Value == scope)).ToList();
        return unknown.Count == 0 ? null
            : only?.Contains(CheckIds.Grants) != true ? $"Scopes belong to the check {CheckIds.Grants}, which has to be asked for by its id."
            : $"The Service does not offer {Lists.And(unknown)} here now: it does not publish it, or a grant for everybody is listed already.";
    }

    private static Repairability? Judge(IRemediation remediation, TenantFacts facts)
    {
        var named = remediation.OnlyWhenNamed(facts);
        return remediation.Propose(facts, Unchosen).Count > 0 ? new(NeedsAudience: false, named)
            : remediation.ScopesToChoose(facts).Count > 0 ? new(NeedsAudience: false, named, NeedsScopes: true)
            : remediation.Propose(facts, SomeGroup).Count > 0 ? new(NeedsAudience: true, named)
            : null;
    }

    private IEnumerable<IRemediation> Repairing(IReadOnlyList<Finding> findings) => _remediations.Where(remediation =>
        findings.Any(finding => finding.CheckId == remediation.CheckId && finding.Status != FindingStatus.Unknown && remediation.Repairs(finding)));

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
               IsInferred = proposed.IsInferred,
           },
    ];

    private static string Hash(TenantFacts facts, PolicyChoice choice, List<PlannedStep> steps)
    {
        var covered = steps.Select(step => new[] { step.CheckId, step.Id, step.Request.Method, step.Request.Path, step.Request.Body, step.Before, step.Undo.Request.Body });
        var text = JsonSerializer.Serialize(new { tenantId = facts.TenantId.ToString(), choice.Template, choice.TurnHelloOn, steps = covered });
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
