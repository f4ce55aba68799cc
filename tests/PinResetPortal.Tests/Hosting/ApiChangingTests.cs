using System.Net;
using System.Text;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Hosting;

public sealed class ApiChangingTests(PortalHost host) : IClassFixture<PortalHost>
{
    private const string Valid = """{"checks":"all","planHash":"the-hash"}""";

    private static readonly string Remediations = $"/api/v1/tenants/{FakeTenantCatalog.Customer}/remediations";

    private static readonly string Operation = $"/api/v1/operations/{FakeRemediationService.OperationId}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Accepted_NamesTheOperation()
    {
        using var answer = await PostAsync(Remediations, Valid);

        var operation = await answer.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(Operation, answer.Headers.Location!.ToString());
        Assert.Equal(FakeRemediationService.OperationId.ToString(), (string?)operation["id"]);
        Assert.Null(host.Remediations.LastChecks);
    }

    [Fact]
    public async Task Start_ChecksAndPolicy_ReachTheService()
    {
        using var answer = await PostAsync(
            Remediations,
            """{"checks":["policy.pin-recovery"],"planHash":"h","policy":{"name":"Pilot","assign":{"groups":["66666666-6666-4666-8666-666666666666"]}}}""");

        await answer.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(["policy.pin-recovery"], host.Remediations.LastChecks!);
        Assert.Equal(new PolicyChoice("Pilot", new(AssignmentTarget.Group, ["66666666-6666-4666-8666-666666666666"])), host.Remediations.LastChoice);
    }

    [Theory]
    [InlineData("""{"checks":"all","planHash":"h","force":true}""", "force")]
    [InlineData("""{"checks":"all","planHash":"h","policy":{"asign":"allUsers"}}""", "policy.asign")]
    [InlineData("""{"checks":"all","planHash":"h","policy":{"assign":{"group":["x"]}}}""", "policy.assign.group")]
    [InlineData("""{"checks":"all","planHash":"h","policy":{"assign":"everybody"}}""", "policy.assign")]
    [InlineData("""{"checks":"all","planHash":"h","policy":{"assign":{"groups":["sales"]}}}""", "policy.assign")]
    [InlineData("""{"checks":[],"planHash":"h"}""", "checks")]
    [InlineData("""{"checks":"some","planHash":"h"}""", "checks")]
    [InlineData("""{"planHash":"h"}""", "checks")]
    [InlineData("""{"checks":"all"}""", "planHash")]
    [InlineData("[]", "body")]
    [InlineData("{", "body")]
    public async Task Start_BodyIsWrong_NamesTheField(string body, string field)
    {
        using var answer = await PostAsync(Remediations, body);

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "invalid-body");
        Assert.Contains(field, problem["errors"].Fields());
    }

    [Fact]
    public async Task Start_BodyIsEmpty_SaysWhatToSend()
    {
        using var answer = await PostAsync(Remediations, "");

        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "invalid-body");
        Assert.Contains("empty", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_BodyIsNotJson_IsRefused()
    {
        using var client = host.Operator();
        using var answer = await client.PostAsync(Remediations, new StringContent("checks=all", Encoding.UTF8, "application/x-www-form-urlencoded"), Token);

        await answer.ProblemAsync(HttpStatusCode.UnsupportedMediaType, "not-json");
    }

    [Fact]
    public async Task Start_PlanChanged_AnswersWithTheCurrentHash()
    {
        host.Remediations.Next = new StartResult.PlanChanged(FakeRemediationService.Plan);

        using var answer = await PostAsync(Remediations, Valid);

        var problem = await answer.ProblemAsync(HttpStatusCode.Conflict, "plan-changed");
        Assert.Equal(FakeRemediationService.Hash, (string?)problem["planHash"]);
    }

    [Fact]
    public async Task Start_TenantBusy_NamesTheOtherOperation()
    {
        host.Remediations.Next = new StartResult.Busy(FakeRemediationService.OperationId);

        using var answer = await PostAsync(Remediations, Valid);

        await answer.ProblemAsync(HttpStatusCode.Conflict, "tenant-busy");
        Assert.Equal(Operation, answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Start_NothingToDo_SaysWhy()
    {
        host.Remediations.Next = new StartResult.NothingToDo("All is well.");

        using var answer = await PostAsync(Remediations, Valid);

        Assert.Equal("All is well.", (string?)(await answer.ProblemAsync(HttpStatusCode.Conflict, "nothing-to-do"))["detail"]);
    }

    [Fact]
    public async Task Start_UnknownTenant_IsNotFound()
    {
        using var answer = await PostAsync($"/api/v1/tenants/{FakeTenantCatalog.Stranger}/remediations", Valid);

        await answer.ProblemAsync(HttpStatusCode.NotFound, "tenant-not-found");
    }

    [Theory]
    [InlineData("undo")]
    [InlineData("resume")]
    [InlineData("cancel")]
    public async Task Operation_Action_IsAccepted(string action)
    {
        using var answer = await PostAsync($"{Operation}/{action}", null);

        await answer.JsonAsync(HttpStatusCode.Accepted);
        Assert.Equal(Operation, answer.Headers.Location!.ToString());
        Assert.Equal(action, host.Remediations.LastAction);
    }

    [Theory]
    [InlineData("undo")]
    [InlineData("resume")]
    [InlineData("cancel")]
    public async Task Operation_OfAnotherTenant_CannotBeTouched(string action)
    {
        using var answer = await PostAsync($"/api/v1/operations/{FakeRemediationService.StrangersOperationId}/{action}", null);

        await answer.ProblemAsync(HttpStatusCode.NotFound, "operation-not-found");
    }

    [Fact]
    public async Task Operation_IdIsNoGuid_IsRefused()
    {
        using var answer = await PostAsync("/api/v1/operations/7/undo", null);

        await answer.ProblemAsync(HttpStatusCode.BadRequest, "bad-request");
    }

    private async Task<HttpResponseMessage> PostAsync(string address, string? body)
    {
        using var client = host.Operator();
        return await client.PostAsync(address, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), Token);
    }
}
