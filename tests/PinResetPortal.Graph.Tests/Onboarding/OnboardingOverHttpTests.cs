using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Onboarding;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Emulator.Entra;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Onboarding;

namespace PinResetPortal.Graph.Onboarding;

/// <summary>Every code that stands in the way of a tenant, as Entra answers it, and both ways to the consent.</summary>
public sealed class OnboardingOverHttpTests
{
    private const string Olive = "olive@fabrikam-msp.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task Probe_EverythingThere_IsReadyInOrder()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add();

        var report = await world.Service.ReportAsync(tenant, await world.SignInAsync(Olive), Token);

        Assert.Equal(OnboardingState.Ready, report.State);
        Assert.All(report.Probes, probe => Assert.Equal(ProbeState.Passed, probe.State));
        Assert.Equal(["tenant.reachable", "portal.consented", "permission.Application.Read.All"], report.Probes.Take(3).Select(probe => probe.Id));
        Assert.Null(report.Next);
    }

    [FactAttribute]
    public async Task Probe_PortalNotConsented_Is90099AndOffersPartnerCenter()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add("\"portalConsent\":\"none\"");

        var probes = await world.ProbeAsync(tenant, await world.SignInAsync(Olive));

        var consent = probes["portal.consented"];
        Assert.Equal((ProbeState.Failed, "AADSTS90099"), (consent.State, consent.Code));
        Assert.Contains("not authorised in Northwind", consent.Summary, StringComparison.Ordinal);
        Assert.Contains("Application.Read.All", Assert.IsType<OnboardingStep.PartnerCenterConsent>(consent.NextStep).Permissions);
        Assert.Equal(ProbeState.Skipped, probes["licence.intune"].State);
        Assert.Equal(ProbeState.Skipped, probes["permission.Directory.Read.All"].State);
    }

    [FactAttribute]
    public async Task Consent_ThroughPartnerCenter_MakesTheTenantReadyAndIsAuditedBeforeAndAfter()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add("\"portalConsent\":\"none\"");
        var olive = await world.SignInAsync(Olive);
        await world.ProbeAsync(tenant, olive);

        var first = await world.Service.ConsentAsync(tenant, olive, Token);
        var second = await world.Service.ConsentAsync(tenant, olive, Token);

        Assert.Equal([false, true], new[] { first, second }.Select(result => Assert.IsType<ConsentResult.Given>(result).AlreadyThere));
        Assert.Equal(
            [AuditActions.ConsentIntent, AuditActions.ConsentOutcome, AuditActions.ConsentIntent, AuditActions.ConsentOutcome],
            world.Audit.Records.Select(record => record.Action));
        Assert.Contains("applicationconsents", world.Audit.Records[0].Detail, StringComparison.Ordinal);
        var report = await world.Service.ReportAsync(tenant, olive, Token);
        Assert.Equal(OnboardingState.Ready, report.State);

        // Partner Center grants what a person may do, not what the portal may do by itself.
        Assert.IsType<OnboardingStep.AdminConsent>(Assert.Single(report.Probes, probe => probe.Id == "portal.unattended").NextStep);
    }

    [FactAttribute]
    public async Task Consent_NotAnAdminAgent_IsRefusedAndNamesWhatIsMissing()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add("\"portalConsent\":\"none\"");

        var result = await world.Service.ConsentAsync(tenant, await world.SignInAsync("harper@fabrikam-msp.example"), Token);

        var reason = Assert.IsType<ConsentResult.Refused>(result).Reason;
        Assert.Equal((UnreadableKind.RoleMissing, 403), (reason.Kind, reason.Status));
        Assert.Contains("AdminAgents", reason.NextStep, StringComparison.Ordinal);
        Assert.StartsWith("Failed", world.Audit.Records[^1].Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Consent_PortalRoleReader_IsDeniedAndNothingIsSent()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add("\"portalConsent\":\"none\"");

        var result = await world.Service.ConsentAsync(tenant, await world.SignInAsync(Olive, PortalRole.Reader), Token);

        Assert.Equal(PortalRole.Operator, Assert.IsType<ConsentResult.Denied>(result).Needed);
        Assert.Equal([AuditActions.AccessDenied], world.Audit.Records.Select(record => record.Action));
    }

    [FactAttribute]
    public async Task Consent_RelationshipWithoutTheRole_IsNotPossibleAndOffersTheLink()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add("\"portalConsent\":\"none\"", roles: [KnownRoles.GlobalReader]);
        var olive = await world.SignInAsync(Olive);

        var result = await world.Service.ConsentAsync(tenant, olive, Token);

        Assert.Contains("Cloud Application Administrator", Assert.IsType<ConsentResult.NotPossible>(result).Why, StringComparison.Ordinal);
        Assert.Empty(world.Audit.Records);
        Assert.Null(world.Service.DescribeConsent(tenant, olive));
        Assert.IsType<OnboardingStep.AdminConsent>((await world.ProbeAsync(tenant, olive))["portal.consented"].NextStep);
    }

    [FactAttribute]
    public async Task Probe_ConsentedToNothing_Is65001()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add($$"""
            "portalConsent":"none","graph":{"servicePrincipals":[{"appId":"{{TestEmulator.PortalId}}","accountEnabled":true}]}
            """);

        var consent = (await world.ProbeAsync(tenant, await world.SignInAsync(Olive)))["portal.consented"];

        Assert.Equal("AADSTS65001", consent.Code);
        Assert.IsType<OnboardingStep.PartnerCenterConsent>(consent.NextStep);
    }

    [FactAttribute]
    public async Task Probe_NotADelegate_Is50020AndSaysWhichGroup()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add("\"gdap\":false");

        var consent = (await world.ProbeAsync(tenant, await world.SignInAsync(Olive)))["portal.consented"];

        Assert.Equal("AADSTS50020", consent.Code);
        Assert.Contains("security group", Assert.IsType<OnboardingStep.Elsewhere>(consent.NextStep).Words, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Probe_ApplicationWithoutServicePrincipal_Is700016()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add("\"portalConsent\":\"none\"");

        var consent = (await world.ProbeAsync(tenant, OnboardingWorld.Application))["portal.consented"];

        Assert.Equal("AADSTS700016", consent.Code);
        Assert.IsType<OnboardingStep.AdminConsent>(consent.NextStep);
    }

    [FactAttribute]
    public async Task Probe_SecondStepDemanded_Is50076AndLeadsThroughSignIn()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add();

        var consent = (await world.ProbeAsync(tenant, await world.SignInAsync("carol@fabrikam-msp.example")))["portal.consented"];

        Assert.Equal("AADSTS50076", consent.Code);
        Assert.NotNull(Assert.IsType<OnboardingStep.SignIn>(consent.NextStep).Challenge.Claims);
    }

    [Theory]
    [InlineData("block", "AADSTS53003", "Service provider users")]
    [InlineData("risk", "AADSTS530034", "Security Administrator")]
    public async Task Probe_PersonIsStopped_NamesTheCodeAndWhoCanHelp(string affliction, string code, string help)
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add();
        var olive = await world.SignInAsync(Olive);
        world.Afflict(Olive, affliction);

        var consent = (await world.ProbeAsync(tenant, olive))["portal.consented"];

        Assert.Equal((ProbeState.Failed, code), (consent.State, consent.Code));
        Assert.Contains(help, Assert.IsType<OnboardingStep.Elsewhere>(consent.NextStep).Words, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Probe_TenantDoesNotExist_Is90002AndTheRestIsNotLookedAt()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var gone = world.Add() with { Id = new TenantId(Guid.NewGuid()) };

        var probes = await world.ProbeAsync(gone, await world.SignInAsync(Olive));

        Assert.Equal((ProbeState.Failed, "AADSTS90002"), (probes["tenant.reachable"].State, probes["tenant.reachable"].Code));
        Assert.All(probes.Values.Skip(1), probe => Assert.Equal(ProbeState.Skipped, probe.State));
    }

    [FactAttribute]
    public async Task Probe_NoIntuneLicence_BlocksNothingElse()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add("\"licences\":[\"AAD_PREMIUM\"]");

        var report = await world.Service.ReportAsync(tenant, await world.SignInAsync(Olive), Token);

        Assert.Equal(OnboardingState.Ready, report.State);
        Assert.Equal(["licence.intune"], report.Probes.Where(probe => probe.State == ProbeState.Failed).Select(probe => probe.Id));
    }

    [FactAttribute]
    public async Task Probe_ConsentForReadingOnly_MissesWhatRepairsNeed()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add("\"portalConsent\":\"read\"");

        var report = await world.Service.ReportAsync(tenant, await world.SignInAsync(Olive), Token);

        Assert.Equal(OnboardingState.Ready, report.State);
        Assert.Equal(
            ["permission.Application.ReadWrite.All", "permission.DeviceManagementConfiguration.ReadWrite.All", "permission.DeviceManagementManagedDevices.PrivilegedOperations.All", "portal.unattended"],
            report.Probes.Where(probe => probe.State == ProbeState.Failed).Select(probe => probe.Id).Order(StringComparer.Ordinal));
    }

    [FactAttribute]
    public async Task Probe_WithoutThePermissionsOfAPersonsPage_IsReadyAndSaysWhatIsLost()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add();
        world.Withdraw(tenant, [.. PortalPermissions.NamesFor(PermissionUse.Person)]);

        var report = await world.Service.ReportAsync(tenant, await world.SignInAsync(Olive), Token);

        Assert.Equal(OnboardingState.Ready, report.State);
        var missing = report.Probes.Where(probe => probe.State == ProbeState.Failed).ToDictionary(probe => probe.Id);
        Assert.Equal(
            ["permission.AuditLog.Read.All", "permission.Policy.Read.All", "permission.Policy.Read.AuthenticationMethod", "permission.UserAuthenticationMethod.Read.All"],
            missing.Keys.Order(StringComparer.Ordinal));
        Assert.All(missing.Values, probe => Assert.False(probe.Required));
        Assert.Contains("a person's page shows no failed PIN resets", missing["permission.AuditLog.Read.All"].Summary, StringComparison.Ordinal);
        Assert.Contains("a person's page does not tell the registered sign-in methods", missing["permission.UserAuthenticationMethod.Read.All"].Summary, StringComparison.Ordinal);
        Assert.Contains("a person's page does not tell whether a Temporary Access Pass is allowed", missing["permission.Policy.Read.AuthenticationMethod"].Summary, StringComparison.Ordinal);
        Assert.Contains("a person's page does not tell which Conditional Access policy would stop a reset", missing["permission.Policy.Read.All"].Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Probe_HelpdeskRoleOnly_NamesTheGdapRole()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add($"\"gdapRoles\":[\"{KnownRoles.HelpdeskAdministrator}\"]", roles: [KnownRoles.HelpdeskAdministrator]);

        var probes = await world.ProbeAsync(tenant, await world.SignInAsync(Olive));

        Assert.Equal((ProbeState.Failed, true), (probes["role.read-policies"].State, probes["role.read-policies"].Required));
        Assert.Equal("Global Reader", Assert.IsType<OnboardingStep.Role>(probes["role.read-policies"].NextStep).Name);
        Assert.Equal(ProbeState.Passed, probes["role.read-directory"].State);
    }

    [FactAttribute]
    public async Task Resolve_Domain_GivesItsTenant()
    {
        await using var world = await OnboardingWorld.StartAsync();

        Assert.Equal(OnboardingWorld.Partner, (await world.Resolver.ResolveAsync("fabrikam-msp.example", Token)).ValueOrDefault!.Id);
        Assert.Equal(UnreadableKind.TenantNotFound, (await world.Resolver.ResolveAsync("nowhere.example", Token)).WhyUnreadable!.Kind);
    }
}
