using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Scans;

public enum ScanItemState
{
    Waiting,

    /// <summary>An instance reads the tenant.</summary>
    Reading,

    Done,

    /// <summary>The scan was cancelled before it was this tenant's turn.</summary>
    Skipped,
}

/// <summary>How the read of one tenant ended.</summary>
public enum ScanOutcome
{
    /// <summary>The tenant was read; its verdict says the rest.</summary>
    Read,

    /// <summary>The tenant has not granted the portal application permissions, and no person's sign-in was there to use instead.</summary>
    AppOnlyNotGranted,

    /// <summary>Only a person can open this tenant, and theirs must sign in again.</summary>
    SignInRequired,

    /// <summary>The portal is not consented in the tenant at all, or the person has no role there.</summary>
    NoAccess,

    /// <summary>The GDAP relationship has ended: nothing was read.</summary>
    RelationshipEnded,

    /// <summary>Entra does not know the tenant.</summary>
    TenantNotFound,

    /// <summary>Graph or Entra kept throttling, did not answer, or something unexpected happened. The tenant's earlier answer stays.</summary>
    Failed,
}

/// <summary>The one result that a tenant has in a scan.</summary>
/// <param name="Reason">Why it was not read, and what to do; null when it was.</param>
/// <param name="HttpRequests">What reading it cost.</param>
public sealed record ScanResult(ScanOutcome Outcome, Verdict? Verdict, string? Reason, int HttpRequests);

/// <summary>One tenant of a scan.</summary>
/// <param name="Attempts">How often it was taken; more than one when an instance died over it.</param>
public sealed record ScanItem(
    Guid ScanId,
    TenantId TenantId,
    string DisplayName,
    ScanItemState State,
    int Attempts,
    ScanResult? Result,
    DateTimeOffset? FinishedAt);
