using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Settings;

/// <summary>A document of settings as stored.</summary>
/// <param name="Key">Permanent, kebab-case: <c>policy-template</c>.</param>
/// <param name="Version">1 for the first one saved; each save adds 1.</param>
/// <param name="Json">The document; whoever owns the key owns its shape. Secrets in it are protected by whoever writes them.</param>
/// <param name="ChangedBy">Name of the person who saved it.</param>
public sealed record SettingsDocument(string Key, int Version, string Json, DateTimeOffset ChangedAt, string ChangedBy);

/// <summary>What an admin changes while the portal runs, one document per subject and home tenant. Implemented by the Store.</summary>
public interface ISettingsStore
{
    /// <returns>Null when nobody has saved the document yet.</returns>
    Task<SettingsDocument?> FindAsync(TenantId homeTenantId, string key, CancellationToken cancellationToken);

    /// <param name="expectedVersion">The version that was edited; 0 when there was none.</param>
    /// <returns>The document as saved, or null when somebody else saved it meanwhile.</returns>
    Task<SettingsDocument?> SaveAsync(TenantId homeTenantId, string key, int expectedVersion, string json, string changedBy, CancellationToken cancellationToken);
}
