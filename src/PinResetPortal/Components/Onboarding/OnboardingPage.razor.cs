using Microsoft.AspNetCore.Components;
using MudBlazor;
using PinResetPortal.Components.Shared;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Onboarding;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Onboarding;

/// <summary>The wizard that takes a tenant on. It shows each probe as soon as it is known, and keeps looking while a consent is awaited.</summary>
public partial class OnboardingPage : ActorComponent
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>Ten minutes: long enough for somebody who was called, short enough for a forgotten tab.</summary>
    private const int MostLooks = 120;

    private string? _shownId;
    private Tenant? _tenant;
    private IReadOnlyList<OnboardingProbe> _probes = [];
    private DateTimeOffset? _lookedAt;
    private ConsentResult.Given? _given;
    private bool _looking;
    private bool _waiting;
    private bool _isAwaited;
    private bool _notFound;
    private bool _forbidden;
    private bool _mayOffboard;
    private Trouble? _trouble;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required TenantNews News { get; init; }

    [Inject]
    public required IOnboardingService Onboarding { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>How the consent page came back: <c>given</c> or <c>refused</c>.</summary>
    [SupplyParameterFromQuery(Name = "consent")]
    public string? Consent { get; set; }

    private OnboardingState State => OnboardingReport.StateOf(_probes);

    /// <summary>It was given from here, or while this page was waiting for it.</summary>
    private bool ConsentIsFresh => _isAwaited || _given is not null || Consent == "given";

    private bool IsConsented => _probes.Any(probe => probe is { Id: "portal.consented", State: ProbeState.Passed });

    private OnboardingProbe? Next => new OnboardingReport(default, "", default, _probes).Next;

    /// <summary>The one probe that shows the ways to consent: the first that asks for it.</summary>
    private string? OffersConsent =>
        _probes.FirstOrDefault(probe => probe.NextStep is OnboardingStep.AdminConsent or OnboardingStep.PartnerCenterConsent)?.Id;

    private StatusLook Look => _looking ? ProbeLook.Looking : State switch
    {
        OnboardingState.Ready => new("Ready", Icons.Material.Filled.CheckCircle, "good"),
        OnboardingState.Blocked => new("Not set up", Icons.Material.Filled.Cancel, "bad"),
        _ => new("Unknown", Icons.Material.Filled.Help, "unknown"),
    };

    private string Headline => _looking ? "Looking at the tenant" : State switch
    {
        OnboardingState.Ready when _probes.Any(probe => probe.State == ProbeState.Failed) => "The portal can check this tenant. Some features are missing something.",
        OnboardingState.Ready => "The portal has everything it needs here.",
        OnboardingState.Blocked => $"The portal cannot check this tenant yet. {_probes.First(probe => probe is { Required: true, State: ProbeState.Failed }).Summary}",
        _ => "The portal could not see everything it needs.",
    };

    /// <summary>When nothing of a group could be looked at for one reason, the reason is said once.</summary>
    private static string? SharedWait(IReadOnlyList<OnboardingProbe> probes) =>
        probes.All(probe => probe.State == ProbeState.Skipped && probe.Summary == probes[0].Summary) ? probes[0].Summary : null;

    protected override void OnInitialized() => News.Named += OnNamedAsync;

    protected override void Dispose(bool disposing)
    {
        News.Named -= OnNamedAsync;
        base.Dispose(disposing);
    }

    /// <summary>The first check has learnt what the tenant is called.</summary>
    private Task OnNamedAsync(TenantId id) => InvokeAsync(() => TryAsync(async () =>
    {
        if (_tenant?.Id == id && await ActorAsync() is { } actor && await Catalog.FindAsync(id, actor, Leaving) is { } named)
        {
            _tenant = named;
            StateHasChanged();
        }
    }));

    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive && _shownId != Id)
        {
            _shownId = Id;
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        var wanted = Id;
        (_tenant, _probes, _given, _isAwaited, _notFound, _trouble) = (null, [], null, false, false, null);
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            _forbidden = true;
            return;
        }

        _mayOffboard = actor.May(PortalRole.Admin);
        await TryAsync(async () =>
        {
            var tenant = TenantId.TryParse(wanted, null, out var id) ? await Catalog.FindAsync(id, actor, Leaving) : null;
            if (wanted != Id)
            {
                return;
            }

            (_tenant, _notFound) = (tenant, tenant is null);
            if (tenant is not null)
            {
                StateHasChanged();
                await LookAsync(tenant, actor);
            }
        });
        KeepLooking();
    }

    private Task LookAgainAsync() => TryAsync(async () =>
    {
        if (_tenant is { } tenant && await ActorAsync() is { } actor)
        {
            _probes = [];
            await LookAsync(tenant, actor);
            KeepLooking();
        }
    });

    private async Task OnGivenAsync(ConsentResult.Given given)
    {
        _given = given;
        await LookAgainAsync();
    }

    /// <summary>The probes one by one; those of the last look stay until their successor is there.</summary>
    private async Task LookAsync(Tenant tenant, Actor actor, bool quietly = false)
    {
        _looking = !quietly;
        try
        {
            var seen = new List<OnboardingProbe>();
            await foreach (var probe in Onboarding.ProbeAsync(tenant, actor, Leaving))
            {
                if (_tenant?.Id != tenant.Id)
                {
                    return;
                }

                seen.Add(probe);
                if (!quietly)
                {
                    _probes = [.. seen];
                    StateHasChanged();
                }
            }

            (_probes, _lookedAt) = (seen, Time.GetUtcNow());
        }
        finally
        {
            _looking = false;
            StateHasChanged();
        }
    }

    /// <summary>While the consent is missing somebody may be giving it just now.</summary>
    private void KeepLooking()
    {
        if (!_waiting && _tenant is not null && AwaitsConsent())
        {
            (_waiting, _isAwaited) = (true, true);
            _ = InvokeAsync(() => TryAsync(WaitForConsentAsync));
        }
    }

    private bool AwaitsConsent() => _probes.Any(probe =>
        probe is { Id: "portal.consented", State: ProbeState.Failed, NextStep: OnboardingStep.AdminConsent or OnboardingStep.PartnerCenterConsent });

    private async Task WaitForConsentAsync()
    {
        try
        {
            for (var look = 0; look < MostLooks && AwaitsConsent(); look++)
            {
                await Task.Delay(BetweenLooks, Time, Leaving);
                if (!_looking && _tenant is { } tenant && await ActorAsync() is { } actor)
                {
                    await LookAsync(tenant, actor, quietly: true);
                }
            }
        }
        finally
        {
            _waiting = false;
        }
    }

    private Task TryAsync(Func<Task> work) => TryAsync("The tenant could not be looked at.", trouble => _trouble = trouble, work);
}
