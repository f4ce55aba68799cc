namespace PinResetPortal.Work.Operations;

/// <summary>Configuration section <c>Operations</c>: how patient runs are.</summary>
public sealed class RunnerOptions
{
    public const string Section = "Operations";

    /// <summary>How many tenants are repaired at the same time by this instance.</summary>
    public int MaxParallel { get; set; } = 8;

    /// <summary>How long a step waits for an object that Graph does not show yet.</summary>
    public TimeSpan ReplicationWindow { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long is looked for a created object before it is created again, when nobody knows whether the first request arrived.</summary>
    public TimeSpan UncertainWindow { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long fresh facts are read until they show the repair.</summary>
    public TimeSpan VerificationWindow { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>First pause between two looks; it doubles up to <see cref="MaxPause"/>.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan MaxPause { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How often one step is sent at most, when answers get lost.</summary>
    public int MaxSends { get; set; } = 8;
}
