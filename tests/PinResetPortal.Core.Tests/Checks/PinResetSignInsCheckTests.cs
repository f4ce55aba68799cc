using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.SignIns;

namespace PinResetPortal.Core.Checks;

/// <summary>What somebody who asks for the sign-in log is told, word for word.</summary>
public sealed class PinResetSignInsCheckTests
{
    private static readonly DateTimeOffset _at = new(2026, 11, 20, 9, 30, 0, TimeSpan.FromHours(2));
    private static readonly SignInFailure _consent = new("AADSTS65001", "Consent is missing", "Give consent.", 5, 2, 2, _at, ["Client app"]);
    private static readonly SignInFailure _later = new("AADSTS50158", null, null, 1, 1, 0, _at.AddHours(-3), ["Client app", "Service app"]);

    [FactAttribute]
    public void Judge_UsersStillRefused_NamesTheWorstCodeAndHowManyOthers()
    {
        var one = Judge(new(7, 9, 6, 2, 0, [_consent], Complete: true));
        var more = Judge(new(7, 9, 6, 1, 2, [_consent with { Meaning = null, UsersFailing = 1 }, _later], Complete: false));
        var many = Judge(new(7, 9, 6, 5, 1, [_consent, _later with { UsersFailing = 1 }, _later with { Code = "AADSTS1", UsersFailing = 2 }], Complete: true));

        Assert.All([one, more, many], finding => Assert.Equal((FindingStatus.NeedsAttention, FindingCause.SignInsFail), (finding.Status, finding.Cause)));
        Assert.Equal("2 users of 6 who tried in the last 7 days did not get through; most often AADSTS65001: Consent is missing.", one.Summary);
        Assert.Equal("1 user of 6 who tried in the last 7 days did not get through; most often AADSTS65001. 2 users began and did not finish. Only the newest 9 sign-ins were read.", more.Summary);
        Assert.Equal("5 users of 6 who tried in the last 7 days did not get through; most often AADSTS65001: Consent is missing, and 2 other codes. 1 user began and did not finish.", many.Summary);
        Assert.Equal("2 users of 6 who tried in the last 7 days did not get through; most often AADSTS65001: Consent is missing, and 1 other code.", Judge(new(7, 9, 6, 2, 0, [_consent, _later with { UsersFailing = 1 }], true)).Summary);
    }

    [FactAttribute]
    public void Judge_Evidence_CountsSignInsAndUsersOfEachCode()
    {
        var evidence = Judge(new(7, 9, 1, 1, 0, [_consent, _later], Complete: true)).Evidence;

        Assert.Equal(
            [
                new Evidence("signIns", "Sign-ins of the last 7 days", null, "9", "by 1 user") { Basis = EvidenceBasis.SignedIn },
                new Evidence("code", "AADSTS65001", null, "5 sign-ins of 2 users", "Consent is missing. 2 users still ended with it; last on 20 Nov 2026, 07:30 UTC; Client app. Give consent.") { Basis = EvidenceBasis.SignedIn },
                new Evidence("code", "AADSTS50158", null, "1 sign-in of 1 user", "Not in the guide. Everybody got through later; last on 20 Nov 2026, 04:30 UTC; Client app and Service app.") { Basis = EvidenceBasis.SignedIn },
            ],
            evidence);
    }

    /// <summary>A step is for users who are still kept out.</summary>
    [FactAttribute]
    public void Judge_EverybodyGotThroughLater_NoStepIsNamed() =>
        Assert.EndsWith("Everybody got through later; last on 20 Nov 2026, 07:30 UTC; Client app.", Judge(new(7, 9, 2, 0, 0, [_consent with { UsersFailing = 0 }], true)).Evidence[1].Detail, StringComparison.Ordinal);

    [FactAttribute]
    public void Judge_NobodyIsRefused_IsHealthyOrSaysThatNobodyGotThrough()
    {
        var settled = Judge(new(7, 9, 6, 0, 2, [_later], Complete: false));
        var open = Judge(new(7, 3, 2, 0, 2, [], Complete: true));
        var none = Judge(new(7, 0, 0, 0, 0, [], Complete: true));

        Assert.Equal((FindingStatus.Healthy, "4 users signed in to the two apps in the last 7 days, and the last attempt of each succeeded. 2 users began and did not finish. Only the newest 9 sign-ins were read."), (settled.Status, settled.Summary));
        Assert.Equal((FindingStatus.NotApplicable, "2 users began and did not finish: nobody got through and nobody was refused in the last 7 days."), (open.Status, open.Summary));
        Assert.Equal((FindingStatus.NotApplicable, "Nobody signed in to the two apps in the last 7 days: nobody tried to reset a PIN."), (none.Status, none.Summary));
        Assert.NotNull(settled.Blade);
        Assert.Single(open.Evidence);
    }

    [FactAttribute]
    public void Judge_LogUnread_IsUnknownWithItsReason()
    {
        var finding = new PinResetSignInsCheck().Judge(TenantFactsBuilder.Tenant, TenantFactsBuilder.Forbidden);

        Assert.Equal((FindingStatus.Unknown, "We could not see the sign-ins to the two apps."), (finding.Status, finding.Summary));
        Assert.Same(TenantFactsBuilder.Forbidden, finding.Reason);
        Assert.NotNull(finding.Blade);
    }

    private static Finding Judge(PinResetSignIns signIns) => new PinResetSignInsCheck().Judge(TenantFactsBuilder.Tenant, signIns);
}
