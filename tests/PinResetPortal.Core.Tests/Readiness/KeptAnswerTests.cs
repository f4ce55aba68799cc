using PinResetPortal.Core.Findings;

namespace PinResetPortal.Core.Readiness;

public sealed class KeptAnswerTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(Verdict.Ready, 3, Verdict.Unknown, 2, true)]
    [InlineData(Verdict.NotReady, 1, Verdict.Unknown, 2, true)]
    [InlineData(Verdict.Unknown, 2, Verdict.Unknown, 1, true)]
    [InlineData(Verdict.Unknown, 2, Verdict.Unknown, 2, false)]
    [InlineData(Verdict.Unknown, 1, Verdict.Unknown, 2, false)]
    [InlineData(Verdict.Unknown, 2, Verdict.NotReady, 1, false)]
    [InlineData(Verdict.Ready, 3, Verdict.NotReady, 1, false)]
    [InlineData(Verdict.NotReady, 1, Verdict.Ready, 3, false)]
    public void Of_LaterAnswer_TakesThePlaceUnlessItSawLess(Verdict earlier, int earlierSaw, Verdict later, int laterSaw, bool keeps)
    {
        var (before, now) = (Answer(earlier, earlierSaw, 0), Answer(later, laterSaw, 1));

        var kept = KeptAnswer.Of(before, now);

        Assert.Equal(keeps ? before : now, kept with { Unread = null });
        Assert.Equal(keeps ? now.ReadAt : null, kept.Unread?.At);
    }

    [FactAttribute]
    public void Of_NeverRead_IsTheFirstAnswer()
    {
        var first = Answer(Verdict.Unknown, 0, 0);

        Assert.Same(first, KeptAnswer.Of(null, first));
    }

    [FactAttribute]
    public void Of_BlindAgain_TellsSinceWhen()
    {
        var kept = KeptAnswer.Of(KeptAnswer.Of(Answer(Verdict.Ready, 3, 0), Answer(Verdict.Unknown, 1, 1)), Answer(Verdict.Unknown, 0, 2));

        Assert.Equal((_start.AddHours(1), _start.AddHours(2), 3), (kept.Unread!.Since, kept.Unread.At, kept.Unread.Findings.Count));
    }

    private static TenantReadiness Answer(Verdict verdict, int saw, int hour) => new(
        TenantFactsBuilder.Tenant, "Contoso", verdict, _start.AddHours(hour),
        [
            .. Enumerable.Range(0, 3).Select(number => new AssessedFinding(
                new($"check.{number}", CheckArea.Consent, true, number < saw ? FindingStatus.Healthy : FindingStatus.Unknown, "", [], null, number < saw ? null : TenantFactsBuilder.Forbidden), false)),
        ],
        new(1, 1, 1, 1));
}
