using System.Net;

namespace PinResetPortal.Hosting;

public sealed class ApiPeopleTests(PortalHost host) : IClassFixture<PortalHost>
{
    private static readonly string People = $"/api/v1/tenants/{FakeTenantCatalog.Customer}/people";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Search_AsReader_ListsPeopleAndIsKeptOutOfCaches()
    {
        using var reader = host.Reader();

        using var answer = await reader.GetAsync(People + "?search=ada", Token);

        var hit = Assert.Single((await answer.JsonAsync()).AsArray())!;
        Assert.Equal(["accountEnabled", "displayName", "id", "userPrincipalName"], hit.Fields().Order(StringComparer.Ordinal));
        Assert.Equal("Ada Berg", (string?)hit["displayName"]);
        Assert.Equal("ada", host.People.LastSearch);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task Person_Found_HasVerdictCausesDevicesMethodsAndSignIns()
    {
        using var reader = host.Reader();

        using var answer = await reader.GetAsync($"{People}/{FakePeople.Known}", Token);
        var person = await answer.JsonAsync();

        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal(("CannotReset", "d-1", "NotReady"), ((string?)person["verdict"], (string?)person["deviceId"], (string?)person["tenantVerdict"]));
        Assert.Equal(["consent.service", "sign-in.conditional-access"], person["causes"]!.AsArray().Select(cause => (string?)cause!["id"]));
        Assert.Equal("/guide/cause-service-consent-missing", (string?)person["causes"]![0]!["guide"]);
        var device = Assert.Single(person["devices"]!.AsArray())!;
        Assert.Equal(("PC d-1", "azureADJoined", true), ((string?)device["name"], (string?)device["joinType"], (bool?)device["pinRecovery"]!["value"]));
        Assert.Equal(("Hello", "Succeeded"), ((string?)device["pinRecovery"]!["policies"]![0]!["name"], (string?)device["pinRecovery"]!["policies"]![0]!["state"]));
        Assert.Equal(3, person["methods"]!.AsArray().Count);
        Assert.True((bool?)person["registration"]!["isMfaCapable"]);
        Assert.Equal(("allowed", "contoso.example", false), ((string?)person["accessPass"], (string?)person["domain"]!["name"], (bool?)person["domain"]!["federated"]));
        var policy = Assert.Single(person["conditionalAccess"]!.AsArray())!;
        Assert.Equal(("CA - Locations", true, "stops", false), ((string?)policy["name"], (bool?)policy["applies"], (string?)policy["effect"], (bool?)policy["reportOnly"]));
        Assert.Equal("it blocks access", (string?)policy["demand"]);
        Assert.Equal(("AADSTS53003", "/guide/aadsts-53003"), ((string?)person["signIns"]![0]!["code"], (string?)person["signIns"]![0]!["guide"]));
    }

    [Fact]
    public async Task Person_LanguageGiven_HasTextsForTheUser()
    {
        using var reader = host.Reader();

        using var answer = await reader.GetAsync($"{People}/{FakePeople.Known}?language=de", Token);
        using var without = await reader.GetAsync($"{People}/{FakePeople.Known}", Token);

        var texts = (await answer.JsonAsync())["userTexts"]!.AsArray();
        Assert.Equal(["wait", "afterRepair", "signInScreen", "settings"], texts.Select(text => (string?)text!["kind"]));
        Assert.Equal(("de", "Ihre Windows-PIN: bitte noch nicht zurücksetzen"), ((string?)texts[0]!["language"], (string?)texts[0]!["title"]));
        Assert.Contains("PC d-1", (string?)texts[0]!["text"], StringComparison.Ordinal);
        Assert.Null((await without.JsonAsync())["userTexts"]);
    }

    [Theory]
    [InlineData("?search=", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("/not-an-id", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("/aaaaaaaa-0000-4000-8000-00000000000a?language=klingon", HttpStatusCode.BadRequest, "bad-request")]
    [InlineData("/aaaaaaaa-0000-4000-8000-00000000dead", HttpStatusCode.NotFound, "person-not-found")]
    [InlineData("/aaaaaaaa-0000-4000-8000-00000000000a?device=d-9", HttpStatusCode.NotFound, "device-not-found")]
    public async Task Request_BadOrUnknown_SaysWhatIsWrong(string path, HttpStatusCode status, string type)
    {
        using var reader = host.Reader();

        using var answer = await reader.GetAsync(People + path, Token);

        await answer.ProblemAsync(status, type);
    }

    [Theory]
    [InlineData("?search=ada")]
    [InlineData("/aaaaaaaa-0000-4000-8000-00000000000a")]
    public async Task Request_TenantOfSomebodyElseOrRefusedByGraph_SaysSo(string path)
    {
        using var reader = host.Reader();

        using var stranger = await reader.GetAsync($"/api/v1/tenants/{FakeTenantCatalog.Stranger}/people{path}", Token);
        using var refused = await reader.GetAsync($"/api/v1/tenants/{FakeTenantCatalog.Home}/people{path}", Token);

        await stranger.ProblemAsync(HttpStatusCode.NotFound, "tenant-not-found");
        Assert.Contains("Directory Readers", (string)(await refused.ProblemAsync(HttpStatusCode.BadGateway, "upstream-refused"))["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithoutRole_IsForbidden()
    {
        using var nobody = host.Caller(TestTokens.Application(null));

        using var answer = await nobody.GetAsync($"{People}/{FakePeople.Known}", Token);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }
}
