using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph;
using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

public sealed class CircuitRevalidationTests(PortalHost host) : IClassFixture<PortalHost>
{
    private readonly FakeTokens _tokens = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private SignInSessions Sessions => host.Services.GetRequiredService<SignInSessions>();

    [Theory]
    [InlineData("Operator", true)]
    [InlineData("Admin", true)]
    [InlineData("Reader", false)]
    [InlineData("Nothing", false)]
    public async Task Check_RoleNow_DecidesOverTheCircuitAndTheCookie(string roleNow, bool goesOn)
    {
        var person = Person();
        _tokens.SignIn = () => Answer(roleNow);

        Assert.Equal(goesOn, await CheckAsync(person));
        Assert.Equal(goesOn, await Sessions.IsAliveAsync(person, Token));
    }

    [Fact]
    public async Task Check_EntraWantsThePersonBack_EndsTheSession()
    {
        var person = Person();
        _tokens.SignIn = () => throw FakeTokens.Challenge("AADSTS50057");

        Assert.False(await CheckAsync(person));
        Assert.False(await Sessions.IsAliveAsync(person, Token));
    }

    [Fact]
    public async Task Check_EntraIsAway_SaysNothingAgainstThePerson()
    {
        var person = Person();
        _tokens.SignIn = () => throw new MsalServiceException("request_timeout", "Entra did not answer.");

        Assert.True(await CheckAsync(person));
        Assert.True(await Sessions.IsAliveAsync(person, Token));
    }

    private async Task<bool> CheckAsync(ClaimsPrincipal person)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(Sessions)
            .AddSingleton(host.Services.GetRequiredService<HomeTenantGate>())
            .AddSingleton<ITokenAcquisition>(_tokens)
            .BuildServiceProvider();
        using var revalidation = new CircuitRevalidation(NullLoggerFactory.Instance, services.GetRequiredService<IServiceScopeFactory>());
        return await revalidation.MayGoOnAsync(person, Token);
    }

    private static AuthenticationResult Answer(string role) => new(
        "token", false, "unique", DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, FakeTenantCatalog.Home.ToString(), null, "id", [], Guid.Empty,
        claimsPrincipal: new ClaimsPrincipal(new ClaimsIdentity([new("roles", role)], "test")));

    private static ClaimsPrincipal Person()
    {
        var identity = new ClaimsIdentity(
            [new("tid", FakeTenantCatalog.Home.ToString()), new("oid", "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb"), new("preferred_username", "olga@fabrikam.example"), new("roles", nameof(PortalRole.Operator))],
            "test");
        SignInSessions.Begin(identity);
        return new ClaimsPrincipal(identity);
    }
}
