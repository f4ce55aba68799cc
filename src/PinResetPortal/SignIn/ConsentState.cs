using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>
/// What travels with an admin consent and comes back: protected, bound to the tenant, to the home tenant that asked for it and to the person who set out, so that nobody can be
/// sent to the return page from elsewhere. Good for one hour, or for a week where the link is sent to somebody.
/// </summary>
internal sealed class ConsentState(IDataProtectionProvider protection)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public static readonly TimeSpan SentLifetime = TimeSpan.FromDays(7);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("PinResetPortal.SignIn.ConsentState").ToTimeLimitedDataProtector();

    public string Protect(TenantKey key, string actorId, string returnUrl, TimeSpan lifetime) =>
        _protector.Protect(JsonSerializer.Serialize(new Travelling(key, actorId, returnUrl)), lifetime);

    /// <param name="tenantId">The tenant that the answer names; null for an answer that names none, as a refusal does.</param>
    /// <returns>Whose consent it was about and for which home tenant, who set out and where to; null when the state is not ours, too old, or another tenant's.</returns>
    public (TenantKey Key, string ActorId, string ReturnUrl)? Open(string? state, TenantId? tenantId)
    {
        if (string.IsNullOrEmpty(state))
        {
            return null;
        }

        try
        {
            var travelling = JsonSerializer.Deserialize<Travelling>(_protector.Unprotect(state));
            return travelling is not null && travelling.Key.Tenant == (tenantId ?? travelling.Key.Tenant) ? (travelling.Key, travelling.ActorId, travelling.ReturnUrl) : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            // A state that was altered or has expired is worth no more than none.
            return null;
        }
    }

    private sealed record Travelling(TenantKey Key, string ActorId, string ReturnUrl);
}
