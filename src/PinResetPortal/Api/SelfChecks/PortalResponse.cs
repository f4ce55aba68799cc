using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SelfChecks;

namespace PinResetPortal.Api.SelfChecks;

/// <param name="CheckedAt">When the portal looked last.</param>
/// <param name="CredentialEndsAt">When the portal's own credential ends; null: it never does, or nobody could tell.</param>
internal sealed record PortalResponse(DateTimeOffset CheckedAt, DateTimeOffset? CredentialEndsAt, IReadOnlyList<SelfFindingResponse> Findings)
{
    public static PortalResponse From(PortalReport report) => new(report.CheckedAt, report.CredentialEndsAt, [.. report.Findings.Select(SelfFindingResponse.From)]);
}

/// <param name="CheckId">Permanent: portal.credential, portal.registration and so on.</param>
/// <param name="NextStep">What to do; null where there is nothing to do.</param>
/// <param name="Command">The command that mends it, for the machine of the portal; null where no command does.</param>
/// <param name="SeenAt">When it was so.</param>
/// <param name="Unseen">What the last look could not see; null: nothing.</param>
internal sealed record SelfFindingResponse(string CheckId, FindingStatus Status, string Summary, string? NextStep, string? Command, DateTimeOffset SeenAt, UnseenResponse? Unseen)
{
    public static SelfFindingResponse From(KeptFinding kept) => new(
        kept.Finding.CheckId, kept.Finding.Status, kept.Finding.Summary, kept.Finding.NextStep, kept.Finding.Command, kept.SeenAt,
        kept.Unseen is { } unseen ? new(unseen.Summary, unseen.NextStep) : null);
}

/// <param name="Summary">Why it could not be looked at.</param>
/// <param name="NextStep">What to do about that.</param>
internal sealed record UnseenResponse(string Summary, string? NextStep);
