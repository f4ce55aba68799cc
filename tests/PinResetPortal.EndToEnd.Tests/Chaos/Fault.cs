namespace PinResetPortal.EndToEnd.Chaos;

/// <summary>In the words of the table.</summary>
internal enum FaultKind
{
    Killed,
    Paused,
    ClockJumped,
    DatabaseAway,
    DiskFull,
    GraphAway,
    BodiesStalled,
    Throttled,
}

/// <param name="After">How long after the one before it begins.</param>
/// <param name="Instance">Which one it strikes, where it strikes one; taken modulo how many there are.</param>
internal sealed record Fault(FaultKind Kind, TimeSpan After, TimeSpan Lasts, int Instance)
{
    private static readonly FaultKind[] Mix =
    [
        .. Enumerable.Repeat(FaultKind.Killed, 14), .. Enumerable.Repeat(FaultKind.Paused, 3), .. Enumerable.Repeat(FaultKind.ClockJumped, 3), .. Enumerable.Repeat(FaultKind.DatabaseAway, 3),
        .. Enumerable.Repeat(FaultKind.DiskFull, 3), .. Enumerable.Repeat(FaultKind.GraphAway, 2), .. Enumerable.Repeat(FaultKind.BodiesStalled, 5), .. Enumerable.Repeat(FaultKind.Throttled, 5),
    ];

    /// <summary>The same seed draws the same plan: first one of each kind that lasts as long as its kind can, then a mix in which most are kills.</summary>
    /// <param name="longest">Of each kind that is possible here.</param>
    public static IReadOnlyList<Fault> Draw(int count, int seed, TimeSpan between, IReadOnlyDictionary<FaultKind, TimeSpan> longest)
    {
        var dice = new Random(seed);
        var first = longest.Keys.Order().ToArray();
        dice.Shuffle(first);
        var mix = Mix.Where(longest.ContainsKey).ToArray();
        return
        [
            .. Enumerable.Range(0, count).Select(number =>
            {
                var kind = number < first.Length ? first[number] : mix[dice.Next(mix.Length)];
                var share = number < first.Length ? 1 : 0.2 + (0.8 * dice.NextDouble());
                return new Fault(kind, between * (0.5 + dice.NextDouble()), longest[kind] * share, dice.Next(1 << 16));
            }),
        ];
    }
}
