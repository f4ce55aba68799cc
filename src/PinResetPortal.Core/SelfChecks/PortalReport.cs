using PinResetPortal.Core.Findings;

namespace PinResetPortal.Core.SelfChecks;

/// <summary>What the portal found of itself, one entry for each check.</summary>
/// <param name="CheckedAt">When it was looked last.</param>
/// <param name="CredentialEndsAt">When the credential in use ends; null: it never does, or nobody could tell.</param>
public sealed record PortalReport(DateTimeOffset CheckedAt, IReadOnlyList<KeptFinding> Findings, DateTimeOffset? CredentialEndsAt)
{
    /// <summary>What this look could not see says nothing against what an earlier one saw: the earlier finding stays, with its time, and the fresh one stands beside it.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="fresh"/> is null.</exception>
    public static PortalReport After(PortalReport? earlier, DateTimeOffset at, IReadOnlyList<SelfFinding> fresh, DateTimeOffset? credentialEndsAt)
    {
        ArgumentNullException.ThrowIfNull(fresh);
        var kept = fresh.Select(finding => finding.Status == FindingStatus.Unknown && earlier?.Findings.FirstOrDefault(old => old.Finding.CheckId == finding.CheckId) is { Finding.Status: not FindingStatus.Unknown } old
            ? old with { Unseen = finding }
            : new KeptFinding(finding, at, null)).ToList();
        var isCredentialOld = kept.Exists(one => one.Finding.CheckId == SelfCheckIds.Credential && one.Unseen is not null);
        return new(at, kept, credentialEndsAt ?? (isCredentialOld ? earlier?.CredentialEndsAt : null));
    }
}

/// <param name="SeenAt">When it was so.</param>
/// <param name="Unseen">What a later look could not see; null: nothing.</param>
public sealed record KeptFinding(SelfFinding Finding, DateTimeOffset SeenAt, SelfFinding? Unseen);
