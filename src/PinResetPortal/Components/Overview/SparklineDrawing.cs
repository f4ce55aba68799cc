using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Findings;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

/// <summary>
/// The verdicts of some days as a row of bars: full height is ready, half is unknown, low is not ready, nothing is not checked. The bar of
/// the last answer ends where it was read last. Drawn as markup, because a table has one in each row.
/// </summary>
internal static class SparklineDrawing
{
    private const int Width = 120;
    private const int Height = 20;

    /// <summary>A verdict that held for an hour is still to be seen.</summary>
    private const double Narrowest = 2;

    private static readonly MarkupString Nothing = new("""<span class="quiet">–</span>""");

    /// <param name="stretches">Oldest first.</param>
    /// <param name="cssClass">A class beside <c>sparkline</c>.</param>
    public static MarkupString Draw(IReadOnlyList<VerdictStretch> stretches, int days, ViewerClock clock, string? cssClass = null)
    {
        if (stretches.Count == 0)
        {
            return Nothing;
        }

        var start = clock.Now.AddDays(-days);
        var words = HtmlEncoder.Default.Encode(Words(stretches, start, clock));
        var drawing = new StringBuilder(600).Append(
            CultureInfo.InvariantCulture,
            $"""
            <svg class="{(cssClass is null ? "sparkline" : $"sparkline {cssClass}")}" viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" role="img" aria-label="{words}"><title>{words}</title><line class="spark-base" x1="0" y1="{Height - 0.5}" x2="{Width}" y2="{Height - 0.5}" />
            """);
        for (var index = 0; index < stretches.Count; index++)
        {
            var stretch = stretches[index];
            var (left, width) = Place(stretch.From, index + 1 < stretches.Count ? stretches[index + 1].From : stretch.LastSeenAt, start, days);
            var height = HeightOf(stretch.Verdict);
            drawing.Append(CultureInfo.InvariantCulture, $"""<rect class="spark-{StatusLook.Of(stretch.Verdict).Tone}" x="{left:0.##}" y="{Height - height}" width="{width:0.##}" height="{height}" />""");
        }

        return new(drawing.Append("</svg>").ToString());
    }

    private static (double Left, double Width) Place(DateTimeOffset from, DateTimeOffset to, DateTimeOffset start, int days)
    {
        var scale = Width / TimeSpan.FromDays(days).TotalSeconds;
        var right = Math.Clamp((to - start).TotalSeconds * scale, 0, Width);
        var left = Math.Clamp((from - start).TotalSeconds * scale, 0, Width);
        left = Math.Max(0, Math.Min(left, right - Narrowest));
        return (left, Math.Max(Narrowest, right - left));
    }

    private static int HeightOf(Verdict verdict) => verdict switch
    {
        Verdict.Ready => Height,
        Verdict.Unknown => Height / 2,
        _ => Height / 4,
    };

    private static string Words(IReadOnlyList<VerdictStretch> stretches, DateTimeOffset start, ViewerClock clock)
    {
        // Stretches that differ in the broken checks only read as one.
        var told = new List<VerdictStretch>();
        foreach (var stretch in stretches)
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

        return string.Join("; before: ", told.AsEnumerable().Reverse().Take(4).Select(stretch =>
            $"{StatusLook.Of(stretch.Verdict).Word.ToLowerInvariant()} {(stretch.From <= start ? "all the time" : "since " + clock.Absolute(stretch.From))}"));
    }
}
