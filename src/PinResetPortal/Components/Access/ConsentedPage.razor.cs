using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Access;

/// <summary>Where the administrator of a customer ends who was sent the admin consent link.</summary>
public partial class ConsentedPage
{
    [SupplyParameterFromQuery]
    public string? Consent { get; set; }
}
