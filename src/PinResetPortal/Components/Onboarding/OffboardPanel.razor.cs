using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Offboarding;

namespace PinResetPortal.Components.Onboarding;

/// <summary>Lets a customer go, for an Admin: nothing is looked at before somebody asks what it would do.</summary>
public partial class OffboardPanel : ActorComponent
{
    private OffboardingPlan? _plan;
    private OffboardingResult.Done? _done;
    private string? _refused;
    private string? _typed;
    private bool _keepConsent;
    private bool _busy;

    [Inject]
    public required IOffboardingService Offboarding { get; init; }

    [Inject]
    public required IChallengeLinks Links { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    private string Phrase => $"offboard {Tenant.DisplayName}";

    private bool IsTyped => string.Equals((_typed ?? "").Trim(), Phrase, StringComparison.OrdinalIgnoreCase);

    private Task ToggleAsync(bool on)
    {
        _keepConsent = on;
        return LookAsync();
    }

    private Task LookAsync() => DoAsync(actor => Offboarding.LookAsync(Tenant.Id, actor, _keepConsent, Leaving));

    private Task RunAsync() => IsTyped ? DoAsync(actor => Offboarding.RunAsync(Tenant.Id, actor, _keepConsent, Leaving)) : Task.CompletedTask;

    private async Task DoAsync(Func<Actor, Task<OffboardingResult>> work)
    {
        if (_busy || await ActorAsync() is not { } actor)
        {
            return;
        }

        (_busy, _refused) = (true, null);
        await TryAsync("The tenant could not be offboarded.", trouble => _refused = trouble.Sentence, async () => Take(await work(actor)));
        _busy = false;
    }

    private void Take(OffboardingResult result)
    {
        switch (result)
        {
            case OffboardingResult.Planned { Plan: var plan }:
                _plan = plan;
                break;
            case OffboardingResult.Done done:
                _done = done;
                break;
            case OffboardingResult.Refused { Why: var why }:
                _refused = why;
                break;
            case OffboardingResult.Denied denied:
                _refused = $"This needs the portal role {denied.Needed}.";
                break;
            default:
                _refused = "This tenant is no longer on your list.";
                break;
        }
    }
}
