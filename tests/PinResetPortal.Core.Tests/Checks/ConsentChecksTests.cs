using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;

namespace PinResetPortal.Core.Checks;

public sealed class ConsentChecksTests
{
    private static readonly PinResetServiceConsentCheck Service = new();
    private static readonly PinResetClientConsentCheck Client = new();
    private static readonly UserAccessCheck Access = new();

    [FactAttribute]
    public void Evaluate_BothPresentAndEnabled_IsHealthy()
    {
        var facts = TenantFactsBuilder.Healthy();

        Assert.Equal(FindingStatus.Healthy, Service.Evaluate(facts).Status);
        Assert.Equal(FindingStatus.Healthy, Client.Evaluate(facts).Status);
        Assert.Equal(FindingStatus.Healthy, Access.Evaluate(facts).Status);
    }

    [FactAttribute]
    public void Evaluate_ServiceAbsent_IsBrokenAndNamesCaa20004()
    {
        var finding = Service.Evaluate(TenantFactsBuilder.Healthy() with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) });

        Assert.Equal(FindingStatus.Broken, finding.Status);
        Assert.Contains("CAA20004", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("not consented", finding.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Evaluate_ClientDisabled_IsBrokenWithObjectIdAsEvidence()
    {
        var finding = Client.Evaluate(TenantFactsBuilder.Healthy() with { PinResetClient = TenantFactsBuilder.Present("sp-client") with { AccountEnabled = false } });

        Assert.Equal(FindingStatus.Broken, finding.Status);
        Assert.Contains(finding.Evidence, evidence => evidence is { Id: "sp-client", Value: "accountEnabled=false" });
    }

    [FactAttribute]
    public void Evaluate_ClientSoftDeleted_IsBrokenAndSaysDeleted()
    {
        var deleted = new ServicePrincipalFacts(ServicePrincipalPresence.SoftDeleted, "sp-client", DeletedAt: new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero));

        var finding = Client.Evaluate(TenantFactsBuilder.Healthy() with { PinResetClient = deleted });

        Assert.Equal(FindingStatus.Broken, finding.Status);
        Assert.Contains("deleted items", finding.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Evaluate_ServiceUnreadable_IsUnknownWithPermission()
    {
        var finding = Service.Evaluate(TenantFactsBuilder.Healthy() with { PinResetService = TenantFactsBuilder.Forbidden });

        Assert.Equal(FindingStatus.Unknown, finding.Status);
        Assert.Equal("Application.Read.All", finding.Reason?.Permission);
        Assert.Contains(finding.Evidence, evidence => evidence is { Kind: "permission", Name: "Application.Read.All" });
    }

    [FactAttribute]
    public void Evaluate_AssignmentRequiredAndNobodyAssigned_IsBroken()
    {
        var facts = TenantFactsBuilder.Healthy() with { PinResetService = TenantFactsBuilder.Present("sp-service") with { AppRoleAssignmentRequired = true } };

        Assert.Equal(FindingStatus.Broken, Access.Evaluate(facts).Status);
    }

    [FactAttribute]
    public void Evaluate_AssignmentRequiredAndGroupAssigned_NeedsAttention()
    {
        var closed = TenantFactsBuilder.Present("sp-service") with { AppRoleAssignmentRequired = true, AssignedPrincipals = [new("g1", "All staff", "Group")] };

        Assert.Equal(FindingStatus.NeedsAttention, Access.Evaluate(TenantFactsBuilder.Healthy() with { PinResetService = closed }).Status);
    }

    [Theory]
    [InlineData(true, true, "assigned to them:")]
    [InlineData(true, false, "assigned to it:")]
    [InlineData(false, true, "assigned to it:")]
    public void Evaluate_AssignmentRequired_SpeaksOfAsManyAppsAsThereAre(bool service, bool client, string expected) => Assert.All((AssignedPrincipal[][])[[], [new("g-1", "Pilot", "Group")]], assigned =>
    {
        ServicePrincipalFacts App(string id, bool closed) => TenantFactsBuilder.Present(id) with { AppRoleAssignmentRequired = closed, AssignedPrincipals = assigned };

        Assert.Contains(expected, Access.Evaluate(TenantFactsBuilder.Healthy() with { PinResetService = App("s", service), PinResetClient = App("c", client) }).Summary, StringComparison.Ordinal);
    });

    [FactAttribute]
    public void Evaluate_OneAppUnreadable_UserAccessIsUnknown() =>
        Assert.Equal(FindingStatus.Unknown, Access.Evaluate(TenantFactsBuilder.Healthy() with { PinResetClient = TenantFactsBuilder.Forbidden }).Status);

    [FactAttribute]
    public void Evaluate_NeitherAppThere_UserAccessDoesNotApply()
    {
        var absent = new ServicePrincipalFacts(ServicePrincipalPresence.Absent);

        Assert.Equal(FindingStatus.NotApplicable, Access.Evaluate(TenantFactsBuilder.Healthy() with { PinResetService = absent, PinResetClient = absent }).Status);
    }
}
