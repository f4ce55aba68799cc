using System.Globalization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Whether what somebody wants to repair in many tenants can be a bulk repair, and in which tenants.</summary>
internal sealed class BulkChoosing(ITenantCatalog catalog, IReadinessStore readiness, CheckCatalog checks, IEnumerable<IRemediation> remediations)
{
    /// <param name="tenants">Null: all whose last check did not say Ready.</param>
    public async Task<BulkTenants> ChooseAsync(
        Actor actor, IReadOnlyCollection<TenantId>? tenants, IReadOnlyList<string>? checkIds, PolicyChoice choice, CancellationToken cancellationToken)
    {
        if (checkIds?.FirstOrDefault(check => checks.Find(check) is null) is { } unknown)
        {
            return Refused(new BulkResult.CheckNotFound(unknown));
        }

        if (remediations.FirstOrDefault(remediation => remediation.OneByOne && checkIds?.Contains(remediation.CheckId, StringComparer.Ordinal) == true) is { } oneByOne)
        {
            return Refused(new BulkResult.Invalid("checks", $"{checks.TitleOf(oneByOne.CheckId)}: what is sent is chosen in each tenant, so it is no part of a bulk repair. Open the tenant."));
        }

        if (choice.Name is not null)
        {
            return Refused(new BulkResult.Invalid("policy.name", "A bulk repair names policies by the naming convention; a name belongs to one tenant."));
        }

        if (choice.Assign is { Target: AssignmentTarget.Group })
        {
            return Refused(new BulkResult.Invalid("policy.assign", "Groups belong to one tenant; a bulk repair assigns to all devices or all users."));
        }

        var (mine, stranger) = await catalog.LookAsync(actor, tenants, cancellationToken);
        if (stranger is { } asked)
        {
            return Refused(new BulkResult.TenantNotFound(asked));
        }

        IReadOnlyList<TenantId> chosen = tenants is null ? await NotReadyAsync(actor, mine, cancellationToken) : [.. tenants.Distinct()];
        return chosen.Count is > 0 and <= BulkRepairService.MostTenants
            ? new(chosen, null)
            : Refused(new BulkResult.Invalid("tenants", chosen.Count == 0
                ? "There is no tenant to repair."
                : string.Create(CultureInfo.InvariantCulture, $"A bulk repair takes at most {BulkRepairService.MostTenants} tenants; these are {chosen.Count}.")));
    }

    private async Task<IReadOnlyList<TenantId>> NotReadyAsync(Actor actor, HashSet<TenantId> mine, CancellationToken cancellationToken)
    {
        var marks = await readiness.LatestMarksAsync(actor.HomeTenantId, cancellationToken);
        return [.. mine.Where(tenant => marks.GetValueOrDefault(tenant)?.Verdict != Verdict.Ready)];
    }

    private static BulkTenants Refused(BulkResult why) => new([], why);
}

/// <param name="Refused">Null: it can be.</param>
internal sealed record BulkTenants(IReadOnlyList<TenantId> Tenants, BulkResult? Refused);
