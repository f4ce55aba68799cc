using System.Security.Claims;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph;
using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

/// <summary>Whether a sign-in goes on: the same question for a request and for a circuit.</summary>
public sealed class SessionCheckTests(PortalHost host) : IClassFixture<PortalHost>
{
    private readonly FakeTokens _tokens = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static TimeSpan PastRoleAge => SessionCheck.RoleAge + TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("Operator", true)]
    [InlineData("Admin", true)]
    [InlineData("Reader", false)]
    [InlineData("Nothing", false)]
    public async Task Check_RoleNow_DecidesOverTheCircuitAndTheCookie(string roleNow, bool goesOn)
    {
        var (check, sessions, person) = await BeginAsync();
        _tokens.SignIn = () => Answer(roleNow);
        _time.Advance(PastRoleAge);

        Assert.Equal(goesOn, await check.MayGoOnAsync(person, Token));
        Assert.Equal(goesOn, await sessions.IsAliveAsync(person, Token));
    }

    [Fact]
    public async Task Check_JustSignedIn_AsksNobody()
    {
        var (check, _, person) = await BeginAsync();
        _tokens.SignIn = () => throw new InvalidOperationException("Entra was asked.");

        Assert.True(await check.MayGoOnAsync(person, Token));
    }

    [Fact]
    public async Task Check_ManyRequestsAtOnce_AskOnce()
    {
        var (check, _, person) = await BeginAsync();
        var asked = 0;
        _tokens.SignIn = () =>
        {
            Interlocked.Increment(ref asked);
            return Answer("Operator");
        };
        _time.Advance(PastRoleAge);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => check.MayGoOnAsync(person, Token)));

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task Check_EntraWantsThePersonBack_EndsTheSession()
    {
        var (check, sessions, person) = await BeginAsync();
        _tokens.SignIn = () => throw FakeTokens.Challenge("AADSTS50057");
        _time.Advance(PastRoleAge);

        Assert.False(await check.MayGoOnAsync(person, Token));
        Assert.False(await sessions.IsAliveAsync(person, Token));
    }

    [Fact]
    public async Task Check_EntraIsAway_SaysNothingAgainstThePerson()
    {
        var (check, _, person) = await BeginAsync();
        _tokens.SignIn = () => throw new MsalServiceException("request_timeout", "Entra did not answer.");
        _time.Advance(PastRoleAge);

        Assert.True(await check.MayGoOnAsync(person, Token));
    }

    [Fact]
    public async Task Check_PastTheLongestTime_EndsHoweverOftenItWasUsed()
    {
        var (check, _, person) = await BeginAsync();
        _tokens.SignIn = () => Answer("Operator");
        for (var hour = 0; hour < 23; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            Assert.True(await check.MayGoOnAsync(person, Token));
        }

        _time.Advance(TimeSpan.FromHours(1));

        Assert.False(await check.MayGoOnAsync(person, Token));
    }

    [Fact]
    public async Task Check_TenantOffTheList_Ends()
    {
        var (check, _, person) = await BeginAsync(FakeTenantCatalog.Stranger);

        Assert.False(await check.MayGoOnAsync(person, Token));
    }

    [Fact]
    public async Task Check_ClaimsOfOursInTheToken_CountForNothing()
    {
        var (_, sessions, _) = await BeginAsync();
        var identity = Identity(FakeTenantCatalog.Home);
        identity.AddClaims([new(SignInSessions.SessionClaim, "of-somebody-else"), new(SignInSessions.BeganClaim, "99999999999999")]);

        await sessions.BeginAsync(identity, Token);

        Assert.NotEqual("of-somebody-else", identity.FindAll(SignInSessions.SessionClaim).Single().Value);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture), identity.FindAll(SignInSessions.BeganClaim).Single().Value);
    }

    private async Task<(SessionCheck Check, SignInSessions Sessions, ClaimsPrincipal Person)> BeginAsync(TenantId? home = null)
    {
        var services = new ServiceCollection().AddSingleton<ITokenAcquisition>(_tokens).BuildServiceProvider();
        var options = host.Services.GetRequiredService<IOptionsMonitor<PortalOptions>>();
        var kept = new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions()));
        var sessions = new SignInSessions(kept, new MemoryCache(new MemoryCacheOptions()), options, _time);
        var roles = new EntraRoles(services.GetRequiredService<IServiceScopeFactory>(), NullLogger<EntraRoles>.Instance);
        var check = new SessionCheck(sessions, host.Services.GetRequiredService<HomeTenantGate>(), roles, new MemoryCache(new MemoryCacheOptions()), _time);
        var identity = Identity(home ?? FakeTenantCatalog.Home);
        await sessions.BeginAsync(identity, Token);
        return (check, sessions, new ClaimsPrincipal(identity));
    }

    private static AuthenticationResult Answer(string role) => new(
        "token", false, "unique", DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, FakeTenantCatalog.Home.ToString(), null, "id", [], Guid.Empty,
        claimsPrincipal: new ClaimsPrincipal(new ClaimsIdentity([new("roles", role)], "test")));

    private static ClaimsIdentity Identity(TenantId home) => new(
        [new("tid", home.ToString()), new("oid", "bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb"), new("preferred_username", "olga@fabrikam.example"), new("roles", nameof(PortalRole.Operator))],
        "test");
}
