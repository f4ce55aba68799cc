using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Work;

namespace PinResetPortal.Core.Checks;

public sealed class CheckCatalogTests
{
    [FactAttribute]
    public void Catalogue_Ids_AreTheseAndNoOthers()
    {
        string[] expected =
        [
            "consent.pin-reset-client", "consent.pin-reset-service", "consent.user-access", "consent.grants",
            "policy.conflict", "policy.hello-enabled", "policy.oma-uri", "policy.pin-recovery", "policy.web-sign-in-urls",
            "policy.baseline", "policy.cloud-trust", "policy.drift", "policy.lock-screen", "policy.pilot", "policy.reset-page-blocked",
            "devices.coverage", "devices.deployment", "devices.supported",
            "sign-ins.pin-reset",
            "access.roles",
        ];

        Assert.Equal(expected, Catalog().All.Select(check => check.Id));
    }

    [FactAttribute]
    public void Catalogue_EveryRemediation_NamesACheck()
    {
        var ids = Catalog().All.Select(check => check.Id).ToHashSet();
        var services = new ServiceCollection().AddPinResetWork().BuildServiceProvider();

        Assert.All(services.GetServices<IRemediation>(), remediation => Assert.Contains(remediation.CheckId, ids));
        Assert.Equal(10, services.GetServices<IRemediation>().Count());
    }

    /// <summary>Where somebody has to choose in each tenant what is sent, nobody chooses for many.</summary>
    [FactAttribute]
    public void Catalogue_RemediationWithScopesToChoose_IsNoPartOfABulkRepair()
    {
        var all = new ServiceCollection().AddPinResetWork().BuildServiceProvider().GetServices<IRemediation>().ToList();

        var choosing = all.Where(remediation => remediation.GetType().GetMethod(nameof(IRemediation.ScopesToChoose)) is not null).ToList();

        Assert.NotEmpty(choosing);
        Assert.All(choosing, remediation => Assert.True(remediation.OneByOne, remediation.CheckId));
    }

    [FactAttribute]
    public void Catalogue_TwoChecksWithOneId_IsRefused() =>
        Assert.Equal("Two checks have the id policy.oma-uri.", Assert.Throws<InvalidOperationException>(() => new CheckCatalog([new OmaUriCheck(), new OmaUriCheck()])).Message);

    /// <summary>Stored results outlive a check: nobody reads an id in the place of a title.</summary>
    [FactAttribute]
    public void Words_OfACheckThatIsNoMore_SayThatItIsOfAnotherVersion()
    {
        const string expected = "A check of another version";

        Assert.Null(Catalog().Find("policy.gone"));
        Assert.Equal((expected, expected, expected), (Catalog().TitleOf("policy.gone"), Catalog().InTable("policy.gone"), Catalog().FaultOf("policy.gone")));
    }

    [FactAttribute]
    public void VerdictOf_HealthyTenant_IsReady() => Assert.Equal(Verdict.Ready, Judge(TenantFactsBuilder.Healthy()));

    [FactAttribute]
    public void VerdictOf_OneRequiredBroken_IsNotReadyEvenBesideUnknown() => Assert.Equal(Verdict.NotReady, Judge(TenantFactsBuilder.Healthy() with
    {
        PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent),
        HelloEnrolment = TenantFactsBuilder.Forbidden,
    }));

    [FactAttribute]
    public void VerdictOf_OneRequiredUnknown_IsUnknown() => Assert.Equal(Verdict.Unknown, Judge(TenantFactsBuilder.Healthy() with { HelloEnrolment = TenantFactsBuilder.Forbidden }));

    [FactAttribute]
    public void VerdictOf_AdviceUnknown_StaysReady() => Assert.Equal(Verdict.Ready, Judge(TenantFactsBuilder.Healthy() with { Grants = TenantFactsBuilder.Forbidden, Access = TenantFactsBuilder.Forbidden }));

    private static Verdict Judge(TenantFacts facts) => CheckCatalog.VerdictOf(Catalog().Evaluate(facts));

    private static CheckCatalog Catalog() => new(new ServiceCollection().AddPinResetWork().BuildServiceProvider().GetServices<ITenantCheck>());
}
