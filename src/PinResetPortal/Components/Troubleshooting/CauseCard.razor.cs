using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.SignIn;

namespace PinResetPortal.Components.Troubleshooting;

/// <summary>One cause: how sure, why, what to do, and the button for those who may.</summary>
public partial class CauseCard
{
    [Parameter, EditorRequired]
    public required DiagnosedCause Cause { get; set; }

    /// <summary>Its place in the order of likelihood, from 1.</summary>
    [Parameter, EditorRequired]
    public required int Place { get; set; }

    [Parameter]
    public bool MayFix { get; set; }

    /// <summary>Given the id of the check.</summary>
    [Parameter]
    public EventCallback<string> OnFix { get; set; }

    /// <summary>The tenant that is asked about, for the pages that belong to it.</summary>
    [Parameter]
    public Tenant? Tenant { get; set; }

    [Inject]
    public required IChallengeLinks Links { get; init; }

    private Uri? ConsentPage => Tenant is not null && Cause.Entry is { ConsentPage: true, App: { } app } ? Links.PinResetConsent(app, Tenant.Id) : null;

    private StatusLook Look => CauseLook.Of(Cause.Standing);

    private string TitleId => "cause-" + Cause.Entry.Id;

    private bool OffersFix => MayFix && Cause is { Fixable: true, CheckId: not null };
}
