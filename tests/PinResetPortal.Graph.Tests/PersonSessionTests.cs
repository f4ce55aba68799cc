using System.Security.Claims;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph;

/// <summary>A person whose token came with a request: exchanged where it was issued, redeemed for the customer, and never confused with anybody else.</summary>
public sealed class PersonSessionTests
{
    private static readonly Actor Caller = CallerWith("one");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_OfARequest_IsExchangedAtHomeOnceAndRedeemedForTheCustomer()
    {
        await using var room = new GraphRoom(options => (options.AuthenticationScheme, options.ApiAuthenticationScheme) = ("browser", "api"));
        KeepsSessions(room.Tokens);

        await room.ReadAsync(actor: Caller);
        await room.ReadAsync(actor: Caller);

        Assert.Equal(
            [(GraphRoom.Customer.Id, false), (GraphRoom.Home.Id, true), (GraphRoom.Customer.Id, false), (GraphRoom.Customer.Id, false)],
            room.Tokens.Requests.Select(request => (TenantId.Parse(request.TenantId!), BroughtToken(request))));
        Assert.All(room.Tokens.Requests, request => Assert.Equal("api", request.Scheme));
        Assert.Single(room.Tokens.Requests.Select(request => request.Session).Distinct());
        Assert.Equal(["User.Read"], room.Tokens.Requests[1].Scopes);
    }

    [Fact]
    public async Task Token_OfAnotherRequest_IsFoundByAnotherKey()
    {
        await using var room = new GraphRoom();
        KeepsSessions(room.Tokens);

        await room.ReadAsync(actor: Caller);
        await room.ReadAsync(actor: CallerWith("two"));

        Assert.Equal(2, room.Tokens.Requests.Select(request => request.Session).Distinct().Count());
    }

    [Fact]
    public async Task Begin_PersonWithToken_GivesASessionOfItsOwnThatOnlyTheyCanUse()
    {
        await using var room = new GraphRoom();
        KeepsSessions(room.Tokens);

        var lasting = (await room.LastingSignIns.BeginAsync(Caller, GraphRoom.Customer, ["Application.ReadWrite.All"], Cancellation)).ValueOrDefault!;
        var restored = OperationActor.Of(lasting).Restore();

        Assert.Null((await room.ReadAsync(actor: restored)).Access.WhyUnreadable);
        Assert.DoesNotContain(room.Tokens.Requests[^1].Session!, lasting.Session, StringComparison.Ordinal);
        var stranger = (await room.ReadAsync(actor: restored with { Id = "user-2" })).Access.WhyUnreadable!;
        Assert.Equal((UnreadableKind.SignInRequired, MsalError.OboCacheKeyNotInCacheError), (stranger.Kind, stranger.Code));
        Assert.Contains("is no longer kept", stranger.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_CustomerRefusesThePermission_IsRefused()
    {
        await using var room = new GraphRoom();
        KeepsSessions(room.Tokens, request =>
        {
            if (request.Scopes.Contains("Application.ReadWrite.All"))
            {
                throw FakeTokens.Challenge("AADSTS50076");
            }
        });

        Assert.Equal("AADSTS50076", (await room.LastingSignIns.BeginAsync(Caller, GraphRoom.Customer, ["Application.ReadWrite.All"], Cancellation)).WhyUnreadable?.Code);
        Assert.True((await room.LastingSignIns.BeginAsync(Caller, null, [], Cancellation)).IsKnown(out _, out _));
        Assert.Single(room.Cleared);
    }

    [Fact]
    public async Task Begin_HomeTenantRefuses_IsAboutTheHomeTenant()
    {
        await using var room = new GraphRoom();
        KeepsSessions(room.Tokens, request =>
        {
            if (BroughtToken(request))
            {
                throw FakeTokens.Challenge("AADSTS65001");
            }
        });

        Assert.Contains("User.Read in your home tenant", (await room.LastingSignIns.BeginAsync(Caller, null, [], Cancellation)).WhyUnreadable?.Message, StringComparison.Ordinal);
        Assert.Contains("your home tenant", (await room.ReadAsync(actor: Caller)).Access.WhyUnreadable?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Begin_PersonOfThePagesOrApplication_LastsAsItIs()
    {
        await using var room = new GraphRoom();

        foreach (var actor in new[] { GraphRoom.User, GraphRoom.Application })
        {
            Assert.Same(actor, (await room.LastingSignIns.BeginAsync(actor, GraphRoom.Customer, ["Application.ReadWrite.All"], Cancellation)).ValueOrDefault);
        }

        Assert.Empty(room.Tokens.Requests);
    }

    [Fact]
    public async Task End_Session_LeavesTheTokenCache()
    {
        await using var room = new GraphRoom();
        KeepsSessions(room.Tokens);
        var lasting = (await room.LastingSignIns.BeginAsync(Caller, null, [], Cancellation)).ValueOrDefault!;

        await room.LastingSignIns.EndAsync(OperationActor.Of(lasting), Cancellation);
        await room.LastingSignIns.EndAsync(OperationActor.Of(Caller), Cancellation);

        Assert.Equal(room.Tokens.Requests[0].Session, Assert.Single(room.Cleared));
    }

    [Fact]
    public void Open_KeysThatAreGone_FindsNothing()
    {
        var session = new PersonSessions(new EphemeralDataProtectionProvider()).Close(Caller, "a key");

        Assert.NotEqual("a key", new PersonSessions(new EphemeralDataProtectionProvider()).Open(Caller.HomeTenantId, Caller.Id, session));
    }

    /// <summary>As MSAL does: nothing is found under a key before somebody brought a token to it.</summary>
    private static void KeepsSessions(FakeTokens tokens, Action<TokenRequest>? more = null)
    {
        var begun = new HashSet<string>();
        tokens.Refuse = request =>
        {
            more?.Invoke(request);
            if (BroughtToken(request))
            {
                begun.Add(request.Session!);
            }
            else if (!begun.Contains(request.Session!))
            {
                throw new MsalClientException(MsalError.OboCacheKeyNotInCacheError, "Nothing is kept under this key.");
            }
        };
    }

    private static bool BroughtToken(TokenRequest request) => request.User?.GetBootstrapToken() is not null;

    private static Actor CallerWith(string name) => GraphRoom.User with
    {
        Principal = new ClaimsPrincipal(new ClaimsIdentity("test") { BootstrapContext = FakeTokens.Token(GraphRoom.Home.Id.ToString(), "scp", [name], []) }),
    };
}
