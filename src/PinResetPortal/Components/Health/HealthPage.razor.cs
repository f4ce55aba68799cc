using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Health;

public partial class HealthPage : ActorComponent
{
    /// <summary>How often the page looks for a newer stored answer: the devices of a rollout report one after the other.</summary>
    internal static readonly TimeSpan Follows = TimeSpan.FromSeconds(30);

    private static readonly (string Title, FindingStatus Status)[] Shown =
    [
        ("What stands in the way", FindingStatus.Broken),
        ("Could not be seen", FindingStatus.Unknown),
        ("Worth a look", FindingStatus.NeedsAttention),
        ("In order", FindingStatus.Healthy),
        ("Not applicable", FindingStatus.NotApplicable),
    ];

    private CancellationTokenSource? _loading;
    private string? _shownId;
    private HealthState _state = HealthState.Loading;
    private bool _refreshing;
    private DateTimeOffset? _waitsUntil;
    private ITimer? _follow;
    private Actor? _actor;
    private Tenant? _tenant;
    private TenantReadiness? _readiness;
    private Operation? _unfinished;

    /// <summary>What the sign-in log said just now: it stands for what an earlier check saw of it.</summary>
    private Finding? _readSignIns;

    private Trouble? _trouble;

    [Inject]
    public required TenantNews News { get; init; }

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required IReadinessService Readiness { get; init; }

    [Inject]
    public required IReadinessStore Answers { get; init; }

    [Inject]
    public required CheckCatalog Checks { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Inject]
    public required IRemediationService Remediation { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary><c>all</c> or the id of a check: the plan that is shown.</summary>
    [SupplyParameterFromQuery]
    public string? Fix { get; set; }

    /// <summary>The run that is shown.</summary>
    [SupplyParameterFromQuery]
    public Guid? Operation { get; set; }

    [SupplyParameterFromQuery(Name = "name")]
    public string? PolicyName { get; set; }

    [SupplyParameterFromQuery]
    public string? Assign { get; set; }

    [SupplyParameterFromQuery]
    public string? Groups { get; set; }

    [SupplyParameterFromQuery]
    public string? Template { get; set; }

    [SupplyParameterFromQuery]
    public bool HelloOn { get; set; }

    [SupplyParameterFromQuery]
    public string? Scopes { get; set; }

    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    private bool MayFix => _actor?.May(PortalRole.Operator) == true;

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive)
        {
            _follow = Time.CreateTimer(_ => _ = InvokeAsync(FollowAsync), null, Follows, Follows);
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive && _shownId != Id)
        {
            _shownId = Id;
            (_tenant, _readiness, _unfinished, _readSignIns) = (null, null, null, null);
            await LoadAsync(refresh: false);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _follow?.Dispose();
        _loading?.Cancel();
        _loading?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadAsync(bool refresh)
    {
        if (_loading is not null)
        {
            await _loading.CancelAsync();
            _loading.Dispose();
        }

        _loading = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        var cancellationToken = _loading.Token;
        (_refreshing, _waitsUntil) = (true, null);
        _state = _readiness is null ? HealthState.Loading : HealthState.Ready;
        await TryAsync("The tenant could not be read.", trouble => (_trouble, _state) = (trouble, HealthState.Failed), async () => _state = await ReadAsync(refresh, cancellationToken), cancellationToken);
        if (!cancellationToken.IsCancellationRequested)
        {
            (_refreshing, _waitsUntil) = (false, null);
        }
    }

    /// <summary>The check is given up; what was there before stays.</summary>
    private async Task CancelAsync()
    {
        if (_loading is not null)
        {
            await _loading.CancelAsync();
        }

        (_refreshing, _waitsUntil) = (false, null);
    }

    /// <summary>
    /// Shows a newer answer that somebody else, a scan or the rollout's follow-up has stored. One with gaps tells about who read it, and is
    /// left to them.
    /// </summary>
    private async Task FollowAsync()
    {
        if (_refreshing || _state != HealthState.Ready || _actor is not { } actor || _tenant is not { Id: var id } || _readiness is not { ReadAt: var shown })
        {
            return;
        }

        await TryAsync("The latest answer could not be read.", _ => { }, async () =>
        {
            if (await Answers.LatestAsync(actor.KeyOf(id), Leaving) is { } latest && latest.ReadAt > shown && _tenant?.Id == id && !_refreshing
                && latest.Unread is null && latest.Findings.All(assessed => assessed.Finding.Status != FindingStatus.Unknown))
            {
                _readiness = latest;
                StateHasChanged();
            }
        });
    }

    private Task TellAsync(DateTimeOffset? until, CancellationToken cancellationToken) => InvokeAsync(() =>
    {
        if (!cancellationToken.IsCancellationRequested)
        {
            _waitsUntil = until;
            StateHasChanged();
        }
    });

    private async Task<HealthState> ReadAsync(bool refresh, CancellationToken cancellationToken)
    {
        _actor = await ActorAsync();
        if (_actor is null || !_actor.May(PortalRole.Reader))
        {
            return HealthState.Forbidden;
        }

        if (!TenantId.TryParse(Id, null, out var id) || await Catalog.FindAsync(id, _actor, cancellationToken) is not { } tenant)
        {
            return HealthState.NotFound;
        }

        cancellationToken.ThrowIfCancellationRequested();
        _tenant = tenant;
        StateHasChanged();
        var runs = await Remediation.ListAsync(_actor, id, 10, cancellationToken);
        var readiness = await Readiness.GetAsync(id, _actor, refresh, new GraphWait(Time, until => TellAsync(until, cancellationToken)), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (readiness is not null && (readiness.DisplayName != tenant.DisplayName || tenant.DefaultDomain is null))
        {
            _tenant = await Catalog.FindAsync(id, _actor, cancellationToken) ?? tenant;
            await News.TellAsync(id);
        }

        (_readiness, _unfinished) = (readiness, runs.FirstOrDefault(run => !run.IsFinished));
        return readiness is null ? HealthState.NotFound : HealthState.Ready;
    }

    private void Open(string fix)
    {
        if (_tenant is { Id: var id })
        {
            Navigation.NavigateTo(RemediationAddress.Plan(id, fix));
        }
    }

    private async Task CloseAsync()
    {
        if (_tenant is { Id: var id })
        {
            Navigation.NavigateTo(TenantAddress.Health(id));
        }

        await LoadAsync(refresh: false);
    }
}
