using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Tenants;

public partial class OverviewTable
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<TenantRow> Rows { get; set; }

    private List<TenantRow> Items => [.. Rows];
}
