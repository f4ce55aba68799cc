using System.Text.Json;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Work.SelfChecks;

/// <summary>The portal's own checks (design: <c>portal.*</c>).</summary>
public interface IPortalSelfCheck
{
    /// <summary>What was found last, whoever looked; null: nobody has yet.</summary>
    Task<PortalReport?> LatestAsync(TenantId homeTenantId, CancellationToken cancellationToken);

    /// <summary>Looks now, for the actor's home tenant. Changes nothing in any tenant.</summary>
    Task<PortalReport> CheckAsync(Actor actor, CancellationToken cancellationToken);
}

/// <summary>What was found is kept for every instance, and an ending credential is told once.</summary>
internal sealed class PortalSelfCheck(PortalFactsReader facts, ISettingsStore store, INotificationTeller teller, CredentialMeter meter) : IPortalSelfCheck
{
    /// <summary>Under which a report lies among the documents of a home tenant.</summary>
    public const string Key = "portal-checks";

    /// <summary>What was told of the credential.</summary>
    public const string Subject = "portal/credential";

    public async Task<PortalReport?> LatestAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        await store.FindAsync(homeTenantId, Key, cancellationToken) is { } document ? Heeded(JsonSerializer.Deserialize<PortalReport>(document.Json, PortalSettings.Json)) : null;

    public async Task<PortalReport> CheckAsync(Actor actor, CancellationToken cancellationToken)
    {
        var seen = await facts.ReadAsync(actor, cancellationToken);
        var findings = PortalJudgement.Of(seen);
        var report = PortalReport.After(await LatestAsync(actor.HomeTenantId, cancellationToken), seen.At, findings, PortalJudgement.CredentialEnd(seen));
        meter.Note(report.CredentialEndsAt);
        await KeepAsync(actor.HomeTenantId, report, cancellationToken);
        if (CredentialNotice.Of(findings.Single(one => one.CheckId == SelfCheckIds.Credential), report, seen.At) is { } told)
        {
            await teller.TellAsync(actor.HomeTenantId, [told], cancellationToken);
        }

        return report;
    }

    private PortalReport? Heeded(PortalReport? report)
    {
        if (report?.CredentialEndsAt is { } end)
        {
            meter.Note(end);
        }

        return report;
    }

    /// <summary>Whoever looked at the same time wrote as good an answer.</summary>
    private async Task KeepAsync(TenantId homeTenantId, PortalReport report, CancellationToken cancellationToken)
    {
        var version = (await store.FindAsync(homeTenantId, Key, cancellationToken))?.Version ?? 0;
        await store.SaveAsync(homeTenantId, Key, version, JsonSerializer.Serialize(report, PortalSettings.Json), "the portal", cancellationToken);
    }
}
