using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Schema;

internal sealed class SettingsRow : IHomeRow
{
    /// <summary>The empty id: the portal's own row, no home tenant's.</summary>
    public required TenantId HomeTenantId { get; init; }

    public required string Key { get; init; }

    public int Version { get; set; }

    public required string Json { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }
}
