using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Scans;

/// <summary>The part of a scan that one firing brings to its end.</summary>
/// <param name="Total">Tenants of the whole scan.</param>
/// <param name="Tenants">Those of the chunk that have no result yet.</param>
public sealed record ScanChunk(Scan Scan, int Part, int Total, IReadOnlyList<Tenant> Tenants)
{
    /// <summary>How many tenants a chunk has: larger ones gain nothing, smaller ones make more firings (decision 19).</summary>
    public const int Size = 50;

    /// <summary>How many chunks a scan has.</summary>
    public static int CountOf(int total) => (total + Size - 1) / Size;
}

/// <summary>A chunk that is not finished.</summary>
/// <param name="Total">Tenants of the whole scan.</param>
public sealed record OpenChunk(TenantId Home, Guid ScanId, int Part, int Total);
