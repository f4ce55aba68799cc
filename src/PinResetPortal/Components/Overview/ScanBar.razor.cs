using System.Globalization;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Components.Overview;

/// <summary>
/// Scans that run, whoever started them: a person, the API, the schedule, or another instance. It asks the database, so it needs no memory
/// of what this page has started.
/// </summary>
public partial class ScanBar : ActorComponent
{
    public static readonly TimeSpan WhileRunning = TimeSpan.FromSeconds(2);

    public static readonly TimeSpan WhileIdle = TimeSpan.FromSeconds(10);

    private IReadOnlyList<ScanProgress> _running = [];
    private ScanProgress? _finished;
    private Guid? _cancelling;
    private Actor? _actor;
    private Trouble? _trouble;
    private ITimer? _timer;

    [Inject]
    public required IScanService Scans { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>A scan has got further or has ended.</summary>
    [Parameter]
    public EventCallback OnProgress { get; set; }

    /// <param name="tenants">Null: all of them.</param>
    /// <returns>Why nothing was started; null when it was.</returns>
    public async Task<string?> StartAsync(IReadOnlyCollection<TenantId>? tenants)
    {
        return _actor is null ? null : await ShowAsync(await Scans.StartAsync(_actor, tenants, refresh: true, Leaving));
    }

    /// <summary>Shows a check that has just been started.</summary>
    /// <returns>Why there is none; null: it runs.</returns>
    public async Task<string?> ShowAsync(ScanStart start)
    {
        switch (start)
        {
            case ScanStart.Denied denied:
                return $"This needs the portal role {denied.Needed}.";
            case ScanStart.TenantNotFound:
                return "One of these tenants is no longer on your list. Nothing was started; reload the page.";
            case ScanStart.NoAccess no:
                return $"Nothing was started. {no.Why.Message} {no.Why.NextStep}".Trim();
            case ScanStart.Empty:
                return "There is no tenant to check.";
            default:
                await LookAsync();
                StateHasChanged();
                return null;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive && await ActorAsync() is { } actor && actor.May(PortalRole.Reader))
        {
            _actor = actor;
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(TickAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            await LookAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _timer?.Dispose();
        base.Dispose(disposing);
    }

    private async Task TickAsync()
    {
        await LookAsync();
        StateHasChanged();
    }

    private async Task LookAsync()
    {
        if (Leaving.IsCancellationRequested || _actor is not { } actor)
        {
            return;
        }

        await TryAsync("The running checks could not be read.", trouble => _trouble ??= trouble, async () =>
        {
            var before = _running;
            _running = await Scans.RunningAsync(actor, Leaving);
            _trouble = null;
            foreach (var gone in before.Where(old => _running.All(progress => progress.Scan.Id != old.Scan.Id)))
            {
                _finished = await Scans.FindAsync(gone.Scan.Id, actor, Leaving);
            }

            if (before.Sum(progress => progress.Done) != _running.Sum(progress => progress.Done) || before.Count != _running.Count)
            {
                await OnProgress.InvokeAsync();
            }
        });
        if (!Leaving.IsCancellationRequested)
        {
            _timer?.Change(_running.Count > 0 ? WhileRunning : WhileIdle, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task CancelAsync(Guid id)
    {
        if (_actor is not { } actor)
        {
            return;
        }

        _cancelling = id;
        await TryAsync("The check could not be cancelled.", trouble => _trouble = trouble, async () =>
        {
            await Scans.CancelAsync(id, actor, Leaving);
            await LookAsync();
        });
        _cancelling = null;
    }

    private bool MayCancel(Scan scan) => _actor is not null && (_actor.May(PortalRole.Operator) || scan.StartedBy.Id == _actor.Id);

    private static string Title(ScanProgress progress) => $"Checking {Tenants(progress.Total)}";

    private static string By(Scan scan) => scan.Trigger == ScanTrigger.Schedule ? "started by the schedule" : $"started by {scan.StartedBy.Name}";

    private string Left(ScanProgress progress)
    {
        var now = Time.GetUtcNow();
        return progress.Scan.StartedAt is not { } start ? "waits for a free place"
            : progress.Remaining(now) is { } left ? $"about {Clock(left)} left"
            : $"{Clock(now - start)} so far";
    }

    /// <summary>Every tenant was read.</summary>
    private static bool IsWhole(ScanProgress progress) => progress is { Failed: 0, Blocked: 0, Scan.State: not ScanState.Cancelled };

    private static string Ended(ScanProgress progress)
    {
        var took = progress.Scan is { StartedAt: { } start, FinishedAt: { } end } ? $" It took {Clock(end - start)}." : "";
        return $"{(progress.Scan.State == ScanState.Cancelled ? "Cancelled: " : "")}{ScanWords.Ended(progress)}{took}";
    }

    private static string Tenants(int count) => count == 1 ? "1 tenant" : $"{count} tenants";

    /// <returns>For example <c>0:07</c>, <c>12:30</c>, <c>1:02:30</c>.</returns>
    private static string Clock(TimeSpan time) => time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"h\:mm\:ss", CultureInfo.InvariantCulture);
}
