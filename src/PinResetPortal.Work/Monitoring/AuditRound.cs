using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Monitoring;

/// <summary>Verifies the audit logs as <c>GET /api/v1/audit/verify</c> does, for <see cref="FleetMeter"/>.</summary>
internal sealed class AuditRound(FleetMeter meter, IAuditLog audit, IHomeTenants homes, TimeProvider time) : IRound
{
    /// <summary>Every entry is read.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromHours(1);

    public string Name => "audit-figures";

    public TimeSpan? Every => Pace;

    public async Task RunAsync(CancellationToken stopping)
    {
        var figures = new AuditFigures(time.GetUtcNow(), 0, 0, 0);
        foreach (var home in homes.Admitted)
        {
            var found = await audit.VerifyAsync(home, null, stopping);
            figures = figures with { Entries = figures.Entries + found.Entries, Problems = figures.Problems + found.Problems.Count, Untold = figures.Untold + found.Untold.Count };
        }

        meter.Note(figures with { At = time.GetUtcNow() });
    }
}
