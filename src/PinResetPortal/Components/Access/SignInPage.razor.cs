using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Layout;

namespace PinResetPortal.Components.Access;

public partial class SignInPage
{
    [Inject]
    public required PortalInfo Portal { get; init; }

    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    private string LoginAddress => $"/authentication/login?returnUrl={Uri.EscapeDataString(LocalAddress.OrStart(ReturnUrl))}";
}
