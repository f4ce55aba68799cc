using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Components.Onboarding;

public partial class ProbeRow
{
    [Inject]
    public required IChallengeLinks Links { get; init; }

    [Parameter, EditorRequired]
    public required OnboardingProbe Probe { get; set; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    /// <summary>What can be done about it, right there.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
