using Microsoft.AspNetCore.Mvc;

namespace PinResetPortal.SignIn;

/// <summary>What Entra appends to the redirect address of an admin consent (https://learn.microsoft.com/entra/identity-platform/v2-admin-consent).</summary>
internal sealed record ConsentAnswer
{
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    [FromQuery(Name = "admin_consent")]
    public string? AdminConsent { get; init; }

    [FromQuery(Name = "error")]
    public string? Error { get; init; }
}
