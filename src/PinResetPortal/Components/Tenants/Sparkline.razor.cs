using System.Globalization;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Health;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Overview;

namespace PinResetPortal.Components.Tenants;

/// <summary>
/// The verdicts of some days as a row of bars: full height is ready, half is unknown, low is not ready, nothing is not checked. The bar of
/// the last answer ends where it was read last.
/// </summary>
public partial class Sparkline
{
    private const int Width = 120;
    private const int Height = 20;

    /// <summary>A verdict that held for an hour is still to be seen.</summary>
    private const double Narrowest = 2;

    private IReadOnlyList<Bar> _bars = [];
    private string _words = "";

    [Inject]
    public required ViewerClock Clock { get; init; }

    /// <summary>Oldest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<VerdictStretch> Stretches { get; set; }

    [Parameter, EditorRequired]
    public required int Days { get; set; }

    [Parameter]
    public string? Class { get; set; }

    protected override void OnParametersSet()
    {
        var start = Clock.Now.AddDays(-Days);
        _bars = [.. Stretches.Select((stretch, index) => BarOf(stretch, index + 1 < Stretches.Count ? Stretches[index + 1].From : stretch.LastSeenAt, start))];
        _words = Words(start);
    }

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private Bar BarOf(VerdictStretch stretch, DateTimeOffset end, DateTimeOffset start)
    {
        var scale = Width / TimeSpan.FromDays(Days).TotalSeconds;
        var right = Math.Clamp((end - start).TotalSeconds * scale, 0, Width);
        var left = Math.Clamp((stretch.From - start).TotalSeconds * scale, 0, Width);
        left = Math.Max(0, Math.Min(left, right - Narrowest));
        return new(left, Math.Max(Narrowest, right - left), StatusLook.Of(stretch.Verdict).Tone, stretch.Verdict switch
        {
            Verdict.Ready => Height,
            Verdict.Unknown => Height / 2,
            _ => Height / 4,
        });
    }

    private string Words(DateTimeOffset start)
    {
        // Stretches that differ in the broken checks only read as one.
        var told = new List<VerdictStretch>();
        foreach (var stretch in Stretches)
        {
            if (told.Count > 0 && told[^1].Verdict == stretch.Verdict)
            {
                told[^1] = told[^1] with { LastSeenAt = stretch.LastSeenAt };
            }
            else
            {
                told.Add(stretch);
            }
        }

        return told.Count == 0 ? "" : string.Join("; before: ", told.AsEnumerable().Reverse().Take(4).Select(stretch =>
            $"{StatusLook.Of(stretch.Verdict).Word.ToLowerInvariant()} {(stretch.From <= start ? "all the time" : "since " + Clock.Absolute(stretch.From))}"));
    }

    private sealed record Bar(double From, double Width, string Tone, int Height);
}
