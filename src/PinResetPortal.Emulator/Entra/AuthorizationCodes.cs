using System.Collections.Concurrent;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;

namespace PinResetPortal.Emulator.Entra;

/// <summary>Codes that were given out; each is worth one token response within ten minutes.</summary>
internal sealed class AuthorizationCodes(TimeProvider time)
{
    private static readonly TimeSpan _lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan _remembered = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<string, Entry> _entries = new();

    public string Issue(AuthorizationCode code)
    {
        var now = time.GetUtcNow();
        foreach (var (key, old) in _entries)
        {
            if (now - old.At > _remembered)
            {
                _entries.TryRemove(key, out _);
            }
        }

        var value = $"1.{Guid.NewGuid():N}{Guid.NewGuid():N}";
        _entries[value] = new Entry(code, now);
        return value;
    }

    /// <exception cref="EntraException">Unknown, expired or already redeemed.</exception>
    public AuthorizationCode Redeem(string? value)
    {
        if (value is null || !_entries.TryGetValue(value, out var entry))
        {
            throw EntraErrors.GrantInvalid("the authorization code is not known.");
        }

        if (!entry.TryRedeem())
        {
            throw EntraErrors.CodeUsedTwice();
        }

        return time.GetUtcNow() - entry.At <= _lifetime ? entry.Code : throw EntraErrors.CodeExpired();
    }

    private sealed class Entry(AuthorizationCode code, DateTimeOffset at)
    {
        private int _redeemed;

        public AuthorizationCode Code { get; } = code;

        public DateTimeOffset At { get; } = at;

        public bool TryRedeem() => Interlocked.Exchange(ref _redeemed, 1) == 0;
    }
}

/// <param name="SecondStep">The person confirmed the second step in this sign-in session.</param>
internal sealed record AuthorizationCode(EntraUser User, string ClientId, Guid TenantId, string RedirectUri, string Scope, string? Nonce, string? Challenge, string? ChallengeMethod, bool SecondStep);

/// <summary>What a refresh token carries: the person and the client, not the tenant, so that it is good for every tenant the person may enter.</summary>
internal sealed record RefreshGrant(string ObjectId, Guid HomeTenantId, string ClientId, bool SecondStep, DateTimeOffset IssuedAt)
{
    /// <summary>It was given to a client that proved nothing, and is good without proof.</summary>
    public bool IsPublic { get; init; }

    /// <summary>What was asked for; a request without scopes asks for the same again.</summary>
    public string? Scope { get; init; }
}
