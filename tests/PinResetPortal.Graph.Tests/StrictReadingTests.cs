using System.Net;
using PinResetPortal.Core.Facts;
using PinResetPortal.Work.Onboarding;

namespace PinResetPortal.Graph;

/// <summary>What follows when one of several answers is none, and the two neighbours of Graph.</summary>
public sealed class StrictReadingTests
{
    private const string ToBoth = """[{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"g1"}},{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"g2"}}]""";

    [Fact]
    public async Task Read_ListGoesOnBehindALinkThatIsNone_IsNotUnderstood()
    {
        foreach (var link in new[] { "\"nowhere\"", "5", "{}", "\"https://elsewhere.example/list\"" })
        {
            await using var room = new GraphRoom();
            room.Stub.On(@"GET /v1.0/servicePrincipals\?.*appId in", $$"""{"@odata.nextLink":{{link}},"value":[]}""");

            Assert.Equal(UnreadableKind.NotUnderstood, (await room.ReadAsync()).PinResetClient.WhyUnreadable?.Kind);
        }
    }

    [Fact]
    public async Task Read_DeletedItemsAreNoAnswer_IsNotAbsent()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"GET /v1.0/servicePrincipals\?.*appId in", """{"value":[]}""");
        room.Stub.On("deletedItems", """{"error":{"code":"x"}}""");

        Assert.Equal(UnreadableKind.NotUnderstood, (await room.ReadAsync()).PinResetService.WhyUnreadable?.Kind);
    }

    [Theory]
    [InlineData(200, "null")]
    [InlineData(404, "null")]
    [InlineData(503, """{"error":{"code":"x"}}""")]
    public async Task Read_OneGroupOfTwoUnreadable_DoesNotLookDeleted(int status, string body)
    {
        await using var room = new GraphRoom();
        Groups(room);
        room.Stub.On(@"groups/g2\?", body, status);

        Assert.Equal(["g1"], (await room.ReadAsync()).Groups.ValueOrDefault?.Keys ?? []);
    }

    [Fact]
    public async Task Read_GroupThatGraphDoesNotKnow_IsGone()
    {
        await using var room = new GraphRoom();
        Groups(room);
        room.Stub.On("groups/g2", """{"error":{"code":"Request_ResourceNotFound","message":"Resource does not exist."}}""", 404);

        Assert.Equal([("g1", true), ("g2", false)], ((await room.ReadAsync()).Groups.ValueOrDefault ?? throw new InvalidOperationException()).Values.Select(group => (group.Id, group.Exists)));
    }

    [Theory]
    [InlineData(200, "<html>")]
    [InlineData(200, "")]
    [InlineData(200, "null")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"issuer":5}""")]
    [InlineData(200, """{"issuer":"https://elsewhere.example/"}""")]
    [InlineData(404, "<html>")]
    [InlineData(404, "{}")]
    [InlineData(400, "[]")]
    public async Task Resolve_AnswerIsNotEntras_IsNotUnderstood(int status, string body)
    {
        await using var room = new GraphRoom();
        room.Neighbours.Outer = (_, _) => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) };

        Assert.Equal(UnreadableKind.NotUnderstood, (await room.Resolver.ResolveAsync("contoso.com", TestContext.Current.CancellationToken)).WhyUnreadable?.Kind);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"error":{"code":"x"}}""")]
    [InlineData("""{"applicationId":5}""")]
    public async Task PartnerConsent_AnswerIsNotPartnerCenters_IsNotGranted(string body)
    {
        await using var room = new GraphRoom();
        room.Neighbours.Outer = (_, _) => new HttpResponseMessage(HttpStatusCode.Created) { Content = new StringContent(body) };

        var outcome = await room.PartnerConsent.GrantAsync(GraphRoom.Customer, GraphRoom.User, ["Application.Read.All"], TestContext.Current.CancellationToken);

        Assert.Equal(UnreadableKind.NotUnderstood, Assert.IsType<PartnerConsentOutcome.Refused>(outcome).Reason.Kind);
    }

    [Fact]
    public async Task Token_Empty_IsNotUnderstood()
    {
        await using var room = new GraphRoom();
        room.Tokens.Issued = "";

        Assert.Equal(UnreadableKind.NotUnderstood, (await room.ReadAsync()).Access.WhyUnreadable?.Kind);
    }

    /// <summary>A device is counted as asked only when Intune said so.</summary>
    [Fact]
    public async Task Sync_AnswerIsNotGraphs_IsNotCountedAsAsked()
    {
        await using var room = new GraphRoom();
        room.Stub.On("syncDevice", """{"error":{"code":"x"}}""");

        var counts = (await room.DeviceSync.SyncAsync(GraphRoom.Customer, GraphRoom.User, ["m1", "m2"], TestContext.Current.CancellationToken)).ValueOrDefault!;

        Assert.Equal((0, 2), (counts.Asked, counts.NotSent));
    }

    private static void Groups(GraphRoom room)
    {
        room.Stub.On("GET /beta/deviceManagement/configurationPolicies", Shapes.List(Shapes.Catalog("p1", assignments: ToBoth)));
        foreach (var id in new[] { "g1", "g2" })
        {
            room.Stub.On($@"groups/{id}\?", $$"""{"id":"{{id}}","displayName":"Pilot","groupTypes":[]}""");
            room.Stub.On($"groups/{id}/transitiveMembers", """{"value":[{"id":"u1"}]}""");
        }
    }
}
