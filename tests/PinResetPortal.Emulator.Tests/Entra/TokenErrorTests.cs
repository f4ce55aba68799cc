using System.Globalization;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Entra;

public sealed class TokenErrorTests
{
    private const string Morgan = "morgan@fabrikam-msp.example";
    private const string Ready = "a0000001-0000-4000-8000-000000000001";
    private const string NotConsented = "a0000018-0000-4000-8000-000000000018";
    private const string Expired = "a0000019-0000-4000-8000-000000000019";

    [Fact]
    public async Task Error_Body_HasTheDocumentedFields()
    {
        await using var emulator = await TestEmulator.StartAsync();

        var body = await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm(secret: "wrong"));

        Assert.Equal(401, body["_status"]!.GetValue<int>());
        Assert.Equal("invalid_client", body["error"]!.GetValue<string>());
        var description = body["error_description"]!.GetValue<string>();
        Assert.StartsWith("AADSTS7000215: ", description, StringComparison.Ordinal);
        Assert.Contains($"Trace ID: {body["trace_id"]} Correlation ID: {body["correlation_id"]} Timestamp: {body["timestamp"]}", description, StringComparison.Ordinal);
        Assert.Equal(7000215, body["error_codes"]!.AsArray().Single()!.GetValue<int>());
        Assert.Equal("2026-11-22 12:00:00Z", body["timestamp"]!.GetValue<string>());
    }

    [Fact]
    public async Task ClientCredentials_UnknownClient_Is700016()
    {
        await using var emulator = await TestEmulator.StartAsync();
        AssertCode(700016, "unauthorized_client", await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm(clientId: Guid.NewGuid().ToString())));
    }

    [Fact]
    public async Task ClientCredentials_PortalNotInTenant_Is700016()
    {
        await using var emulator = await TestEmulator.StartAsync();
        AssertCode(700016, "unauthorized_client", await emulator.TokenAsync(NotConsented, TestEmulator.AppForm()));
    }

    [Fact]
    public async Task ClientCredentials_PortalDisabled_Is7000112()
    {
        await using var emulator = await TestEmulator.StartAsync();
        SetOnPortal(emulator, Ready, "accountEnabled", false);
        AssertCode(7000112, "unauthorized_client", await emulator.TokenAsync(Ready, TestEmulator.AppForm()));
    }

    [Fact]
    public async Task ClientCredentials_UnknownTenant_Is90002()
    {
        await using var emulator = await TestEmulator.StartAsync();
        AssertCode(90002, "invalid_request", await emulator.TokenAsync(Guid.NewGuid().ToString(), TestEmulator.AppForm()));
    }

    [Fact]
    public async Task ClientCredentials_ScopeThatIsNotDefault_Is1002012()
    {
        await using var emulator = await TestEmulator.StartAsync();
        AssertCode(1002012, "invalid_scope", await emulator.TokenAsync(Ready, TestEmulator.AppForm(scope: "https://graph.microsoft.com/User.Read")));
    }

    [Fact]
    public async Task ClientCredentials_ResourceThatNobodyKnows_Is500011()
    {
        await using var emulator = await TestEmulator.StartAsync();
        AssertCode(500011, "invalid_resource", await emulator.TokenAsync(Ready, TestEmulator.AppForm(scope: "https://nowhere.example/.default")));
    }

    [Fact]
    public async Task Code_RedeemedTwice_Is54005()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var code = await CodeAsync(emulator);
        await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.CodeForm(code));
        AssertCode(54005, "invalid_grant", await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.CodeForm(code)));
    }

    [Fact]
    public async Task Code_ElevenMinutesOld_Is70008()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var code = await CodeAsync(emulator);
        emulator.Time.Advance(TimeSpan.FromMinutes(11));
        AssertCode(70008, "invalid_grant", await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.CodeForm(code)));
    }

    [Theory]
    [InlineData("another-verifier-that-is-as-long-as-the-first-one-was")]
    [InlineData("")]
    public async Task Code_WrongVerifier_Is501481(string verifier)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var form = TestEmulator.CodeForm(await CodeAsync(emulator)).Select(field => field.Item1 == "code_verifier" ? (field.Item1, verifier) : field).ToArray();
        AssertCode(501481, "invalid_grant", await emulator.TokenAsync(TestEmulator.Partner, form));
    }

    [Fact]
    public async Task Refresh_ScopeWithoutConsent_Is65001()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);

        var body = await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(tokens, "https://graph.microsoft.com/Directory.ReadWrite.All openid"));

        AssertCode(65001, "invalid_grant", body);
        Assert.Equal("consent_required", body["suberror"]!.GetValue<string>());
    }

    [Fact]
    public async Task Refresh_PartnerUserInTenantWithoutThePortal_Is90099()
    {
        await using var emulator = await TestEmulator.StartAsync();
        AssertCode(90099, "invalid_grant", await emulator.TokenAsync(NotConsented, TestEmulator.RefreshForm(await emulator.SignInAsync(Morgan))));
    }

    [Fact]
    public async Task Refresh_RelationshipExpired_Is50020()
    {
        await using var emulator = await TestEmulator.StartAsync();
        AssertCode(50020, "invalid_grant", await emulator.TokenAsync(Expired, TestEmulator.RefreshForm(await emulator.SignInAsync(Morgan))));
    }

    [Fact]
    public async Task Refresh_RelationshipEndsWhileSignedIn_Is50020()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);
        emulator.Time.Advance(TimeSpan.FromDays(700));
        tokens = await emulator.SignInAsync(Morgan);
        AssertCode(50020, "invalid_grant", await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(tokens)));
    }

    [Fact]
    public async Task Refresh_PersonWithoutAnyGdapGroup_Is50020()
    {
        await using var emulator = await TestEmulator.StartAsync();
        AssertCode(50020, "invalid_grant", await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(await emulator.SignInAsync("nico@fabrikam-msp.example"))));
    }

    [Fact]
    public async Task Refresh_AssignmentRequiredAndNotAssigned_Is50105()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);
        SetOnPortal(emulator, Ready, "appRoleAssignmentRequired", true);
        AssertCode(50105, "invalid_grant", await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(tokens)));
    }

    [Fact]
    public async Task Refresh_BlockedByConditionalAccess_Is53003()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);
        emulator.Tenant(TestEmulator.Partner).Write(all => all["users"].Single(user => user["userPrincipalName"]!.GetValue<string>() == Morgan)["_conditionalAccess"] = "block");
        AssertCode(53003, "invalid_grant", await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(tokens)));
    }

    [Fact]
    public async Task Refresh_ResourceNotInTenant_Is650052()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);
        AssertCode(650052, "invalid_client", await emulator.TokenAsync("a0000003-0000-4000-8000-000000000003", TestEmulator.RefreshForm(tokens, "https://cred.microsoft.com//user_impersonation")));
    }

    [Fact]
    public async Task Refresh_ScopeThatGraphDoesNotHave_Is650053()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var tokens = await emulator.SignInAsync(Morgan);
        AssertCode(650053, "invalid_client", await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(tokens, "https://graph.microsoft.com/Invented.Read.All")));
    }

    [Fact]
    public async Task Refresh_ForgedToken_Is70000()
    {
        await using var emulator = await TestEmulator.StartAsync();
        AssertCode(70000, "invalid_grant", await emulator.TokenAsync(Ready, TestEmulator.RefreshForm(new JsonObject { ["refresh_token"] = "bm90LW9uZS1vZi1vdXJzLW5vdC1vbmUtb2Ytb3Vycy0x" })));
    }

    [Fact]
    public async Task GrantType_Unknown_Is70003()
    {
        await using var emulator = await TestEmulator.StartAsync();
        AssertCode(70003, "unsupported_grant_type", await emulator.TokenAsync(Ready, ("grant_type", "password"), ("client_id", TestEmulator.PortalId), ("client_secret", TestEmulator.PortalSecret)));
    }

    private static async Task<string> CodeAsync(TestEmulator emulator)
    {
        var browser = emulator.OpenBrowser();
        await browser.OpenAsync(TestEmulator.AuthorizePath());
        await browser.SubmitAsync(("step", "account"), ("user", Morgan));
        return browser.Returned["code"];
    }

    private static void SetOnPortal(TestEmulator emulator, string tenant, string property, bool value) =>
        emulator.Tenant(tenant).Write(all => all["servicePrincipals"].Single(sp => sp["appId"]!.GetValue<string>() == TestEmulator.PortalId)[property] = value);

    private static void AssertCode(int code, string error, JsonObject body)
    {
        Assert.Equal(error, body["error"]?.GetValue<string>());
        Assert.StartsWith("AADSTS" + code.ToString(CultureInfo.InvariantCulture) + ":", body["error_description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(code, body["error_codes"]![0]!.GetValue<int>());
    }
}
