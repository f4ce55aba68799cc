using System.Text.Json;
using System.Text.Json.Serialization;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Work.Settings;

/// <summary>A value with the version it was read at, to be given back when it is saved.</summary>
/// <param name="Version">0 when nobody has saved one: <paramref name="Value"/> is then the default.</param>
public sealed record Setting<T>(T Value, int Version, DateTimeOffset? ChangedAt = null, string? ChangedBy = null);

/// <summary>Typed settings of a home tenant over <see cref="ISettingsStore"/>: who may change them is decided here, and every change is in the audit log.</summary>
public sealed class PortalSettings(ISettingsStore store, IAuditLog audit)
{
    /// <summary>How every document of a home tenant is written, whoever keeps it.</summary>
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <param name="otherwise">What holds as long as nobody has saved anything.</param>
    public async Task<Setting<T>> GetAsync<T>(TenantId homeTenantId, string key, T otherwise, CancellationToken cancellationToken) =>
        await store.FindAsync(homeTenantId, key, cancellationToken) is { } document
            ? new(
                JsonSerializer.Deserialize<T>(document.Json, Json) ?? throw new InvalidOperationException($"The settings '{key}' are null."),
                document.Version,
                document.ChangedAt,
                document.ChangedBy)
            : new(otherwise, 0);

    /// <summary>Saves for the actor's home tenant.</summary>
    /// <param name="version">The version that was edited.</param>
    /// <param name="summary">One sentence for the audit log; names no secret.</param>
    public async Task<EditOutcome<Setting<T>>> SaveAsync<T>(string key, T value, int version, string summary, Actor actor, CancellationToken cancellationToken)
    {
        if (await audit.IsDeniedAsync(actor, PortalRole.Admin, actor.HomeTenantId, $"change the settings '{key}'", cancellationToken))
        {
            return new EditOutcome<Setting<T>>.Denied(PortalRole.Admin);
        }

        if (await store.SaveAsync(actor.HomeTenantId, key, version, JsonSerializer.Serialize(value, Json), actor.Name, cancellationToken) is not { } saved)
        {
            return new EditOutcome<Setting<T>>.ChangedMeanwhile();
        }

        await audit.AppendAsync(
            AuditRecord.Of(actor, actor.HomeTenantId, AuditActions.SettingsChanged, summary, JsonSerializer.Serialize(new { key, saved.Version }, Json)),
            cancellationToken);
        return new EditOutcome<Setting<T>>.Done(new(value, saved.Version, saved.ChangedAt, saved.ChangedBy));
    }
}
