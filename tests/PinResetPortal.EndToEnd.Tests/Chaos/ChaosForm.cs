namespace PinResetPortal.EndToEnd.Chaos;

/// <summary>How long and how hard.</summary>
/// <param name="Faults">On each database. Where instances may share it, the second one joins after half of them.</param>
/// <param name="Between">Two faults on the average. They overlap.</param>
/// <param name="Longest">Of each kind; of a kill how long nothing runs, of a jump how long the clock is wrong.</param>
/// <param name="Repairs">At the same time, each of a tenant of its own.</param>
/// <param name="Settling">How long what is under way may take to its end once nothing disturbs it.</param>
/// <param name="Telling">The same for notifications: an attempt that nobody heard the end of is made again after five minutes.</param>
internal sealed record ChaosForm(int Faults, TimeSpan Between, IReadOnlyDictionary<FaultKind, TimeSpan> Longest, int Repairs, TimeSpan Settling, TimeSpan Telling)
{
    public const int Seed = 11;

    /// <summary>How far a clock jumps. The engine asks for less than a second between the clocks of instances.</summary>
    public static readonly TimeSpan Jump = TimeSpan.FromSeconds(30);

    /// <summary>The second of these is longer than an instance may be silent (20 s) before others take its work over.</summary>
    private static readonly ChaosForm Short = new(10, TimeSpan.FromSeconds(2), Times(1, 22, 6, 6, 6, 6, 6, 6), 3, TimeSpan.FromSeconds(90), TimeSpan.FromSeconds(10));

    private static readonly ChaosForm Long = new(100, TimeSpan.FromSeconds(3), Times(5, 30, 20, 30, 15, 60, 30, 20), 4, TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(7));

    /// <summary>Some faults, or as many as the environment variable PINRESET_CHAOS says, half of them on each database.</summary>
    public static ChaosForm Chosen => int.TryParse(Environment.GetEnvironmentVariable("PINRESET_CHAOS"), out var faults) ? Long with { Faults = faults / 2 } : Short;

    private static Dictionary<FaultKind, TimeSpan> Times(params int[] seconds) => Enum.GetValues<FaultKind>().Zip(seconds).ToDictionary(pair => pair.First, pair => TimeSpan.FromSeconds(pair.Second));
}
