using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.SignIn;

namespace PinResetPortal.Components.Access;

public partial class SignInPage
{
    [Inject]
    public required PortalInfo Portal { get; init; }

    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    /// <summary>Why the last attempt did not end in a sign-in: <c>http</c>, <c>cancelled</c> or <c>failed</c>.</summary>
    [SupplyParameterFromQuery]
    public string? Error { get; set; }

    /// <summary>The sign-out form leads here.</summary>
    [SupplyParameterFromQuery(Name = "signed-out")]
    public bool SignedOut { get; set; }

    private string LoginAddress => $"/authentication/login?returnUrl={Uri.EscapeDataString(LocalUrl.From(ReturnUrl))}";

    private string? Problem => Error switch
    {
        null or "" => null,
        "http" => "The portal was reached over http, and people sign in over https only. The reverse proxy did not say that it speaks https: set Portal:PublicUrl to the portal's https address, or Portal:TrustedProxies to the address or network of the proxy.",
        "cancelled" => "The sign-in was cancelled, or consent was not given.",
        _ => "The sign-in did not work. Try again; if it happens again, the portal's log says why.",
    };
}
