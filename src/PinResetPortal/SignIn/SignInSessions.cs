using System.Security.Claims;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;

namespace PinResetPortal.SignIn;

/// <summary>
/// Remembers which sign-ins have ended, so that a copied cookie and an open circuit end with the sign-out. The list is shared by
/// all instances; a positive answer is kept for a minute.
/// </summary>
internal sealed class SignInSessions(IDistributedCache ended, IMemoryCache alive, IOptions<PortalOptions> options)
{
    public const string ClaimType = "pinreset_session";

    private static readonly TimeSpan AliveFor = TimeSpan.FromMinutes(1);

    /// <summary>Gives a new sign-in its id.</summary>
    public static void Begin(ClaimsIdentity identity) => identity.AddClaim(new Claim(ClaimType, Guid.NewGuid().ToString("N")));

    public async Task EndAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.FindFirstValue(ClaimType) is not { } session)
        {
            return;
        }

        alive.Remove(KeyOf(session));

        // Twice a session's idle time: a cookie that slides on has been refused by then.
        var lifetime = TimeSpan.FromHours(2 * options.Value.SessionHours);
        await ended.SetAsync(KeyOf(session), [1], new() { AbsoluteExpirationRelativeToNow = lifetime }, cancellationToken);
    }

    public async Task<bool> IsAliveAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.FindFirstValue(ClaimType) is not { } session)
        {
            return false;
        }

        if (alive.TryGetValue(KeyOf(session), out _))
        {
            return true;
        }

        if (await ended.GetAsync(KeyOf(session), cancellationToken) is not null)
        {
            return false;
        }

        using var entry = alive.CreateEntry(KeyOf(session));
        entry.AbsoluteExpirationRelativeToNow = AliveFor;
        entry.Value = true;
        return true;
    }

    private static string KeyOf(string session) => $"sign-in-session:{session}";
}
