using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Fakes;

/// <summary>Settings in memory, with versions.</summary>
public sealed class FakeSettings : ISettingsStore
{
    public Dictionary<string, SettingsDocument> Documents { get; } = [];

    public Task<SettingsDocument?> FindAsync(TenantId homeTenantId, string key, CancellationToken cancellationToken) => Task.FromResult(Documents.GetValueOrDefault(key));

    public Task<SettingsDocument?> SaveAsync(TenantId homeTenantId, string key, int expectedVersion, string json, string changedBy, CancellationToken cancellationToken) =>
        Task.FromResult<SettingsDocument?>((Documents.GetValueOrDefault(key)?.Version ?? 0) == expectedVersion
            ? Documents[key] = new(key, expectedVersion + 1, json, Some.Now, changedBy)
            : null);
}
