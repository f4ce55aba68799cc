using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Text;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Troubleshooting;

/// <summary>Answers a pasted text for pages and API. Keeps nothing of it: it is read in memory and forgotten.</summary>
public interface ITroubleshootingService
{
    /// <param name="tenantId">The tenant that the user belongs to; null when it is not known.</param>
    /// <param name="text">Stays in memory only.</param>
    /// <param name="fresh">Findings older than <see cref="TroubleshootingService.OldAfter"/> are read again first.</param>
    /// <returns>The answer, or null when the tenant is not one of this portal's tenants.</returns>
    Task<Diagnosis?> DiagnoseAsync(TenantId? tenantId, Actor actor, PastedText text, bool fresh, CancellationToken cancellationToken);
}

/// <summary>Compares with the stored findings of the tenant; reads it only when there are none.</summary>
internal sealed class TroubleshootingService(ITenantCatalog catalog, IReadinessService readiness, Diagnoser diagnoser, TimeProvider time) : ITroubleshootingService
{
    /// <summary>Findings older than this are read again on the spot where somebody waits for an answer.</summary>
    public static readonly TimeSpan OldAfter = TimeSpan.FromMinutes(10);

    public async Task<Diagnosis?> DiagnoseAsync(TenantId? tenantId, Actor actor, PastedText text, bool fresh, CancellationToken cancellationToken)
    {
        Tenant? tenant = null;
        TenantReadiness? findings = null;
        if (tenantId is { } id)
        {
            tenant = await catalog.FindAsync(id, actor, cancellationToken);
            if (tenant is null)
            {
                return null;
            }

            findings = await readiness.GetAsync(id, actor, refresh: false, cancellationToken);
            if (fresh && findings is not null && time.GetUtcNow() - findings.ReadAt > OldAfter)
            {
                findings = await readiness.GetAsync(id, actor, refresh: true, cancellationToken) ?? findings;
            }

            // The first read of a home tenant is what learns its name.
            tenant = await catalog.FindAsync(id, actor, cancellationToken) ?? tenant;
        }

        var dsregcmd = DsregReader.Read(text.Value);
        var deviceTenant = dsregcmd?.TenantId is not { } other ? null
            : other == tenant?.Id ? tenant
            : await catalog.FindAsync(other, actor, cancellationToken);
        return diagnoser.Diagnose(text, dsregcmd, tenant, findings, deviceTenant, time.GetUtcNow());
    }
}
