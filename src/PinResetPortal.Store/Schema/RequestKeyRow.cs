using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Schema;

internal sealed class RequestKeyRow : IHomeRow
{
    public required string Id { get; init; }

    public TenantId HomeTenantId { get; init; }

    public required string Fingerprint { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>It ended without an answer.</summary>
    public bool Abandoned { get; set; }

    /// <summary>Null: no answer yet.</summary>
    public int? Status { get; set; }

    public string? ContentType { get; set; }

    public string? Location { get; set; }

    public byte[]? Body { get; set; }
}
