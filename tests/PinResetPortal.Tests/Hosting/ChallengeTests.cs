using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

public sealed class ChallengeTests(PortalHost host) : IClassFixture<PortalHost>
{
    private ChallengeScopes Scopes => host.Services.GetRequiredService<ChallengeScopes>();

    [Theory]
    [InlineData("RoleManagement.ReadWrite.Directory")]
    [InlineData("User.Read RoleManagement.ReadWrite.Directory")]
    [InlineData("https://graph.microsoft.com/RoleManagement.ReadWrite.Directory")]
    [InlineData("https://graph.microsoft.com.evil.example/User.Read")]
    [InlineData("https://management.azure.com/user_impersonation")]
    [InlineData("https://api.partnercenter.microsoft.com/User.Read")]
    [InlineData("openid")]
    [InlineData("<script>")]
    public async Task Challenge_ScopeThatThePortalDoesNotUse_Is400(string scopes)
    {
        using var client = host.SignedIn(PortalRole.Reader);

        using var answer = await client.GetAsync($"/authentication/challenge?tenant={FakeTenantCatalog.Home}&scopes={Uri.EscapeDataString(scopes)}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(Scopes.Read(scopes));
    }

    [FactAttribute]
    public void Scopes_EveryPermissionOfTheRegistration_IsTaken()
    {
        foreach (var permission in PortalPermissions.All)
        {
            var scope = permission.Resource == PortalPermissions.PartnerCenter ? $"https://api.partnercenter.microsoft.com/{permission.Name}" : permission.Name;

            Assert.EndsWith($"/{permission.Name}", Assert.Single(Scopes.Read(scope)!), StringComparison.Ordinal);
        }

        Assert.Equal(["https://graph.microsoft.com/User.Read"], Scopes.Read(null));
        Assert.Equal(["https://graph.microsoft.com/.default"], Scopes.Read(".default"));
    }
}
