using System.Net;
using System.Net.Http.Json;
using PinResetPortal.Work.Onboarding;

namespace PinResetPortal.Hosting;

public sealed class ApiOnboardingTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string Customer = $"/api/v1/tenants/{FakeTenantCatalog.Customer}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Onboarding_ConsentMissing_GivesTheLinkToSend()
    {
        using var reader = host.Reader();

        var report = await (await reader.GetAsync($"{Customer}/onboarding", Token)).JsonAsync();

        Assert.Equal(["tenantId", "displayName", "state", "readAt", "probes"], report.Fields());
        Assert.Equal("Blocked", (string?)report["state"]);
        var probe = report["probes"]![1]!;
        Assert.Equal(["id", "title", "state", "required", "summary", "code", "nextStep"], probe.Fields());
        Assert.Equal("AADSTS90099", (string?)probe["code"]);
        Assert.Equal("adminConsent", (string?)probe["nextStep"]!["kind"]);
        Assert.StartsWith($"https://login.microsoftonline.com/{FakeTenantCatalog.Customer}/v2.0/adminconsent?client_id=", (string?)probe["nextStep"]!["url"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_Reader_IsForbidden()
    {
        using var reader = host.Reader();

        await (await reader.PostAsync($"{Customer}/onboarding/consent", null, Token)).ProblemAsync(HttpStatusCode.Forbidden, "role-missing");
    }

    [Fact]
    public async Task Consent_Outcomes_HaveTheirStatus()
    {
        using var engineer = host.Operator();

        host.Onboarding.Next = new ConsentResult.Given(AlreadyThere: true, "request-1");
        var given = await (await engineer.PostAsync($"{Customer}/onboarding/consent", null, Token)).JsonAsync();
        host.Onboarding.Next = new ConsentResult.NotPossible("Only for customers.");
        await (await engineer.PostAsync($"{Customer}/onboarding/consent", null, Token)).ProblemAsync(HttpStatusCode.Conflict, "nothing-to-do");
        host.Onboarding.Next = FakeOnboarding.Refused;
        var refused = await (await engineer.PostAsync($"{Customer}/onboarding/consent", null, Token)).ProblemAsync(HttpStatusCode.BadGateway, "upstream-refused");

        Assert.Equal("alreadyGranted", (string?)given["outcome"]);
        Assert.Equal("pc-1", (string?)refused["upstreamRequestId"]);
        Assert.Contains("AdminAgents", (string?)refused["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tenants_ChangingTheList_TakesTheRole()
    {
        using var engineer = host.Operator();

        await (await engineer.PostAsJsonAsync("/api/v1/tenants", new { tenant = "contoso.com" }, Token)).ProblemAsync(HttpStatusCode.Forbidden, "role-missing");
        await (await engineer.PostAsJsonAsync("/api/v1/tenants", new { }, Token)).ProblemAsync(HttpStatusCode.BadRequest, "invalid-body");
        await (await engineer.DeleteAsync(Customer, Token)).ProblemAsync(HttpStatusCode.Forbidden, "role-missing");
    }

    [Fact]
    public async Task Tags_Set_ComeBack()
    {
        using var engineer = host.Operator();

        var tenant = await (await engineer.PutAsJsonAsync($"{Customer}/tags", new { tags = new[] { "north", "gold" } }, Token)).JsonAsync();

        Assert.Equal(["gold", "north"], tenant["tags"]!.AsArray().Select(tag => (string?)tag));
    }
}
