namespace PinResetPortal.EndToEnd.Emulation;

/// <summary>One line of <c>GET /_control/requests</c>.</summary>
/// <param name="Batch">Number of the enclosing $batch request.</param>
internal sealed record LoggedRequest(long Number, string Method, string Path, string? TenantId, string? ClientId, int? Status, long? Batch)
{
    public bool IsGraph => Path.StartsWith("/v1.0/", StringComparison.Ordinal) || Path.StartsWith("/beta/", StringComparison.Ordinal);

    public bool IsBatch => Path.EndsWith("/$batch", StringComparison.Ordinal);

    /// <summary>Everything that may change a tenant; Intune's reports are asked for by POST, but change nothing.</summary>
    public bool IsWrite => IsGraph && !IsBatch && Method != "GET" && !Path.Contains("/deviceManagement/reports/", StringComparison.Ordinal);
}
