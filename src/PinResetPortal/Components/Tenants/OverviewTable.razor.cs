using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Checks;

namespace PinResetPortal.Components.Tenants;

public partial class OverviewTable
{
    [Inject]
    public required IEnumerable<ITenantCheck> Checks { get; init; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<TenantRow> Rows { get; set; }

    private List<TenantRow> Items => [.. Rows];

    private string TitleOf(string checkId) => Checks.FirstOrDefault(check => check.Id == checkId)?.Title ?? checkId;
}
