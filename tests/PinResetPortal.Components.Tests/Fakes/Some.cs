using System.Security.Claims;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Fakes;

/// <summary>Valid samples; a test changes the one thing it is about.</summary>
public static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 3, 10, TimeSpan.Zero);

    public static readonly Tenant Contoso = new(
        TenantId.Parse("aaaaaaaa-0000-4000-8000-000000000001", null), "Contoso", "contoso.example", new TenantRelationship(RelationshipKind.Gdap, Active: true));

    public static readonly Tenant Fabrikam = new(
        TenantId.Parse("11111111-1111-4111-8111-111111111111", null), "Fabrikam MSP", "fabrikam.example", new TenantRelationship(RelationshipKind.Home, Active: true));

    public static IEnumerable<Claim> Claims(PortalRole role) =>
    [
        new("tid", Fabrikam.Id.ToString()),
        new("oid", "99999999-0000-4000-8000-000000000009"),
        new("preferred_username", "ada@fabrikam.example"),
        new("name", "Ada Admin"),
        .. role == PortalRole.None ? Array.Empty<Claim>() : [new Claim("roles", role.ToString())],
    ];

    public static Actor Actor(PortalRole role) =>
        ActorFactory.From(new ClaimsPrincipal(new ClaimsIdentity(Claims(role), "test", "preferred_username", "roles")))!;

    public static Finding Finding(string checkId, FindingStatus status, string? summary = null, UnreadableReason? reason = null, bool required = true, params Evidence[] evidence) => new(
        checkId,
        checkId.StartsWith("consent", StringComparison.Ordinal) ? CheckArea.Consent : checkId.StartsWith("policy", StringComparison.Ordinal) ? CheckArea.Policy : checkId.StartsWith("devices", StringComparison.Ordinal) ? CheckArea.Devices : CheckArea.Access,
        required,
        status,
        summary ?? $"{checkId} is {status}.",
        evidence,
        new Uri("https://intune.microsoft.com/"),
        reason);

    public static TenantReadiness Readiness(Tenant tenant, Verdict verdict, params AssessedFinding[] findings) =>
        new(tenant.Id, tenant.DisplayName, verdict, Now.AddMinutes(-3), findings, new ReadCost(3, 24, 2, 412));

    public static AssessedFinding Assessed(Finding finding, bool fixable = false) => new(finding, fixable);

    public static TenantReadiness NotConsented(Tenant tenant) => Readiness(
        tenant,
        Verdict.NotReady,
        Assessed(Finding("consent.pin-reset-service", FindingStatus.Broken, "Microsoft Pin Reset Service Production is not consented in this tenant.", null, true, new Evidence("servicePrincipal", "Microsoft Pin Reset Service Production", null, "absent")) with { Cause = FindingCause.AppAbsent, Headline = "The app is missing" }, fixable: true),
        Assessed(Finding("consent.pin-reset-client", FindingStatus.Broken, "Microsoft Pin Reset Client Production is not consented in this tenant.", null, true, new Evidence("servicePrincipal", "Microsoft Pin Reset Client Production", null, "absent")) with { Cause = FindingCause.AppAbsent, Headline = "The app is missing" }, fixable: true),
        Assessed(Finding("policy.pin-recovery", FindingStatus.Healthy, "PIN recovery is turned on by \"Windows Hello\" for all devices.")),
        Assessed(Finding("access.roles", FindingStatus.Healthy, required: false)));

    public static PlannedStep CreateService => new(
        "create-service",
        "consent.pin-reset-service",
        "Create the service principal of Microsoft Pin Reset Service Production",
        new PlannedChange.CreateServicePrincipal("b8456c59-1230-44c7-a4a2-99b085333e84"),
        new PlannedRequest("POST", "/v1.0/servicePrincipals", """{"appId":"b8456c59-1230-44c7-a4a2-99b085333e84"}"""),
        "absent",
        "present and enabled",
        "Application.ReadWrite.All",
        "Cloud Application Administrator",
        new UndoStep("Delete the service principal again", new PlannedChange.DeleteServicePrincipal(ObjectReference.CreatedBy("create-service"), "b8456c59-1230-44c7-a4a2-99b085333e84"), new PlannedRequest("DELETE", "/v1.0/servicePrincipals/{create-service}", null)));

    public static PlannedStep CreatePolicy(string name) => new(
        "create-policy",
        "policy.pin-recovery",
        $"Create the settings catalog policy \"{name}\"",
        new PlannedChange.CreateConfigurationPolicy(new PolicyDraft(name, "Made by PinResetPortal.", [])),
        new PlannedRequest("POST", "/beta/deviceManagement/configurationPolicies", $$"""{"name":"{{name}}","platforms":"windows10"}"""),
        "no policy turns PIN recovery on",
        "a policy turns it on",
        "DeviceManagementConfiguration.ReadWrite.All",
        "Intune Administrator",
        new UndoStep("Delete the policy again", new PlannedChange.DeleteConfigurationPolicy(ObjectReference.CreatedBy("create-policy")), new PlannedRequest("DELETE", "/beta/deviceManagement/configurationPolicies/{create-policy}", null)));

    public static PlannedStep AssignPolicy => new(
        "assign-policy",
        "policy.pin-recovery",
        "Assign it to all devices",
        new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, ObjectReference.CreatedBy("create-policy"), [new PolicyAssignment(AssignmentTarget.AllDevices)]),
        new PlannedRequest("POST", "/beta/deviceManagement/configurationPolicies/{create-policy}/assign", """{"assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}"""),
        "assigned to nobody",
        "assigned to all devices",
        "DeviceManagementConfiguration.ReadWrite.All",
        "Intune Administrator",
        new UndoStep("Take the assignment back", new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, ObjectReference.CreatedBy("create-policy"), []), new PlannedRequest("POST", "/beta/deviceManagement/configurationPolicies/{create-policy}/assign", """{"assignments":[]}""")));

    public static PlanResult.Planned Plan(Tenant tenant, string hash, AccessFacts? access = null, params PlannedStep[] steps) =>
        new(new RemediationPlan(tenant.Id, steps, hash), Facts(tenant, access));

    public static Operation Operation(Tenant tenant, OperationState state, StepState step, string id = "cccccccc-0000-4000-8000-000000000001") => new(
        Guid.Parse(id),
        new TenantKey(Fabrikam.Id, tenant.Id),
        OperationKind.Fix,
        state,
        "hash",
        ["consent.pin-reset-service"],
        new PolicyChoice(),
        [new OperationStep(CreateService, step, step == StepState.Done ? 201 : null, step == StepState.Done ? "0f1e2d3c-request" : null)],
        new OperationActor(ActorKind.User, "99999999-0000-4000-8000-000000000009", "ada@fabrikam.example", Fabrikam.Id, PortalRole.Operator),
        Now.AddMinutes(-2),
        Now.AddMinutes(-1));

    public static AuditRecord Record(Tenant tenant, string summary) =>
        new(new TenantKey(Fabrikam.Id, tenant.Id), "99999999-0000-4000-8000-000000000009", "ada@fabrikam.example", AuditActions.RemediationIntent, null, summary, """{"steps":1}""");

    private static Fact<IReadOnlyList<IntunePolicy>> NoPolicies { get; } = new Fact<IReadOnlyList<IntunePolicy>>.Known([]);

    public static TenantFacts Facts(Tenant tenant, AccessFacts? access = null)
    {
        var unread = new UnreadableReason(UnreadableKind.Unavailable, "Not part of this sample.");
        return new TenantFacts
        {
            TenantId = tenant.Id,
            ReadAt = Now,
            Organization = unread,
            Domains = unread,
            PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent),
            PinResetClient = new ServicePrincipalFacts(ServicePrincipalPresence.Absent),
            Grants = unread,
            Licences = unread,
            ConfigurationPolicies = NoPolicies,
            DeviceConfigurations = NoPolicies,
            Intents = NoPolicies,
            HelloEnrolment = unread,
            Groups = unread,
            Devices = unread,
            Deployment = unread,
            Access = access is null ? unread : access,
            Cost = new ReadCost(0, 0, 0, 0),
        };
    }
}
