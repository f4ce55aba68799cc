
namespace PinResetPortal.Components.Tenants;

/// <summary>What the overview shows; lives in the address as <c>?q=…&amp;verdict=…</c>.</summary>
public sealed record OverviewFilter(string? Text, string? Verdict)
{
    public const string NotChecked = "notChecked";

    public static readonly IReadOnlyList<(string? Value, string Words)> Verdicts =
        [(null, "All"), ("notReady", "Not ready"), ("unknown", "Unknown"), ("ready", "Ready"), (NotChecked, "Not checked")];

    public bool Shows(TenantRow row) => TenantSearch.Matches(row.Tenant, Text) && HasVerdict(row, Verdict);

    public static bool HasVerdict(TenantRow row, string? verdict) => verdict switch
    {
        null or "" => true,
        "ready" => row.Mark?.Verdict == Core.Checks.Verdict.Ready,
        "notReady" => row.Mark?.Verdict == Core.Checks.Verdict.NotReady,
        "unknown" => row.Mark?.Verdict == Core.Checks.Verdict.Unknown,
        NotChecked => row.Mark is null,
        _ => true,
    };
}
