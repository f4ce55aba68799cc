using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Api.Tenants;

/// <summary>Which tenants of the list are wanted; what is null does not matter. A tenant that was never read matches no verdict, stage or check.</summary>
/// <param name="Check">Id of a check that is Broken.</param>
/// <param name="ChangedSince">When its answer was written, or when it was tried last and could not be seen.</param>
internal sealed record TenantFilter(Verdict? Verdict, TenantStage? Stage, string? Check, string? Tag, DateTimeOffset? ChangedSince)
{
    public bool Fits(Tenant tenant, ReadinessMark? mark) =>
        (Verdict is null || mark?.Verdict == Verdict)
        && (Stage is null || mark?.Stage == Stage)
        && (string.IsNullOrEmpty(Check) || mark?.BrokenChecks.Contains(Check, StringComparer.Ordinal) == true)
        && (string.IsNullOrEmpty(Tag) || tenant.Tags.Contains(Tag, StringComparer.OrdinalIgnoreCase))
        && (ChangedSince is null || mark?.ReadAt >= ChangedSince || mark?.UnreadAt >= ChangedSince);
}
