using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;
using PinResetPortal.SignIn;

namespace PinResetPortal.Setup;

/// <summary>A portal for one tenant, with the registration and the files that <c>setup</c> made and nothing else: people sign in, over OpenID Connect.</summary>
public sealed class SingleTenantSignInTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("certificate")]
    [InlineData("secret")]
    public async Task SignIn_RegistrationMadeBySetup_GetsInAndOutAgain(string credential)
    {
        await using var world = await SetupWorld.StartAsync();
        var end = await world.RunAsync($"setup --url {SetupWorld.Url} --yes --credential {credential}");
        Assert.True(end.Code == ExitCodes.Done, end.Out + end.Error);
        await using var host = new SetUpHost(world);
        using var portal = host.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new(SetupWorld.Url) });
        var browser = world.OpenBrowser();

        using var challenge = await portal.GetAsync("/authentication/login", Token);
        await browser.OpenAsync(challenge.Headers.Location!.PathAndQuery);
        await SetupWorld.SignInAsync(browser, world.Admin);
        using var form = new FormUrlEncodedContent(browser.Returned);
        using var back = await portal.PostAsync("/signin-oidc", form, Token);
        using var page = await portal.GetAsync("/", Token);

        Assert.Contains($"/{world.TenantId}/", challenge.Headers.Location.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal("/", back.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Overview", await page.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    /// <summary>Settings of the portal come from the files alone; only where Entra stands in is said from outside.</summary>
    private sealed class SetUpHost(SetupWorld world) : WebApplicationFactory<IChallengeLinks>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Test");
            builder.ConfigureLogging(logging => logging.ClearProviders());
            foreach (var (key, value) in world.Base)
            {
                builder.UseSetting(key, value);
            }
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        }
    }
}
