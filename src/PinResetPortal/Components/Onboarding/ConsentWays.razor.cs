using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Onboarding;

namespace PinResetPortal.Components.Onboarding;

/// <summary>Both ways to the portal's consent in a tenant.</summary>
public partial class ConsentWays : ActorComponent
{
    private PlannedRequest? _request;
    private string _link = "";
    private bool _busy;
    private UnreadableReason? _refused;

    [Inject]
    public required IOnboardingService Onboarding { get; init; }

    [Inject]
    public required IChallengeLinks Links { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    /// <summary>Partner Center has no entry yet: a second one would not add permissions to the first.</summary>
    [Parameter]
    public bool MayConsent { get; set; }

    [Parameter]
    public EventCallback<ConsentResult.Given> OnGiven { get; set; }

    private string Shortened => _link.Length > 90 ? _link[..90] + "…" : _link;

    protected override async Task OnParametersSetAsync()
    {
        if (await ActorAsync() is { } actor)
        {
            _request = Onboarding.DescribeConsent(Tenant, actor);
            _link = Links.AdminConsentToSend(actor.KeyOf(Tenant.Id), actor.Id, new Uri(Navigation.BaseUri));
        }
    }

    private async Task ConsentAsync()
    {
        if (_busy || await ActorAsync() is not { } actor)
        {
            return;
        }

        (_busy, _refused) = (true, null);
        await TryAsync("The consent could not be given.", trouble => _refused = new(UnreadableKind.Unavailable, trouble.Sentence), async () =>
        {
            switch (await Onboarding.ConsentAsync(Tenant, actor, Leaving))
            {
                case ConsentResult.Given given:
                    await OnGiven.InvokeAsync(given);
                    break;
                case ConsentResult.Refused refused:
                    _refused = refused.Reason;
                    break;
                case ConsentResult.NotPossible { Why: var why }:
                    _refused = new(UnreadableKind.RoleMissing, why);
                    break;
                case ConsentResult.Denied denied:
                    _refused = new(UnreadableKind.RoleMissing, $"This needs the portal role {denied.Needed}.");
                    break;
            }
        });
        _busy = false;
    }
}
