using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting;

public sealed class DiagnoserTests
{
    private const string Service = "cause-service-consent-missing";

    private static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    private static readonly Tenant Northwind = new(TenantId.Parse(DsregLayouts.TenantId), "Northwind", "northwind.example", new(RelationshipKind.Gdap, Active: true));

    [FactAttribute]
    public void Diagnose_CodeInTenantWithoutService_PutsMissingConsentFirstWithItsAge()
    {
        var first = Diagnose("The user sees CAA20004", Findings(("consent.pin-reset-service", FindingStatus.Broken))).Causes[0];

        Assert.Equal((Service, CauseStanding.Confirmed, "consent.pin-reset-service", true), (first.Entry.Id, first.Standing, first.CheckId, first.Fixable));
        Assert.StartsWith("Consent missing", first.Entry.Title, StringComparison.Ordinal);
        Assert.Contains("In the text: CAA20004 (a sign-in ended with it).", first.Evidence);
        Assert.Contains("In this tenant: consent.pin-reset-service is Broken. (Listed by Graph, read 2 minutes ago.)", first.Evidence);
    }

    [FactAttribute]
    public void Diagnose_CodeInReadyTenant_MovesTheListedCausesDownAndDoesNotRuleThemOut()
    {
        var causes = Diagnose("CAA20004", Findings()).Causes;

        Assert.Equal("cause-conditional-access", causes[0].Entry.Id);
        var consent = causes.Single(cause => cause.Entry.Id == Service);
        Assert.Equal(CauseStanding.Possible, consent.Standing);
        Assert.Contains("In this tenant: consent.pin-reset-service is Healthy. (Listed by Graph, read 2 minutes ago.)", consent.Evidence);
        Assert.Contains(consent.Evidence, sentence => sentence.Contains("a sign-in weighs more than a list", StringComparison.Ordinal));
    }

    [FactAttribute]
    public void Diagnose_WordsOfAPersonInReadyTenant_AreRuledOutByTheList()
    {
        var consent = Diagnose("something went wrong", Findings()).Causes.Single(cause => cause.Entry.Id == Service);

        Assert.Equal(CauseStanding.RuledOut, consent.Standing);
        Assert.Contains(consent.Evidence, sentence => sentence.StartsWith("Ruled out by this tenant's findings", StringComparison.Ordinal));
    }

    [FactAttribute]
    public void Diagnose_CodeWithoutTenant_NamesCausesAndTheCheckThatTells()
    {
        var diagnosis = Diagnose("CAA20004", null, tenant: null);

        Assert.Equal(Service, diagnosis.Causes[0].Entry.Id);
        Assert.Equal(CauseStanding.Possible, diagnosis.Causes[0].Standing);
        Assert.False(diagnosis.Causes[0].Fixable);
        Assert.Contains(diagnosis.Causes[0].Evidence, sentence => sentence.Contains("consent.pin-reset-service", StringComparison.Ordinal));
        Assert.Contains(diagnosis.Caveats, caveat => caveat.Contains("No tenant is chosen", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("AADSTS650052", "cause-service-consent-missing")]
    [InlineData("AADSTS65001", "cause-client-consent-missing")]
    [InlineData("AADSTS65001 application with ID 'b8456c59-1230-44c7-a4a2-99b085333e84'", "cause-service-consent-missing")]
    [InlineData("AADSTS50105", "cause-assignment-required")]
    [InlineData("AADSTS53003", "cause-conditional-access")]
    [InlineData("AADSTS90099", "cause-partner-access")]
    [InlineData("AADSTS130007", "cause-device-disabled")]
    [InlineData("0x80090029", "cause-tpm")]
    [InlineData("We can't open that page right now", "cause-web-sign-in-url")]
    [InlineData("Needs admin approval", "cause-not-an-admin")]
    [InlineData("blank page after Accept", "cause-consent-page-ends-badly")]
    [InlineData("at the lock screen it flashes please wait and returns", "cause-lock-screen")]
    [InlineData("CanReset : DestructiveOnly", "cause-policy-missing")]
    [InlineData("CanReset : DestructiveAndNonDestructive", "cause-service-consent-missing")]
    [InlineData("DeviceAuthStatus : FAILED. Device is either disabled or deleted", "cause-device-disabled")]
    [InlineData("AzureAdPrt : NO", "cause-token-expired")]
    public void Diagnose_OneSign_PutsItsCauseFirst(string text, string expected) =>
        Assert.Equal(expected, Diagnose(text, null, tenant: null).Causes[0].Entry.Id);

    [FactAttribute]
    public void Diagnose_CodeWithAnotherInside_TheExactOneDecides()
    {
        var causes = Diagnose("CAA20004 additional problem information: AADSTS53003 blocked", null, tenant: null).Causes;

        Assert.Equal(["cause-conditional-access"], causes.Select(cause => cause.Entry.Id));
    }

    [FactAttribute]
    public void Diagnose_CodeWithAnotherInside_StillTellsWhatIsBrokenHere()
    {
        var causes = Diagnose("CAA20004 additional problem information: AADSTS53003 blocked", Findings(("consent.pin-reset-service", FindingStatus.Broken))).Causes;

        Assert.Equal(["cause-conditional-access", Service], causes.Select(cause => cause.Entry.Id));
        Assert.Equal(CauseStanding.AlsoBroken, causes[1].Standing);
    }

    [FactAttribute]
    public void Diagnose_NothingRecognised_TellsWhatIsBrokenHere()
    {
        var diagnosis = Diagnose("The user is unhappy.", Findings(("policy.pin-recovery", FindingStatus.Broken)));

        Assert.Equal("cause-policy-missing", Assert.Single(diagnosis.Causes).Entry.Id);
        Assert.Equal(CauseStanding.AlsoBroken, diagnosis.Causes[0].Standing);
        Assert.Contains(diagnosis.Caveats, caveat => caveat.Contains("Nothing in the text is known", StringComparison.Ordinal));
    }

    [FactAttribute]
    public void Diagnose_FindingUnknown_NeitherConfirmsNorRulesOut()
    {
        var first = Diagnose("AADSTS50105", Findings(("consent.user-access", FindingStatus.Unknown))).Causes[0];

        Assert.Equal(CauseStanding.Possible, first.Standing);
        Assert.False(first.Fixable);
        Assert.Contains(first.Evidence, sentence => sentence.StartsWith("Not known here", StringComparison.Ordinal));
    }

    [FactAttribute]
    public void Diagnose_DeviceHasThePolicy_RulesTheMissingPolicyOut()
    {
        var diagnosis = Diagnose("The user says: destructive reset.\n" + DsregLayouts.Plain, Findings(("policy.pin-recovery", FindingStatus.Broken)));

        var policy = diagnosis.Causes.Single(cause => cause.Entry.Id == "cause-policy-missing");
        Assert.Equal(CauseStanding.RuledOut, policy.Standing);
        Assert.Contains("Ruled out by the device: CanReset : DestructiveAndNonDestructive. (Reported by the device.)", policy.Evidence);
    }

    [FactAttribute]
    public void Diagnose_DeviceWithoutThePolicyInReadyTenant_AsksWhetherItIsTooEarlyFirst()
    {
        var causes = Diagnose("CanReset : DestructiveOnly", Findings()).Causes;

        Assert.Equal(["cause-recovery-key-not-yet", "cause-group-policy", "cause-policy-missing"], causes.Take(3).Select(cause => cause.Entry.Id));
        Assert.Equal(CauseStanding.Possible, causes[2].Standing);
    }

    [FactAttribute]
    public void Diagnose_DeviceOfAnotherTenant_DoesNotUseTheFindings()
    {
        var contoso = Northwind with { Id = TenantId.Parse("44444444-4444-4444-8444-444444444444"), DisplayName = "Contoso" };

        var diagnosis = Diagnose("CAA20004\n" + DsregLayouts.Plain, Findings(("consent.pin-reset-service", FindingStatus.Broken)), contoso, Northwind);

        Assert.Null(diagnosis.Readiness);
        Assert.All(diagnosis.Causes, cause => Assert.NotEqual(CauseStanding.Confirmed, cause.Standing));
        Assert.Contains(diagnosis.Caveats, caveat => caveat.Contains("belongs to Northwind, not to Contoso", StringComparison.Ordinal));
    }

    [FactAttribute]
    public void Diagnose_OtherApplicationNamed_IsACaveat() =>
        Assert.Contains(
            Diagnose("AADSTS65001 application with ID '1fec8e78-bce4-4aaf-ab1b-5451cc387264'", null, tenant: null).Caveats,
            caveat => caveat.Contains("1fec8e78-bce4-4aaf-ab1b-5451cc387264", StringComparison.Ordinal));

    [FactAttribute]
    public void Diagnose_EveryCause_CarriesEvidenceAndStep() =>
        Assert.All(
            Guides.Catalog.All.SelectMany(entry => entry.Codes).Select(code => Diagnose(code, Findings(("consent.pin-reset-service", FindingStatus.Broken)))),
            diagnosis => Assert.All(diagnosis.Causes, cause =>
            {
                Assert.NotEmpty(cause.Evidence);
                Assert.NotEmpty(cause.Entry.NextStep);
            }));

    private static Diagnosis Diagnose(string text, TenantReadiness? readiness) => Diagnose(text, readiness, Northwind, Northwind);

    private static Diagnosis Diagnose(string text, TenantReadiness? readiness, Tenant? tenant, Tenant? deviceTenant = null)
    {
        var pasted = PastedText.From(text)!;
        return Guides.Diagnoser.Diagnose(pasted, DsregReader.Read(pasted.Value), tenant, readiness, deviceTenant, Now);
    }

    /// <summary>All checks healthy but those given.</summary>
    private static TenantReadiness Findings(params (string CheckId, FindingStatus Status)[] others)
    {
        var findings = Guides.Checks.All.Select(check =>
        {
            var status = others.FirstOrDefault(other => other.CheckId == check.Id) is { CheckId: not null } other ? other.Status : FindingStatus.Healthy;
            return new AssessedFinding(new(check.Id, check.Area, check.Required, status, $"{check.Id} is {status}.", []), Fixable: status == FindingStatus.Broken);
        }).ToArray();
        return new(Northwind.Id, "Northwind", CheckCatalog.VerdictOf(findings.Select(assessed => assessed.Finding)), Now.AddMinutes(-2), findings, new ReadCost(1, 1, 1, 1));
    }
}
