using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Registration;

namespace PinResetPortal.SignIn;

/// <summary>
/// The sign-ins that go on, kept in the database: whichever instance ends one, its cookie is worth nothing anywhere, a copy of it neither. One is named by
/// the session of Entra that it came out of, so that a sign-out elsewhere finds it; a positive answer is kept for a minute.
/// </summary>
internal sealed class SignInSessions(IDistributedCache kept, IMemoryCache alive, IOptionsMonitor<PortalOptions> options, TimeProvider time)
{
    public const string SessionClaim = "pinreset_session";

    /// <summary>When the person signed in, in milliseconds since 1970.</summary>
    public const string BeganClaim = "pinreset_began";

    /// <summary>How long an instance goes on with a sign-in that another one has ended.</summary>
    public static readonly TimeSpan AliveFor = TimeSpan.FromMinutes(1);

    private const int LongestSid = 200;

    private TimeSpan Longest => TimeSpan.FromHours(options.CurrentValue.SessionMaxHours);

    /// <summary>When the person of a cookie signed in; null when it does not say so.</summary>
    public static DateTimeOffset? BeganAt(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(BeganClaim), out var began) && began is > 0 and < 253402300800000 ? DateTimeOffset.FromUnixTimeMilliseconds(began) : null;

    /// <summary>Begins the sign-in of an identity that a token has just made.</summary>
    public async Task BeginAsync(ClaimsIdentity identity, CancellationToken cancellationToken)
    {
        // These two are ours alone, whatever a token says.
        foreach (var claim in identity.FindAll(claim => claim.Type is SessionClaim or BeganClaim).ToList())
        {
            identity.RemoveClaim(claim);
        }

        var sid = identity.FindFirst(PortalRegistration.SessionClaim)?.Value;
        var session = sid is { Length: > 0 and <= LongestSid } ? sid : Guid.NewGuid().ToString("N");
        var issuer = identity.FindFirst("iss")?.Value;
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();

        // Who signs in once more out of the same session of Entra leaves the other cookies of it as they are.
        var begun = await ReadAsync(session, cancellationToken) is { } known && known.Issuer == issuer ? known : new Begun(issuer, now);
        await kept.SetAsync(KeyOf(session), JsonSerializer.SerializeToUtf8Bytes(begun), new() { AbsoluteExpirationRelativeToNow = Longest }, cancellationToken);
        identity.AddClaim(new Claim(SessionClaim, session));
        identity.AddClaim(new Claim(BeganClaim, $"{now}", ClaimValueTypes.Integer64));
    }

    public Task EndAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) =>
        principal.FindFirstValue(SessionClaim) is { } session ? ForgetAsync(session, cancellationToken) : Task.CompletedTask;

    /// <summary>Entra says that a session has ended (https://openid.net/specs/openid-connect-frontchannel-1_0.html). Anybody can say so, who knows its name.</summary>
    /// <param name="issuer">Null: not told. The name alone is as hard to guess.</param>
    public async Task EndAsync(string session, string? issuer, CancellationToken cancellationToken)
    {
        if (session.Length <= LongestSid && await ReadAsync(session, cancellationToken) is { } begun && (string.IsNullOrEmpty(issuer) || issuer == begun.Issuer))
        {
            await ForgetAsync(session, cancellationToken);
        }
    }

    public async Task<bool> IsAliveAsync(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        if (principal.FindFirstValue(SessionClaim) is not { } session || BeganAt(principal) is not { } began || time.GetUtcNow() >= began + Longest)
        {
            return false;
        }

        if (!alive.TryGetValue(KeyOf(session), out long since))
        {
            if (await ReadAsync(session, cancellationToken) is not { } begun)
            {
                return false;
            }

            since = alive.Set(KeyOf(session), begun.Since, AliveFor);
        }

        return began.ToUnixTimeMilliseconds() >= since;
    }

    private async Task ForgetAsync(string session, CancellationToken cancellationToken)
    {
        await kept.RemoveAsync(KeyOf(session), cancellationToken);
        alive.Remove(KeyOf(session));
    }

    private async Task<Begun?> ReadAsync(string session, CancellationToken cancellationToken) =>
        await kept.GetAsync(KeyOf(session), cancellationToken) is { } found ? JsonSerializer.Deserialize<Begun>(found) : null;

    private static string KeyOf(string session) => $"sign-in-session:{session}";

    /// <param name="Since">A cookie from before belongs to a sign-in that was ended.</param>
    private sealed record Begun(string? Issuer, long Since);
}
