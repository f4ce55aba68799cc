using System.Net;
using System.Text;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

public sealed class ApiAccessTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string Tenant = $"/api/v1/tenants/{FakeTenantCatalog.Customer}";

    private static readonly string Operation = $"/api/v1/operations/{FakeRemediationService.OperationId}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Reads() => new()
    {
        { "GET", "/api/v1/tenants" },
        { "GET", $"{Tenant}/readiness" },
        { "GET", $"{Tenant}/plan?check=all" },
        { "GET", Operation },
        { "GET", "/api/v1/audit" },
        { "GET", "/api/v1/audit/verify" },
        { "POST", "/api/v1/diagnose" },
    };

    public static TheoryData<string, string> Changes() => new()
    {
        { "POST", $"{Tenant}/remediations" },
        { "POST", $"{Operation}/undo" },
        { "POST", $"{Operation}/resume" },
        { "POST", $"{Operation}/cancel" },
    };

    [Theory]
    [MemberData(nameof(Reads))]
    [MemberData(nameof(Changes))]
    public async Task Call_WithoutToken_Is401(string method, string address)
    {
        using var answer = await SendAsync(host.Caller(null), method, address);

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "sign-in-required");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [MemberData(nameof(Reads))]
    [MemberData(nameof(Changes))]
    public async Task Call_WithAnIdentityToken_Is401(string method, string address)
    {
        using var answer = await SendAsync(host.Caller(TestTokens.Identity("Operator")), method, address);

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "sign-in-required");
    }

    [Theory]
    [MemberData(nameof(Reads))]
    [MemberData(nameof(Changes))]
    public async Task Call_WithoutPortalRole_Is403(string method, string address)
    {
        using var answer = await SendAsync(host.Caller(TestTokens.Application(role: null)), method, address);

        await answer.ProblemAsync(HttpStatusCode.Forbidden, "role-missing");
    }

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task Reading_AsReader_IsAllowed(string method, string address)
    {
        using var answer = await SendAsync(host.Reader(), method, address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Changing_AsReader_Is403(string method, string address)
    {
        using var answer = await SendAsync(host.Reader(), method, address);

        var problem = await answer.ProblemAsync(HttpStatusCode.Forbidden, "role-missing");
        Assert.Contains("Operator", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Changing_AsOperator_IsAccepted(string method, string address)
    {
        using var answer = await SendAsync(host.Operator(), method, address);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    [Fact]
    public async Task Token_OfATenantThatIsNotAllowed_Is401()
    {
        using var answer = await SendAsync(host.Caller(TestTokens.Application("Admin", FakeTenantCatalog.Stranger.ToString())), "GET", "/api/v1/tenants");

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "sign-in-required");
    }

    [Fact]
    public async Task Token_ForAnotherApi_Is401()
    {
        using var answer = await SendAsync(host.Caller(TestTokens.Application("Admin", audience: "https://graph.microsoft.com")), "GET", "/api/v1/tenants");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Token_SignedBySomebodyElse_Is401()
    {
        using var answer = await SendAsync(host.Caller(TestTokens.Application("Admin", forged: true)), "GET", "/api/v1/tenants");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Token_OfAnApplication_MakesAnApplicationActor()
    {
        using var answer = await SendAsync(host.Operator(), "GET", "/api/v1/tenants");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(ActorKind.Application, host.Catalog.LastActor!.Kind);
        Assert.Equal("22222222-2222-4222-8222-222222222222", host.Catalog.LastActor.Id);
        Assert.Equal(PortalRole.Operator, host.Catalog.LastActor.Role);
    }

    [Fact]
    public async Task Token_OfAPerson_MakesAPersonActor()
    {
        using var answer = await SendAsync(host.Caller(TestTokens.Person("Reader")), "GET", "/api/v1/tenants");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(ActorKind.User, host.Catalog.LastActor!.Kind);
        Assert.Equal("olga@fabrikam.example", host.Catalog.LastActor.Name);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string method, string address)
    {
        using (client)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            if (address.EndsWith("/remediations", StringComparison.Ordinal))
            {
                request.Content = new StringContent("""{"checks":"all","planHash":"the-hash"}""", Encoding.UTF8, "application/json");
            }
            else if (address.EndsWith("/diagnose", StringComparison.Ordinal))
            {
                request.Content = new StringContent("""{"text":"CAA20004"}""", Encoding.UTF8, "application/json");
            }

            return await client.SendAsync(request, Token);
        }
    }
}
