using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Overview;

/// <summary>Many tenants at a glance. The database filters, sorts and counts; the page holds what is on the screen.</summary>
public partial class OverviewPage : ActorComponent
{
    /// <summary>Addresses we wrote ourselves and that have not come back yet: they must not overwrite what was typed since.</summary>
    private readonly HashSet<OverviewView> _written = [];

    private readonly HashSet<TenantId> _selected = [];
    private OverviewView _view = OverviewView.Everything;
    private Actor? _actor;
    private OverviewCounts? _counts;
    private int _all;
    private IReadOnlyList<OverviewFault> _faults = [];
    private IReadOnlyList<string> _tags = [];
    private IReadOnlyList<OverviewColumn> _columns = OverviewColumns.Usual;

    /// <summary>The favourites, or what a scan could not read; null: the view names no tenants.</summary>
    private IReadOnlyList<TenantId>? _only;
    private UnreadableReason? _stale;
    private Trouble? _trouble;
    private bool _forbidden;
    private bool _maySelect;
    private string? _said;
    private OverviewTable? _table;
    private ScanBar? _scans;
    private ChangesPanel? _changes;

    [Inject]
    public required PortalInfo Portal { get; init; }

    [Inject]
    public required IOverviewStore Overview { get; init; }

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required NamedTenants Named { get; init; }

    [Inject]
    public required FirstDemoCheck First { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Inject]
    public required ViewerClock Clock { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    private int Matching => _counts?.Of(_view.Query) ?? 0;

    private OverviewQuery Query => _view.Query with { Only = _only };

    protected override async Task OnInitializedAsync()
    {
        _view = OverviewView.Read(new Uri(Navigation.Uri));
        Navigation.LocationChanged += OnLocationChanged;
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync(refresh: false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= OnLocationChanged;
        base.Dispose(disposing);
    }

    /// <summary>What the database has is shown at once; the customers are re-read beside it.</summary>
    private async Task LoadAsync(bool refresh)
    {
        (_counts, _trouble) = (null, null);
        _actor = await ActorAsync();
        if (_actor is not { } actor || !actor.May(PortalRole.Reader))
        {
            _forbidden = true;
            return;
        }

        _maySelect = actor.May(PortalRole.Operator);
        await TryAsync("The tenants could not be listed.", async () =>
        {
            _columns = OverviewColumns.Read(await Browser.ReadKeptAsync(OverviewColumns.Key));
            await Clock.EnsureZoneAsync();
            if ((await Overview.CountAsync(actor.HomeTenantId, new OverviewQuery(), Time.GetUtcNow(), Leaving)).All > 1)
            {
                await ReadAsync(actor);
                StateHasChanged();
            }
        });
        if (_trouble is null)
        {
            await RefreshCustomersAsync(refresh);
            await BeginDemoAsync();
        }
    }

    private Task BeginDemoAsync() => TryAsync("The tenants could not be checked.", async () =>
    {
        if (_trouble is null && !_view.Filters && _actor is { } actor)
        {
            if (await First.BeginAsync(actor, Leaving) is { } start)
            {
                StateHasChanged();
                await Task.Yield();
                _said = _scans is null ? null : await _scans.ShowAsync(start);
            }
        }
    });

    private Task RefreshCustomersAsync(bool refresh) => TryAsync("The tenants could not be listed.", async () =>
    {
        if (_actor is not { } actor)
        {
            return;
        }

        var result = await Catalog.RefreshAsync(actor, refresh, Leaving);
        _stale = result.Stale;
        if (!result.Done && _counts is not null)
        {
            return;
        }

        await ReadAsync(actor);
        if (_all == 1 && _stale is null)
        {
            Navigation.NavigateTo(TenantAddress.Health(actor.HomeTenantId), replace: true);
        }
    });

    private async Task OnScannedAsync()
    {
        await ReloadAsync();
        if (_changes is not null)
        {
            await _changes.ReloadAsync();
        }
    }

    private Task ReloadAsync() => TryAsync("The tenants could not be listed.", () => _actor is { } actor ? ReadAsync(actor) : Task.CompletedTask);

    private async Task ReadAsync(Actor actor)
    {
        var (view, now) = (_view, Time.GetUtcNow());
        _only = await Named.OfAsync(view, actor, Leaving);
        var counts = await Overview.CountAsync(actor.HomeTenantId, Query, now, Leaving);
        var faults = await Overview.FaultsAsync(actor.HomeTenantId, Query, now, Leaving);
        var all = view.Filters ? (await Overview.CountAsync(actor.HomeTenantId, new OverviewQuery(), now, Leaving)).All : counts.All;
        var tags = await Overview.TagsAsync(actor.HomeTenantId, Leaving);
        if (view != _view)
        {
            // Somebody typed on; that load counts.
            return;
        }

        (_counts, _faults, _all, _tags) = (counts, faults, all, tags);
        if (_table is not null && Matching > 0)
        {
            await _table.ReloadAsync();
        }
    }

    private async ValueTask<ItemsProviderResult<OverviewRow>> RowsAsync(ItemsProviderRequest request)
    {
        if (_actor is not { } actor)
        {
            return new([], 0);
        }

        IReadOnlyList<OverviewRow> rows = [];
        await TryAsync("The tenants could not be listed.", trouble => _trouble = trouble, async () =>
            rows = await Overview.PageAsync(actor.HomeTenantId, Query, Time.GetUtcNow(), request.StartIndex, request.Count, request.CancellationToken), request.CancellationToken);
        if (_trouble is not null)
        {
            StateHasChanged();
        }

        return new(rows, Matching);
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        var address = new Uri(change.Location);
        if (address.AbsolutePath != new Uri(Navigation.BaseUri).AbsolutePath)
        {
            return;
        }

        var asked = OverviewView.Read(address);
        if (!_written.Remove(asked) && asked != _view)
        {
            _ = InvokeAsync(() => ShowAsync(asked));
        }
    }

    private async Task ChangeAsync(OverviewView view)
    {
        if (view == _view)
        {
            return;
        }

        _written.Add(view);
        Navigation.NavigateTo(view.Address, replace: true);
        await ShowAsync(view);
    }

    private async Task ShowAsync(OverviewView view)
    {
        // What is not seen any more must not be acted on.
        if (view.Rows with { Query = view.Query with { Sort = _view.Query.Sort, Descending = _view.Query.Descending } } != _view.Rows)
        {
            _selected.Clear();
        }

        var sameRows = view.Rows == _view.Rows;
        (_view, _said) = (view, null);
        if (!sameRows && _actor is not null && !_forbidden)
        {
            await ReloadAsync();
        }

        StateHasChanged();
    }

    private async Task CloseAsync()
    {
        var open = _view.Open;
        await ChangeAsync(_view.Rows);
        await Browser.FocusAsync($"[id='row-{open}'] a");
    }

    private async Task ChooseAsync(IReadOnlyList<OverviewColumn> columns)
    {
        _columns = columns;
        await Browser.KeepAsync(OverviewColumns.Key, OverviewColumns.Write(columns));
    }

    private Task SortByAsync(OverviewSort sort) =>
        ChangeAsync(_view with { Query = _view.Query with { Sort = sort, Descending = _view.Query.Sort == sort && !_view.Query.Descending } });

    private void Select((TenantId Id, bool Selected) change)
    {
        if (change.Selected)
        {
            _selected.Add(change.Id);
        }
        else
        {
            _selected.Remove(change.Id);
        }
    }

    private Task SelectAllAsync() => TryAsync("The tenants could not be listed.", async () => _selected.UnionWith(await IdsAsync()));

    private Task CheckAsync() => TryAsync("The check could not be started.", async () => await StartAsync(_view.Filters ? await IdsAsync() : null));

    private Task CheckSelectedAsync() => TryAsync("The check could not be started.", () => StartAsync([.. _selected]));

    private async Task<IReadOnlyList<TenantId>> IdsAsync() => _actor is { } actor ? await Overview.IdsAsync(actor.HomeTenantId, Query, Time.GetUtcNow(), Leaving) : [];

    private async Task<IReadOnlyCollection<TenantId>> TenantsOfAsync(string checkId) => _actor is { } actor
        ? await Overview.IdsAsync(actor.HomeTenantId, Query with { BrokenCheck = checkId, Verdict = null, Stage = null }, Time.GetUtcNow(), Leaving)
        : [];

    private async Task StartAsync(IReadOnlyCollection<TenantId>? tenants) =>
        _said = _scans is null ? null : await _scans.StartAsync(tenants);

    private Task TryAsync(string what, Func<Task> work) => TryAsync(what, trouble => _trouble = trouble, work);
}
