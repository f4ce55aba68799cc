using Microsoft.AspNetCore.Mvc;

namespace PinResetPortal.SignIn;

/// <summary>What Entra appends to the redirect address of an admin consent (https://learn.microsoft.com/entra/identity-platform/v2-admin-consent).</summary>
internal sealed record ConsentAnswer(
    [FromQuery(Name = "state")] string? State,
    [FromQuery(Name = "admin_consent")] string? AdminConsent,
    [FromQuery(Name = "error")] string? Error);
