using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Schema;

/// <summary>Where the chain of a tenant, as a home tenant has it, ends: without it nobody could tell that the last entry was removed.</summary>
internal sealed class AuditHeadRow : ITenantRow
{
    public required TenantId HomeTenantId { get; init; }

    public required TenantId TenantId { get; init; }

    /// <summary>How many entries the chain has. Also the concurrency token: nobody appends to an end that has moved.</summary>
    public long Entries { get; set; }

    /// <summary>Hash of the last entry.</summary>
    public required string Hash { get; set; }

    /// <summary>Over the two above, with the key of the last entry; null: the last entry is from before the log had one.</summary>
    public string? Mac { get; set; }
}
