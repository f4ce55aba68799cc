using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Overview;

public partial class ColumnMenu
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<OverviewColumn> Columns { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyList<OverviewColumn>> OnChange { get; set; }

    private IReadOnlyList<OverviewColumn> Toggled(OverviewColumn column) =>
        [.. (Columns.Contains(column) ? Columns.Where(other => other != column) : Columns.Append(column)).Order()];
}
