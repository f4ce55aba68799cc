using Microsoft.Identity.Client;
using PinResetPortal.Core.Facts;

namespace PinResetPortal.Graph;

public sealed class TenantTokensTests
{
    [Fact]
    public async Task Token_Delegated_IsForTheTenantAndThePrincipal()
    {
        await using var room = new GraphRoom(options => options.AuthenticationScheme = "browser");

        await room.ReadAsync();

        var request = Assert.Single(room.Tokens.Requests);
        Assert.Equal((GraphRoom.Customer.Id.ToString(), "browser"), (request.TenantId, request.Scheme));
        Assert.Same(GraphRoom.User.Principal, request.User);
        Assert.DoesNotContain(request.Scopes, scope => scope.Contains("ReadWrite", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_Application_IsAppOnly()
    {
        await using var room = new GraphRoom();
        room.Tokens.Granted = ["Application.Read.All"];

        var facts = await room.ReadAsync(actor: GraphRoom.Application);

        Assert.Null(Assert.Single(room.Tokens.Requests).User);
        Assert.Equal(["Application.Read.All"], facts.Access.ValueOrDefault!.Scopes);
    }

    [Fact]
    public async Task Token_OfAnotherTenant_IsNeverUsed()
    {
        await using var room = new GraphRoom();
        room.Tokens.IssuedFor = GraphRoom.Home.Id;

        await Assert.ThrowsAsync<InvalidOperationException>(() => room.ReadAsync());

        Assert.Equal(0, room.Stub.HttpRequests);
    }

    [Fact]
    public async Task Token_CustomerConsentedToLess_ReadsWhatIsGranted()
    {
        await using var room = new GraphRoom();
        room.Tokens.Granted = ["User.Read", "Application.Read.All"];
        room.Tokens.Refuse = request =>
        {
            if (request.Scopes is not [".default"])
            {
                throw FakeTokens.Challenge("AADSTS65001");
            }
        };

        Assert.NotNull((await room.ReadAsync()).PinResetService.ValueOrDefault);
    }

    [Theory]
    [InlineData("AADSTS65001", UnreadableKind.PortalNotConsented)]
    [InlineData("AADSTS700016", UnreadableKind.PortalNotConsented)]
    [InlineData("AADSTS90099", UnreadableKind.PortalNotConsented)]
    [InlineData("AADSTS50020", UnreadableKind.RoleMissing)]
    [InlineData("AADSTS90002", UnreadableKind.TenantNotFound)]
    [InlineData("AADSTS50076", UnreadableKind.SignInRequired)]
    [InlineData("AADSTS53003", UnreadableKind.SignInRequired)]
    [InlineData("AADSTS7000215", UnreadableKind.CredentialRefused)]
    [InlineData("AADSTS7000222", UnreadableKind.CredentialRefused)]
    [InlineData("AADSTS700027", UnreadableKind.CredentialRefused)]
    [InlineData("AADSTS700082", UnreadableKind.SignInRequired)]
    public async Task Token_RefusedForCustomer_SaysWhy(string code, UnreadableKind expected)
    {
        await using var room = new GraphRoom();
        room.Tokens.Refuse = _ => throw FakeTokens.Challenge(code);

        var reason = (await room.ReadAsync()).Organization.WhyUnreadable!;

        Assert.Equal((expected, code), (reason.Kind, reason.Code));
        Assert.NotNull(reason.NextStep);
        Assert.Equal(expected == UnreadableKind.SignInRequired, reason.Challenge is not null);
        Assert.Equal(0, room.Stub.HttpRequests);
    }

    [Fact]
    public async Task Token_NotConsentedAtHome_IsAChallengeWithTheScopes()
    {
        await using var room = new GraphRoom();
        room.Tokens.Granted = ["User.Read"];
        room.Tokens.Refuse = request =>
        {
            if (request.Scopes is not [".default"])
            {
                throw FakeTokens.Challenge("AADSTS65001");
            }
        };

        var reason = (await room.ReadAsync(GraphRoom.Home)).Organization.WhyUnreadable!;

        Assert.Equal(UnreadableKind.SignInRequired, reason.Kind);
        Assert.Contains("Application.Read.All", reason.Challenge!.Scopes);
    }

    [Fact]
    public async Task Token_AppOnlyNotConsented_IsPortalNotConsented()
    {
        await using var room = new GraphRoom();
        room.Tokens.Refuse = _ => throw new MsalServiceException("unauthorized_client", "AADSTS700016: not found", 400);

        Assert.Equal(UnreadableKind.PortalNotConsented, (await room.ReadAsync(actor: GraphRoom.Application)).Organization.WhyUnreadable!.Kind);
    }

    [Fact]
    public async Task Token_EntraThrottlesOrIsDown_IsSaid()
    {
        await using var room = new GraphRoom();
        room.Tokens.Refuse = _ => throw new MsalServiceException("throttled", "slow down", 429);
        Assert.Equal(UnreadableKind.Throttled, (await room.ReadAsync()).Organization.WhyUnreadable!.Kind);
        room.Tokens.Refuse = _ => throw new HttpRequestException("no route");
        Assert.Equal(UnreadableKind.Unavailable, (await room.ReadAsync()).Organization.WhyUnreadable!.Kind);
    }
}
