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

    /// <summary>Why the last attempt did not end in a sign-in, as <see cref="SignInFailure"/> names it.</summary>
    [SupplyParameterFromQuery]
    public string? Error { get; set; }

    /// <summary>The correlation id of that attempt.</summary>
    [SupplyParameterFromQuery]
    public string? Id { get; set; }

    /// <summary>The sign-out form leads here.</summary>
    [SupplyParameterFromQuery(Name = "signed-out")]
    public bool SignedOut { get; set; }

    private string LoginAddress => $"{AuthenticationEndpoints.LoginPath}?returnUrl={Uri.EscapeDataString(LocalUrl.From(ReturnUrl))}";

    private string? Problem => SignInFailure.Sentence(Error);
}
