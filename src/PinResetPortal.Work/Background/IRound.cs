namespace PinResetPortal.Work.Background;

/// <summary>Something that is done again and again: by one instance at a time, however many there are.</summary>
public interface IRound
{
    /// <summary>Permanent: the engine's tables hold it.</summary>
    string Name { get; }

    /// <summary>How often; null: never.</summary>
    TimeSpan? Every { get; }

    /// <summary>What it throws is logged, and the next round tries again.</summary>
    Task RunAsync(CancellationToken stopping);
}
