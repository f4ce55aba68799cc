using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Idempotency;

/// <summary>
/// Requests by the key that their caller gave them, so that a request that is sent twice runs once
/// (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/). Implemented by the Store.
/// </summary>
public interface IIdempotencyStore
{
    /// <summary>Takes a key for a request that is about to run. Of several at once exactly one gets <see cref="KeyClaim.Taken"/>.</summary>
    Task<KeyClaim> ClaimAsync(RequestKey key, CancellationToken cancellationToken);

    /// <summary>Keeps the answer for whoever sends the request again.</summary>
    Task KeepAsync(RequestKey key, KeptResponse response, CancellationToken cancellationToken);

    /// <summary>Gives the key back: the request was refused and changed nothing.</summary>
    Task ReleaseAsync(RequestKey key, CancellationToken cancellationToken);

    /// <summary>The request ended without an answer: nobody knows how far it came.</summary>
    Task AbandonAsync(RequestKey key, CancellationToken cancellationToken);
}

/// <summary>A key of a caller for a route.</summary>
/// <param name="Id">Hash over home tenant, caller, route and key; the key itself is not kept.</param>
/// <param name="HomeTenantId">Of the caller.</param>
/// <param name="Fingerprint">Hash over the rest of the request: query and body.</param>
public sealed record RequestKey(string Id, TenantId HomeTenantId, string Fingerprint)
{
    /// <summary>For how long a key is remembered.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>A request that has had no answer for so long has none to come: the instance that ran it is gone.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(10);
}

/// <param name="Location">The header of this name.</param>
public sealed record KeptResponse(int Status, string? ContentType, string? Location, byte[] Body);

public abstract record KeyClaim
{
    private KeyClaim()
    {
    }

    /// <summary>Run the request.</summary>
    public sealed record Taken : KeyClaim;

    /// <summary>It has run: this was the answer.</summary>
    public sealed record Answered(KeptResponse Response) : KeyClaim;

    /// <summary>The first request with this key is not over.</summary>
    public sealed record Running : KeyClaim;

    /// <summary>The first request ended without an answer.</summary>
    public sealed record Abandoned : KeyClaim;

    /// <summary>The key belongs to another request of the same caller to the same route.</summary>
    public sealed record OtherRequest : KeyClaim;
}
