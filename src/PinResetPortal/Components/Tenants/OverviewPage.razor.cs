using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Layout;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Tenants;

public partial class OverviewPage : ActorComponent
{
    /// <summary>Addresses we wrote ourselves and that have not come back yet: they must not overwrite what was typed since.</summary>
    private readonly HashSet<OverviewFilter> _written = [];

    private OverviewFilter _filter = new(null, null);
    private IReadOnlyList<TenantRow>? _rows;
    private UnreadableReason? _stale;
    private Trouble? _trouble;
    private bool _forbidden;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required IReadinessStore Readiness { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ILogger<OverviewPage> Logger { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "verdict")]
    public string? VerdictName { get; set; }

    private IReadOnlyList<TenantRow> Shown => [.. (_rows ?? []).Where(_filter.Shows)];

    protected override void OnParametersSet()
    {
        var asked = new OverviewFilter(Text, VerdictName);
        if (!_written.Remove(asked))
        {
            _filter = asked;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync(refresh: false);
        }
    }

    private async Task LoadAsync(bool refresh)
    {
        (_rows, _trouble) = (null, null);
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            _forbidden = true;
            return;
        }

        try
        {
            var list = await Catalog.ListAsync(actor, refresh, Leaving);
            if (list.Tenants.Count == 1 && list.Stale is null)
            {
                Navigation.NavigateTo(TenantAddress.Health(list.Tenants[0].Id), replace: true);
                return;
            }

            var marks = await Readiness.LatestMarksAsync(Leaving);
            _stale = list.Stale;
            _rows = [.. list.Tenants.Select(tenant => new TenantRow(tenant, marks.GetValueOrDefault(tenant.Id)))];
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The person went to another page.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _trouble = Trouble.Report(Logger, exception, "The tenants could not be listed.");
        }
    }

    private void OnTyped(ChangeEventArgs change) =>
        Change(_filter with { Text = change.Value as string is { Length: > 0 } text ? text : null });

    private void Change(OverviewFilter filter)
    {
        if (filter == _filter)
        {
            return;
        }

        _filter = filter;
        _written.Add(filter);
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["q"] = filter.Text, ["verdict"] = filter.Verdict }),
            replace: true);
    }
}
