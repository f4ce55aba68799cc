using System.Net;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Hosting;

public sealed class ApiReadingTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string Customer = $"/api/v1/tenants/{FakeTenantCatalog.Customer}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tenants_OneReadAndOneNot_ListsBothWithRelationship()
    {
        using var reader = host.Reader();

        var tenants = await (await reader.GetAsync("/api/v1/tenants", Token)).JsonAsync();

        Assert.Equal(
            ["tenantId", "displayName", "verdict", "readAt", "unreadSince", "relationship", "defaultDomain", "relationshipState", "relationshipEndsAt", "autoExtendDays", "missingRoles", "tags", "stage", "devices"],
            tenants[0].Fields());
        Assert.Equal("home", (string?)tenants[0]!["relationship"]);
        Assert.Null(tenants[0]!["verdict"]);
        Assert.Equal("gdapExpired", (string?)tenants[1]!["relationship"]);
        Assert.Equal("NotReady", (string?)tenants[1]!["verdict"]);
        Assert.Equal(FakeReadiness.ReadAt, (DateTimeOffset?)tenants[1]!["readAt"]);
    }

    [Fact]
    public async Task Readiness_BrokenCheck_HasTheDocumentedShape()
    {
        using var reader = host.Reader();

        var readiness = await (await reader.GetAsync($"{Customer}/readiness?refresh=true", Token)).JsonAsync();

        Assert.Equal(["tenantId", "displayName", "verdict", "stage", "devices", "readAt", "findings", "graph", "unread"], readiness.Fields());
        Assert.Equal("NotReady", (string?)readiness["verdict"]);
        var finding = readiness["findings"]![0]!;
        Assert.Equal(["checkId", "status", "required", "summary", "evidence", "fixable", "cause", "needsAudience", "needsScopes"], finding.Fields());
        Assert.Equal("Broken", (string?)finding["status"]);
        Assert.Equal(["kind", "name", "id", "value", "detail", "basis"], finding["evidence"]![0].Fields());
        Assert.Equal(["httpRequests", "batchItems", "waves", "milliseconds"], readiness["graph"].Fields());
        Assert.True(host.Readiness.LastRefresh);
    }

    [Fact]
    public async Task Readiness_RefreshLeftOut_UsesTheStoredAnswer()
    {
        using var reader = host.Reader();

        await (await reader.GetAsync($"{Customer}/readiness", Token)).JsonAsync();

        Assert.False(host.Readiness.LastRefresh);
    }

    [Fact]
    public async Task Readiness_RefreshIsNoBoolean_IsRefused()
    {
        using var reader = host.Reader();

        var problem = await (await reader.GetAsync($"{Customer}/readiness?refresh=now", Token)).ProblemAsync(HttpStatusCode.BadRequest, "bad-request");

        Assert.Contains("refresh", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("readiness")]
    [InlineData("plan")]
    public async Task Tenant_IdIsNoGuid_IsRefused(string what)
    {
        using var reader = host.Reader();

        await (await reader.GetAsync($"/api/v1/tenants/contoso/{what}", Token)).ProblemAsync(HttpStatusCode.BadRequest, "bad-request");
    }

    [Theory]
    [InlineData("readiness")]
    [InlineData("plan")]
    public async Task Tenant_NotTheCallers_IsNotFound(string what)
    {
        using var reader = host.Reader();

        await (await reader.GetAsync($"/api/v1/tenants/{FakeTenantCatalog.Stranger}/{what}", Token)).ProblemAsync(HttpStatusCode.NotFound, "tenant-not-found");
    }

    [Fact]
    public async Task Readiness_SomethingUnexpected_SaysSoWithoutDetails()
    {
        host.Readiness.Fails = new InvalidOperationException("the password is hunter2");
        using var reader = host.Reader();

        var answer = await reader.GetAsync($"{Customer}/readiness", Token);

        var problem = await answer.ProblemAsync(HttpStatusCode.InternalServerError, "unexpected");
        Assert.DoesNotContain("hunter2", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_All_ListsEveryRequestWithItsBodyAsJson()
    {
        using var reader = host.Reader();

        var plan = await (await reader.GetAsync($"{Customer}/plan?check=all", Token)).JsonAsync();

        Assert.Equal(["planHash", "steps", "needAudience", "needsAudience", "scopes", "warnings"], plan.Fields());
        Assert.Equal(FakeRemediationService.Hash, (string?)plan["planHash"]);
        var step = plan["steps"]![0]!;
        Assert.Equal(["checkId", "summary", "method", "path", "body", "before", "after", "scope", "role", "settings", "inferred"], step.Fields());
        Assert.Equal("b8456c59-1230-44c7-a4a2-99b085333e84", (string?)step["body"]!["appId"]);
        Assert.Null(host.Remediations.LastChecks);
    }

    [Fact]
    public async Task Plan_NameAndGroups_ReachThePlanner()
    {
        using var reader = host.Reader();

        await (await reader.GetAsync($"{Customer}/plan?check=consent.pin-reset-service&name=Pilot&assign=66666666-6666-4666-8666-666666666666", Token)).JsonAsync();

        Assert.Equal(["consent.pin-reset-service"], host.Remediations.LastChecks!);
        Assert.Equal("Pilot", host.Remediations.LastChoice!.Name);
        Assert.Equal(new AssignmentChoiceLike(AssignmentTarget.Group, "66666666-6666-4666-8666-666666666666"), AssignmentChoiceLike.From(host.Remediations.LastChoice));
    }

    [Fact]
    public async Task Plan_AssignIsNeitherWordNorGroup_IsRefused()
    {
        using var reader = host.Reader();

        await (await reader.GetAsync($"{Customer}/plan?assign=everybody", Token)).ProblemAsync(HttpStatusCode.BadRequest, "bad-request");
    }

    [Fact]
    public async Task Plan_UnknownCheck_IsNotFound()
    {
        using var reader = host.Reader();

        await (await reader.GetAsync($"{Customer}/plan?check=consent.nothing", Token)).ProblemAsync(HttpStatusCode.NotFound, "check-not-found");
    }

    [Fact]
    public async Task Operation_Waiting_HasTheDocumentedWords()
    {
        using var reader = host.Reader();

        var operation = await (await reader.GetAsync($"/api/v1/operations/{FakeRemediationService.OperationId}", Token)).JsonAsync();

        Assert.Equal("notYetVisible", (string?)operation["state"]);
        Assert.Equal("waitingForReplication", (string?)operation["steps"]![0]!["state"]);
        Assert.Equal(201, (int?)operation["steps"]![0]!["status"]);
        Assert.Equal("request-1", (string?)operation["steps"]![0]!["requestId"]);
        Assert.Contains("verdict", operation.Fields());
    }

    [Fact]
    public async Task Operation_OfAnotherTenant_IsNotFound()
    {
        using var reader = host.Reader();

        await (await reader.GetAsync($"/api/v1/operations/{FakeRemediationService.StrangersOperationId}", Token))
            .ProblemAsync(HttpStatusCode.NotFound, "operation-not-found");
    }

    [Fact]
    public async Task Audit_NoTenantNamed_ShowsOnlyTheCallersTenants()
    {
        using var reader = host.Reader();

        var entries = await (await reader.GetAsync("/api/v1/audit?limit=1", Token)).JsonAsync();

        var entry = Assert.Single(entries.AsArray());
        Assert.Equal(FakeTenantCatalog.Customer.ToString(), (string?)entry!["tenantId"]);
        Assert.Equal(1, (int?)entry["detail"]!["steps"]![0]);
    }

    [Fact]
    public async Task Audit_TenantOfSomebodyElse_IsNotFound()
    {
        using var reader = host.Reader();

        await (await reader.GetAsync($"/api/v1/audit?tenantId={FakeTenantCatalog.Stranger}", Token)).ProblemAsync(HttpStatusCode.NotFound, "tenant-not-found");
    }

    [Fact]
    public async Task AuditVerify_ForeignChainIsBroken_SaysNothingOfIt()
    {
        using var reader = host.Reader();

        var verification = await (await reader.GetAsync("/api/v1/audit/verify", Token)).JsonAsync();

        Assert.True((bool?)verification["holds"]);
        Assert.Equal(1, (int?)verification["entries"]);
    }

    [Fact]
    public async Task Address_Unknown_IsAProblem()
    {
        using var reader = host.Reader();

        await (await reader.GetAsync("/api/v1/nothing", Token)).ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    private sealed record AssignmentChoiceLike(AssignmentTarget Target, string Groups)
    {
        public static AssignmentChoiceLike From(Core.Remediation.PolicyChoice choice) => new(choice.Assign!.Target, string.Join(',', choice.Assign.Groups));
    }
}
