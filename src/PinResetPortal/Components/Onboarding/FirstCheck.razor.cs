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
    private bool _busy;
    private string? _problem;

    [Inject]
    public required IReadinessService Readiness { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter]
    public bool Ready { get; set; }

    private async Task CheckAsync()
    {
        if (_busy || await ActorAsync() is not { } actor)
        {
            return;
        }

        (_busy, _problem) = (true, null);
        await TryAsync("The tenant could not be checked.", trouble => _problem = trouble.Sentence, async () =>
        {
            _verdict = await Readiness.GetAsync(Tenant.Id, actor, refresh: true, Leaving);
            _problem = _verdict is null ? "This tenant is no longer on your list." : null;
        });
        _busy = false;
    }
}
