using FsCheck;
using FsCheck.Fluent;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting;

/// <summary>A stronger sign overrules a weaker one: reported by the device, met at a sign-in, listed, inferred.</summary>
public sealed class EvidenceStrengthTests
{
    private const string Grant = "cause-grant-missing";
    private const string Elsewhere = "cause-set-elsewhere";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);
    private static readonly Tenant Northwind = new(TenantId.Parse(DsregLayouts.TenantId), "Northwind", "northwind.example", new(RelationshipKind.Gdap, Active: true));
    private static readonly string[] CanReset = ["", .. DsregFields.CanResetValues, "Destru"];
    private static readonly string[] Words = ["", "something went wrong", "destructive reset", "needs admin approval", "over RDP", "CAA20004", "AADSTS65001", "AADSTS53003", "AADSTS50140", "0x80090029"];

    [Theory]
    [InlineData("AADSTS65001")]
    [InlineData("AADSTS650041")]
    [InlineData("AADSTS90094")]
    [InlineData("""{"errorCode":65001,"failureReason":"No consent for the application with ID '9115dd05-fad5-4f9c-acc7-305d08b1b04e'."}""")]
    [InlineData("""{"appId":"b8456c59-1230-44c7-a4a2-99b085333e84","status":{"errorCode":65001}}""")]
    public void Diagnose_RefusedForLackOfAGrant_IsConfirmedByTheCode(string text)
    {
        foreach (var found in new[] { FindingCause.GrantNotListed, FindingCause.GrantForSomePeople, FindingCause.GrantRefused })
        {
            var causes = Diagnose(text, Findings((CheckIds.Grants, FindingStatus.NotApplicable, found))).Causes;

            Assert.Equal((Grant, CauseStanding.Confirmed, CheckIds.Grants), (causes[0].Entry.Id, causes[0].Standing, causes[0].CheckId));
            Assert.True(causes[0].Entry.ConsentPage);
            Assert.Contains("documented consent page", causes[0].Entry.NextStep, StringComparison.Ordinal);
            Assert.DoesNotContain(causes, cause => cause.Standing == CauseStanding.RuledOut);
        }
    }

    [Theory]
    [InlineData("AADSTS65001", FindingCause.None)]
    [InlineData("AADSTS65001 application with ID '1fec8e78-bce4-4aaf-ab1b-5451cc387264'", FindingCause.GrantNotListed)]
    [InlineData("CAA20004", FindingCause.GrantNotListed)]
    [InlineData("needs admin approval", FindingCause.GrantNotListed)]
    public void Diagnose_GrantForEverybodyOrOtherAppOrNoSuchCode_ConfirmsNoMissingGrant(string text, FindingCause found) =>
        Assert.DoesNotContain(
            Diagnose(text, Findings((CheckIds.Grants, FindingStatus.Healthy, found))).Causes,
            cause => cause.Entry.Id == Grant && cause.Standing == CauseStanding.Confirmed);

    [Theory]
    [InlineData("AADSTS650052")]
    [InlineData("AADSTS500011")]
    [InlineData("AADSTS500014")]
    [InlineData("AADSTS7000112")]
    [InlineData("AADSTS700016")]
    [InlineData("AADSTS50105")]
    [InlineData("CAA2000B")]
    [InlineData("CAA20009")]
    public void Diagnose_RefusalWhileAllIsListedAsRight_StaysPossible(string code)
    {
        var causes = Diagnose(code, Findings()).Causes;

        Assert.All(causes, cause => Assert.Equal(CauseStanding.Possible, cause.Standing));
        Assert.Contains(causes[0].Evidence, sentence => sentence.Contains("list may be newer than the error", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("DestructiveAndNonDestructive")]
    [InlineData("NonDestructiveOnly")]
    public void Diagnose_DeviceHasItAndNoPolicyIsSeen_SaysThatFirst(string value)
    {
        var paste = DsregLayouts.Plain.Replace("CanReset : DestructiveAndNonDestructive", $"CanReset : {value}");

        var causes = Diagnose(paste, Findings((CheckIds.PinRecovery, FindingStatus.Broken, FindingCause.NoPolicy))).Causes;

        Assert.Equal((Elsewhere, CauseStanding.Confirmed, false), (causes[0].Entry.Id, causes[0].Standing, causes[0].Fixable));
        Assert.Contains("Group Policy", causes[0].Entry.Meaning, StringComparison.Ordinal);
        Assert.Contains($"In the text: CanReset : {value} (reported by the device).", causes[0].Evidence);
        Assert.DoesNotContain(causes, cause => cause.Entry.Id == "cause-policy-missing");
        Assert.DoesNotContain(Diagnose(paste, Findings()).Causes, cause => cause.Entry.Id == Elsewhere);
        Assert.DoesNotContain(Diagnose(paste, null).Causes, cause => cause.Entry.Id == Elsewhere);
    }

    [FactAttribute]
    public void Diagnose_InterruptsAndASuccess_AreNoFailure()
    {
        var diagnosis = Diagnose("""[{"status":{"errorCode":50140}},{"status":{"errorCode":50074}},{"status":{"errorCode":0}}]""", Findings());

        Assert.Empty(diagnosis.Causes);
        Assert.Contains(diagnosis.Caveats, caveat => caveat.Contains("steps of a normal sign-in", StringComparison.Ordinal));
        Assert.Equal("cause-interrupt", Diagnose("AADSTS50140", Findings()).Causes[0].Entry.Id);
        Assert.Equal("cause-service-consent-missing", Diagnose("AADSTS50140 AADSTS650052", Findings()).Causes[0].Entry.Id);
    }

    [FactAttribute]
    public void Diagnose_AttentionForSomethingUncertain_IsNotConfirmed() =>
        Assert.DoesNotContain(
            Diagnose("CanReset : DestructiveOnly", Findings((CheckIds.PolicyConflict, FindingStatus.NeedsAttention, FindingCause.PossibleConflict))).Causes,
            cause => cause.Standing == CauseStanding.Confirmed);

    /// <summary>Any findings that a tenant can have, with any value of the device and any text.</summary>
    [FactAttribute]
    public void Diagnose_AnyTextAndAnyFindings_NeverThrowsAndNeverRulesOutByLess()
    {
        var finding = Gen.Choose(0, 4).SelectMany(status => Gen.Elements(Enum.GetValues<FindingCause>()).Select(cause => ((FindingStatus)status, cause)));
        var input = finding.ArrayOf(Guides.Checks.All.Count).SelectMany(findings =>
            Gen.Elements(CanReset).SelectMany(canReset => Gen.Elements(Words).ArrayOf(2).Select(words => (findings, canReset, words))));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000).WithQuietOnSuccess(true), Prop.ForAll(input.ToArbitrary(), one =>
        {
            var findings = Findings([.. Guides.Checks.All.Select((check, index) => (check.Id, one.findings[index].Item1, one.findings[index].cause))]);
            var text = $"{string.Join('\n', one.words)}\n{(one.canReset.Length == 0 ? "" : $"NgcSet : YES\nCanReset : {one.canReset}")}";
            var causes = Diagnose(text, findings).Causes;
            return causes.All(cause => cause.Evidence.Count > 0
                && (cause.Standing != CauseStanding.RuledOut
                    || cause.Evidence.Any(sentence => sentence.StartsWith("Ruled out by the device", StringComparison.Ordinal))
                    || !cause.Signs.Any(sign => sign.Contains("AADSTS", StringComparison.Ordinal) || sign.StartsWith("CAA", StringComparison.Ordinal))));
        }));
    }

    private static Diagnosis Diagnose(string text, TenantReadiness? readiness)
    {
        var pasted = PastedText.From(text)!;
        return Guides.Diagnoser.Diagnose(pasted, DsregReader.Read(pasted.Value), readiness is null ? null : Northwind, readiness, Northwind, Now);
    }

    /// <summary>All checks healthy but those given.</summary>
    private static TenantReadiness Findings(params (string CheckId, FindingStatus Status, FindingCause Cause)[] others)
    {
        var findings = Guides.Checks.All.Select(check =>
        {
            var other = others.FirstOrDefault(other => other.CheckId == check.Id);
            var (status, cause) = other.CheckId is null ? (FindingStatus.Healthy, FindingCause.None) : (other.Status, other.Cause);
            return new AssessedFinding(new Finding(check.Id, check.Area, check.Required, status, $"{check.Id} is {status}.", []) { Cause = cause }, Fixable: status == FindingStatus.Broken);
        }).ToArray();
        return new(Northwind.Id, "Northwind", CheckCatalog.VerdictOf(findings.Select(assessed => assessed.Finding)), Now.AddMinutes(-2), findings, new ReadCost(1, 1, 1, 1));
    }
}
