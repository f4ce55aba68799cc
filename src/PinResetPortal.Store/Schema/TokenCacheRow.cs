namespace PinResetPortal.Store.Schema;

internal sealed class TokenCacheRow
{
    public required string Key { get; init; }

    /// <summary>Encrypted with ASP.NET Data Protection.</summary>
    public required byte[] Value { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Each use puts <see cref="ExpiresAt"/> that many seconds ahead; 0 when it does not slide.</summary>
    public long SlidingSeconds { get; init; }

    /// <summary>Sliding ends here at the latest.</summary>
    public DateTimeOffset? AbsoluteExpiresAt { get; init; }
}
