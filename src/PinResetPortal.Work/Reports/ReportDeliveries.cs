using System.Text.Json;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Work.Reports;

/// <summary>What became of each report of a home tenant when it was due last: one document beside the schedules, which people change.</summary>
internal sealed class ReportDeliveries(ISettingsStore store)
{
    private const string SettingsKey = "report-deliveries";

    /// <summary>Reports of one home tenant that end in the same moment.</summary>
    private const int Attempts = 20;

    public async Task<IReadOnlyDictionary<Guid, ReportDelivery>> ReadAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        (await FindAsync(homeTenantId, cancellationToken)).All;

    /// <summary>Writes one down, and forgets those of reports that are gone.</summary>
    public async Task SetAsync(TenantId homeTenantId, Guid id, ReportDelivery delivery, IReadOnlyCollection<Guid> present, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var (all, version) = await FindAsync(homeTenantId, cancellationToken);
            var kept = all.Where(one => present.Contains(one.Key)).ToDictionary();
            kept[id] = delivery;
            if (await store.SaveAsync(homeTenantId, SettingsKey, version, JsonSerializer.Serialize(kept, JsonSerializerOptions.Web), "the portal", cancellationToken) is not null)
            {
                return;
            }
        }

        throw new InvalidOperationException("What became of a report could not be written down.");
    }

    private async Task<(Dictionary<Guid, ReportDelivery> All, int Version)> FindAsync(TenantId homeTenantId, CancellationToken cancellationToken) =>
        await store.FindAsync(homeTenantId, SettingsKey, cancellationToken) is { } document
            ? (JsonSerializer.Deserialize<Dictionary<Guid, ReportDelivery>>(document.Json, JsonSerializerOptions.Web) ?? [], document.Version)
            : ([], 0);
}
