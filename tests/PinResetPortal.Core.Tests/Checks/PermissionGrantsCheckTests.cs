using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;
using static PinResetPortal.Core.TenantFactsBuilder;

namespace PinResetPortal.Core.Checks;

/// <summary>A sign-in is stronger than a listing; a listing proves nothing by its absence.</summary>
public sealed class PermissionGrantsCheckTests
{
    private static readonly PermissionGrantsCheck Check = new();
    private static readonly PermissionGrantFacts Everybody = new("sp-client", "sp-service", "AllPrincipals", " user_impersonation ");
    private static readonly PermissionGrantFacts OnePerson = Everybody with { ConsentType = "Principal" };

    [FactAttribute]
    public void Evaluate_GrantForEverybody_IsShownAndClaimsNoProof()
    {
        var finding = Check.Evaluate(With([Everybody]));

        Assert.Equal((FindingStatus.Healthy, false), (finding.Status, finding.Required));
        Assert.Contains(finding.Evidence, evidence => evidence.Value == "user_impersonation");
        Assert.Contains("the first sign-in that succeeds is the proof", finding.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Evaluate_GrantOfOnePerson_IsNoneForEverybody()
    {
        var finding = Check.Evaluate(With([OnePerson]));

        Assert.Equal((FindingStatus.NeedsAttention, FindingCause.GrantForSomePeople), (finding.Status, finding.Cause));
    }

    [FactAttribute]
    public void Evaluate_GrantOfTheServiceAlone_SaysNothingAboutTheClient() =>
        Assert.Equal(FindingStatus.NeedsAttention, Check.Evaluate(With([Everybody with { ClientObjectId = "sp-service" }])).Status);

    [FactAttribute]
    public void Evaluate_NoGrant_ProvesNothing()
    {
        var finding = Check.Evaluate(With([]));

        Assert.Equal((FindingStatus.NotApplicable, FindingCause.GrantNotListed), (finding.Status, finding.Cause));
        Assert.Contains("proves nothing", finding.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 1, 5, null, FindingStatus.Broken, FindingCause.GrantRefused)]
    [InlineData(6, 1, 5, null, FindingStatus.NotApplicable, FindingCause.GrantNotListed)]
    [InlineData(1, 6, 5, null, FindingStatus.NotApplicable, FindingCause.GrantNotListed)]
    [InlineData(null, 6, 5, null, FindingStatus.NotApplicable, FindingCause.GrantNotListed)]
    [InlineData(null, 1, 5, null, FindingStatus.NeedsAttention, FindingCause.GrantRefused)]
    [InlineData(1, 1, 5, 6, FindingStatus.Healthy, FindingCause.ConsentProven)]
    [InlineData(1, 1, 5, 4, FindingStatus.Broken, FindingCause.GrantRefused)]
    [InlineData(1, 1, null, 4, FindingStatus.Healthy, FindingCause.ConsentProven)]
    public void Evaluate_SignIns_DecideByWhatCameLast(int? service, int? client, int? refused, int? succeeded, FindingStatus status, FindingCause cause)
    {
        var facts = With([]) with
        {
            PinResetService = Present("sp-service") with { CreatedAt = At(service) },
            PinResetClient = Present("sp-client") with { CreatedAt = At(client) },
            SignIns = Log(At(succeeded), At(refused)),
        };

        var finding = Check.Evaluate(facts);

        Assert.Equal((status, cause, status == FindingStatus.Broken), (finding.Status, finding.Cause, finding.Required));
        Assert.Contains(finding.Evidence, evidence => evidence.Basis == EvidenceBasis.SignedIn);
        Assert.DoesNotContain("PIN was", finding.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Evaluate_RefusedAfterBothApps_NamesThePageAndBlocksTheVerdict()
    {
        var facts = With([]) with
        {
            PinResetService = Present("sp-service") with { CreatedAt = At(1) },
            PinResetClient = Present("sp-client") with { CreatedAt = At(1) },
            SignIns = Log(null, At(5)),
        };

        var finding = Check.Evaluate(facts);

        Assert.Contains(finding.Evidence, evidence => evidence.Value == KnownApps.ConsentPage(KnownApps.PinResetClientAppId, Tenant).ToString());
        Assert.Equal(Verdict.NotReady, CheckCatalog.VerdictOf([finding]));
    }

    [FactAttribute]
    public void Evaluate_RefusedButGrantedForEverybodyNow_AsksForOneTry()
    {
        var finding = Check.Evaluate(With([Everybody]) with { SignIns = Log(null, At(5)) });

        Assert.Equal((FindingStatus.NeedsAttention, false), (finding.Status, finding.Required));
    }

    [FactAttribute]
    public void Evaluate_OtherCodes_AreNoMissingGrant() => Assert.NotEqual(
        FindingCause.GrantRefused, Check.Evaluate(With([]) with { SignIns = new SignInFacts(At(7)!.Value, 30, null, [new(50140, KnownApps.PinResetClientAppId, At(5)!.Value, 3)], true) }).Cause);

    [FactAttribute]
    public void Evaluate_GrantsUnreadable_IsUnknownUnlessASignInProvesIt()
    {
        Assert.Equal(FindingStatus.Unknown, Check.Evaluate(Healthy() with { Grants = Forbidden }).Status);
        Assert.Equal(FindingStatus.Healthy, Check.Evaluate(Healthy() with { Grants = Forbidden, SignIns = Log(At(5), null) }).Status);
    }

    [FactAttribute]
    public void SignIns_InTheSnapshot_AreShownWithoutNames()
    {
        Assert.Equal(FindingStatus.NotApplicable, new PinResetSignInsCheck().Evaluate(Healthy()).Status);
        Assert.Equal(FindingStatus.Healthy, new PinResetSignInsCheck().Evaluate(Healthy() with { SignIns = Log(At(5), At(4)) }).Status);
        var failing = new PinResetSignInsCheck().Evaluate(Healthy() with { SignIns = Log(null, At(4)) });
        Assert.Equal((FindingStatus.NeedsAttention, FindingCause.SignInsFail), (failing.Status, failing.Cause));
        Assert.Equal(FindingStatus.NotApplicable, new PinResetSignInsCheck().Evaluate(Healthy() with { SignIns = Log(null, null) }).Status);
    }

    [FactAttribute]
    public void SignInFacts_ReadOfFewerDays_KeepsWhatALongerOneKnew()
    {
        var month = new SignInFacts(At(6)!.Value, 30, At(2), [new(65001, "a", At(1)!.Value, 1), new(53003, "a", At(1)!.Value, 1)], true);

        var week = new SignInFacts(At(7)!.Value, 7, null, [new(65001, "a", At(6)!.Value, 2)], true).After(month);

        Assert.Equal((At(7)!.Value, 30, At(2)), (week.ReadAt, week.Days, week.ClientSucceededAt));
        Assert.Equal([(65001, At(6)!.Value), (53003, At(1)!.Value)], week.Refusals.Select(refusal => (refusal.Code, refusal.At)));
    }

    private static TenantFacts With(IReadOnlyList<PermissionGrantFacts> grants) => Healthy() with { Grants = new Fact<IReadOnlyList<PermissionGrantFacts>>.Known(grants) };

    private static Fact<SignInFacts> Log(DateTimeOffset? succeeded, DateTimeOffset? refused) =>
        new SignInFacts(At(7)!.Value, 30, succeeded, refused is { } at ? [new(SignInFacts.ConsentMissing, KnownApps.PinResetClientAppId, at, 1)] : [], true);

    private static DateTimeOffset? At(int? day) => day is { } known ? new(2026, 11, known, 8, 0, 0, TimeSpan.Zero) : null;
}
