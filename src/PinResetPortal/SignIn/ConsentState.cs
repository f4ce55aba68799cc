using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>
/// What travels with an admin consent and comes back: protected, good for one hour and only for the person who set out, so that
/// nobody can be sent to the return page from elsewhere.
/// </summary>
internal sealed class ConsentState(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("PinResetPortal.SignIn.ConsentState").ToTimeLimitedDataProtector();

    public string Protect(TenantId tenantId, string actorId, string returnUrl) =>
        _protector.Protect(JsonSerializer.Serialize(new Travelling(tenantId, actorId, returnUrl)), Lifetime);

    /// <returns>The return address; null when the state is not ours, too old, or another person's or tenant's.</returns>
    public string? ReturnUrlOf(string? state, TenantId tenantId, string actorId)
    {
        if (string.IsNullOrEmpty(state))
        {
            return null;
        }

        try
        {
            var travelling = JsonSerializer.Deserialize<Travelling>(_protector.Unprotect(state));
            return travelling is not null && travelling.TenantId == tenantId && travelling.ActorId == actorId ? travelling.ReturnUrl : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            // A state that was altered or has expired is worth no more than none.
            return null;
        }
    }

    private sealed record Travelling(TenantId TenantId, string ActorId, string ReturnUrl);
}
