using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Components.BulkRepairs;

/// <summary>One bulk repair: its summary to confirm, then its results. It lives on the server; this page only looks.</summary>
public partial class BulkRepairPage : ActorComponent
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private Virtualize<BulkRepairItem>? _rows;
    private Guid _watched;
    private BulkProgress? _progress;
    private BulkRepairItemState? _shown;
    private BulkRepairItem? _opened;
    private readonly SortedDictionary<TenantId, string> _chosen = [];
    private int _pilot;
    private string _typed = "";
    private string? _problem;
    private Trouble? _trouble;
    private bool _missing;
    private bool _forbidden;
    private bool _mayRun;
    private bool _working;

    [Inject]
    public required IBulkRepairService Repairs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Parameter]
    public Guid Id { get; set; }

    private int Ended => _progress?.Of(BulkRepairItemState.Verified, BulkRepairItemState.NotYetVisible, BulkRepairItemState.Failed, BulkRepairItemState.Undone) ?? 0;

    private string? Announcement => _progress is null ? null : $"{BulkLook.Of(_progress).Word}. {_progress.Summary?.Sentence}";

    protected override void OnParametersSet()
    {
        if (RendererInfo.IsInteractive && _watched != Id)
        {
            _watched = Id;
            (_progress, _typed, _shown, _problem, _opened) = (null, "", null, null, null);
            _chosen.Clear();
            _ = InvokeAsync(WatchAsync);
        }
    }

    private async Task WatchAsync()
    {
        var watched = Id;
        (_trouble, _missing) = (null, false);
        await TryAsync("The bulk repair could not be shown. It goes on without this page.", trouble => _trouble = trouble, async () =>
        {
            if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
            {
                _forbidden = true;
                StateHasChanged();
                return;
            }

            _mayRun = actor.May(PortalRole.Operator);
            using var timer = new PeriodicTimer(Every, Time);
            do
            {
                var progress = await Repairs.FindAsync(watched, actor, Leaving);
                if (watched != Id)
                {
                    return;
                }

                await ShowAsync(progress);
            }
            while (_progress is { Bulk.IsFinished: false } && await timer.WaitForNextTickAsync(Leaving));
        });
    }

    private async Task ShowAsync(BulkProgress? progress)
    {
        (_progress, _missing) = (progress, progress is null);
        if (_rows is not null)
        {
            await _rows.RefreshDataAsync();
        }

        StateHasChanged();
    }

    private async Task FilterAsync(BulkRepairItemState? state)
    {
        _shown = state;
        if (_rows is not null)
        {
            await _rows.RefreshDataAsync();
        }
    }

    private async ValueTask<ItemsProviderResult<BulkRepairItem>> RowsAsync(ItemsProviderRequest request)
    {
        if (_progress is not { } progress || await ActorAsync() is not { } actor || request.Count == 0)
        {
            return new([], 0);
        }

        var total = _shown is { } state ? progress.Of(state) : progress.Total;
        IReadOnlyList<BulkRepairItem>? items = null;
        await TryAsync("The tenants of the bulk repair could not be listed.", trouble => _trouble = trouble, async () =>
            items = await Repairs.ItemsAsync(progress.Bulk.Id, actor, _shown, request.StartIndex, request.Count, request.CancellationToken), request.CancellationToken);
        return new(items ?? [], Math.Max(total, request.StartIndex + (items?.Count ?? 0)));
    }

    private bool IsTyped(BulkSummary summary) => string.Equals(_typed.Trim(), summary.Confirmation, StringComparison.OrdinalIgnoreCase);

    private Task StartAsync() => DoAsync(actor => Repairs.StartAsync(Id, actor, _progress?.Summary?.PlanHash ?? "", _typed, Pilot, Leaving));

    private Task GoOnAsync() => DoAsync(actor => Repairs.GoOnAsync(Id, actor, Leaving));

    private Task StopAsync() => DoAsync(actor => Repairs.StopAsync(Id, actor, Leaving));

    private Task UndoAsync() => DoAsync(actor => Repairs.UndoAsync(Id, actor, Leaving));

    private Task RetryAsync() => DoAsync(actor => Repairs.RetryAsync(Id, actor, Leaving));

    private BulkPilot Pilot => _chosen.Count == 0 ? new(_pilot) : new(Tenants: [.. _chosen.Keys]);

    /// <summary>Puts a tenant into the pilot, or takes it out.</summary>
    private void Choose(BulkRepairItem item)
    {
        if (!_chosen.Remove(item.TenantId))
        {
            _chosen.Add(item.TenantId, item.DisplayName);
        }
    }

    private async Task DoAsync(Func<Actor, Task<BulkResult>> work)
    {
        (_working, _problem) = (true, null);
        var stays = true;
        await TryAsync("That did not work.", trouble => _trouble = trouble, async () =>
        {
            if (await ActorAsync() is not { } actor)
            {
                return;
            }

            switch (await work(actor))
            {
                case BulkResult.Accepted(var bulk) when bulk.Id != Id:
                    stays = false;
                    Navigation.NavigateTo(BulkLook.Address(bulk.Id));
                    break;
                case BulkResult.Accepted:
                    // A plan that lies open says what was so before.
                    _opened = null;
                    await ShowAsync(await Repairs.FindAsync(Id, actor, Leaving));
                    break;
                case var refused:
                    _problem = BulkWords.WhyNot(refused);
                    break;
            }
        });
        _working = false;

        // The button that was pressed may be gone: the work goes on where it is told how far it is.
        if (stays)
        {
            StateHasChanged();
            await Browser.FocusAsync("#bulk-head");
        }
    }

    private async Task ClosePlanAsync()
    {
        var closed = _opened?.TenantId;
        _opened = null;
        StateHasChanged();
        await Browser.FocusAsync($"[id='plan-of-{closed}']");
    }

    private static string Tenants(int count) => count == 1 ? "1 tenant" : $"{count} tenants";

    private static string PlanWords(BulkRepairItem item) => item.Actions is { Count: > 0 } actions
        ? Capital(string.Join(", ", actions.OrderBy(pair => pair.Key).Select(pair => ChangeActions.Words(pair.Key, pair.Value))))
        : "";

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
