using System.Net.Http.Headers;
using System.Text;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Emulator.Entra;
using PinResetPortal.Work.Onboarding;

namespace PinResetPortal.Graph.Onboarding;

/// <summary>The Emulator's Partner Center refuses what the real one refuses.</summary>
public sealed class PartnerCenterTests
{
    private const string Grants = """[{"enterpriseApplicationId":"00000003-0000-0000-c000-000000000000","scope":"SCOPES"}]""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://api.partnercenter.microsoft.com/.default", "Directory.Read.All Application.Read.All", 400)]
    [InlineData("https://api.partnercenter.microsoft.com/.default", "Directory.Read.All,No.Such.Scope", 400)]
    [InlineData("https://graph.microsoft.com/.default", "Directory.Read.All", 401)]
    [InlineData("https://api.partnercenter.microsoft.com/.default", "Directory.Read.All,Application.Read.All", 201)]
    public async Task Create_ScopesAndAudience_AreChecked(string audience, string scopes, int status)
    {
        await using var world = await OnboardingWorld.StartAsync();
        var tenant = world.Add("\"portalConsent\":\"none\"");

        Assert.Equal(status, await PostAsync(world, tenant.Id.ToString(), scopes, audience));
    }

    [Fact]
    public async Task Create_NotACustomer_IsNotFound()
    {
        await using var world = await OnboardingWorld.StartAsync();

        Assert.Equal(404, await PostAsync(world, Guid.NewGuid().ToString(), "Directory.Read.All"));
    }

    [Fact]
    public async Task Create_WithoutToken_IsUnauthorized()
    {
        await using var world = await OnboardingWorld.StartAsync();
        using var response = await world.Http.PostAsync($"https://api.partnercenter.microsoft.com/v1/customers/{Guid.NewGuid()}/applicationconsents", null, Token);

        Assert.Equal(401, (int)response.StatusCode);
        Assert.Contains("\"source\":\"PartnerFD\"", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grant_NotACustomer_SaysSo()
    {
        await using var world = await OnboardingWorld.StartAsync();
        var stranger = world.Add() with { Id = new TenantId(Guid.NewGuid()) };

        var outcome = await world.PartnerConsent.GrantAsync(stranger, await world.SignInAsync("olive@fabrikam-msp.example"), ["Directory.Read.All"], Token);

        Assert.Equal(404, Assert.IsType<PartnerConsentOutcome.Refused>(outcome).Reason.Status);
    }

    private static async Task<int> PostAsync(OnboardingWorld world, string customer, string scopes, string audience = "https://api.partnercenter.microsoft.com/.default")
    {
        var olive = await world.SignInAsync("olive@fabrikam-msp.example");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"https://api.partnercenter.microsoft.com/v1/customers/{customer}/applicationconsents");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await world.TokenAsync(olive, audience));
        request.Content = new StringContent($$"""{"applicationId":"{{TestEmulator.PortalId}}","applicationGrants":{{Grants.Replace("SCOPES", scopes, StringComparison.Ordinal)}} }""", Encoding.UTF8, "application/json");
        using var response = await world.Http.SendAsync(request, Token);
        return (int)response.StatusCode;
    }
}
