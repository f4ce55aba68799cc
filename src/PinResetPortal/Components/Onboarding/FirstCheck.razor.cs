using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Components.Onboarding;

/// <summary>The end of the wizard: the tenant's first verdict.</summary>
public partial class FirstCheck : ActorComponent
{
    private TenantReadiness? _verdict;
    private bool _mayFix;
    private bool _busy;
    private string? _problem;

    [Inject]
    public required IReadinessService Readiness { get; init; }

    [Inject]
    public required TenantNews News { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter]
    public bool Ready { get; set; }

    /// <summary>The consent was given just now: nobody has to ask for the check that it was given for. It reads only.</summary>
    [Parameter]
    public bool StartsByItself { get; set; }

    private int Fixable => _verdict?.Findings.Count(assessed => assessed is { Fixable: true, OnlyByItself: false }) ?? 0;

    protected override Task OnParametersSetAsync() => StartsByItself && Ready && _verdict is null && _problem is null ? CheckAsync() : Task.CompletedTask;

    private async Task CheckAsync()
    {
        if (_busy || await ActorAsync() is not { } actor)
        {
            return;
        }

        (_busy, _problem, _mayFix) = (true, null, actor.May(PortalRole.Operator));
        StateHasChanged();
        await TryAsync("The tenant could not be checked.", trouble => _problem = trouble.Sentence, async () =>
        {
            _verdict = await Readiness.GetAsync(Tenant.Id, actor, refresh: true, Leaving);
            _problem = _verdict is null ? "This tenant is no longer on your list." : null;
            if (_verdict is not null && _verdict.DisplayName != Tenant.DisplayName)
            {
                await News.TellAsync(Tenant.Id);
            }
        });
        _busy = false;
    }
}
