using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

/// <summary>Holds the rows that are on the screen, and asks for others when they come into view.</summary>
public partial class OverviewTable
{
    private Virtualize<NumberedRow>? _rows;

    [Parameter, EditorRequired]
    public required ItemsProviderDelegate<OverviewRow> Rows { get; set; }

    [Parameter, EditorRequired]
    public required int Total { get; set; }

    [Parameter]
    public OverviewSort Sort { get; set; }

    [Parameter]
    public bool Descending { get; set; }

    [Parameter]
    public EventCallback<OverviewSort> OnSort { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<OverviewColumn> Columns { get; set; }

    /// <summary>Where a click on a tenant leads.</summary>
    [Parameter, EditorRequired]
    public required Func<TenantId, string> AddressOf { get; set; }

    /// <summary>The tenant that is shown beside the table.</summary>
    [Parameter]
    public TenantId? Open { get; set; }

    [Parameter]
    public bool MaySelect { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlySet<TenantId> Selected { get; set; }

    [Parameter]
    public EventCallback<(TenantId Id, bool Selected)> OnSelect { get; set; }

    [Parameter]
    public EventCallback OnSelectAll { get; set; }

    [Parameter]
    public EventCallback OnClear { get; set; }

    /// <summary>Asks for the rows on the screen again.</summary>
    public async Task ReloadAsync()
    {
        if (_rows is not null)
        {
            await _rows.RefreshDataAsync();
            StateHasChanged();
        }
    }

    private async ValueTask<ItemsProviderResult<NumberedRow>> ProvideAsync(ItemsProviderRequest request)
    {
        var page = await Rows(request);
        return new(page.Items.Select((row, index) => new NumberedRow(request.StartIndex + index, row)), page.TotalItemCount);
    }

    private Task ToggleAllAsync(ChangeEventArgs change) => (change.Value is true ? OnSelectAll : OnClear).InvokeAsync();

    private sealed record NumberedRow(int Index, OverviewRow Row);
}
