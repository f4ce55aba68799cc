namespace PinResetPortal.Work.Facts;

/// <summary>How urgent a read is; Graph throttles the less urgent ones first (https://learn.microsoft.com/graph/throttling).</summary>
public enum ReadPriority
{
    /// <summary>One of many, nobody waits in front of it.</summary>
    Low,

    Normal,

    /// <summary>Somebody clicked and waits.</summary>
    High,
}

/// <summary>How a read behaves beside others.</summary>
/// <param name="Pacer">Does the waiting that Graph asks for; null: the read waits by itself.</param>
public sealed record ReadManner(ReadPriority Priority, IReadPacer? Pacer = null)
{
    public static readonly ReadManner Click = new(ReadPriority.High);

    /// <summary>Object ids of groups to read besides those that policies name: somebody chose them.</summary>
    public IReadOnlyList<string> AlsoGroups { get; init; } = [];
}

/// <summary>Waits on behalf of a read that Graph throttles, so that others can use its place meanwhile.</summary>
public interface IReadPacer
{
    /// <summary>Waits for <paramref name="pause"/>, or longer.</summary>
    /// <param name="reach">Whom Graph throttles.</param>
    Task PauseAsync(TimeSpan pause, ThrottleReach reach, CancellationToken cancellationToken);
}

public enum ThrottleReach
{
    /// <summary>Not throttled: something failed and is tried again.</summary>
    None,

    /// <summary>The portal in this one tenant.</summary>
    Tenant,

    /// <summary>The portal in all tenants.</summary>
    Application,
}
