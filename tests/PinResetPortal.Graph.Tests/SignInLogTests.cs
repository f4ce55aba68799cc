using System.Text.RegularExpressions;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.SignIns;

namespace PinResetPortal.Graph;

/// <summary>The sign-in log of a tenant: what is asked for, and what becomes of the answers of Microsoft's reference page.</summary>
public sealed class SignInLogTests
{
    private const string SignIn = """
        {"id":"66ea54eb-6301-4ee5-be62-ff5a759b0100","createdDateTime":"2026-11-20T16:03:35Z","userDisplayName":"Test Contoso","userPrincipalName":"test@contoso.com",
         "userId":"26be570a-ae82-4189-b4e2-a37c6808512d","appId":"9115dd05-fad5-4f9c-acc7-305d08b1b04e","appDisplayName":"Microsoft Pin Reset Client Production",
         "ipAddress":"198.51.100.7","clientAppUsed":"Browser","conditionalAccessStatus":"notApplied","status":{"errorCode":65001,"failureReason":"No consent.","additionalDetails":null}}
        """;

    [FactAttribute]
    public async Task Read_AsksForBothAppsAndTheDays_OnceAndWithThePermission()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"GET /v1.0/auditLogs/signIns\?", $$"""{"value":[{{SignIn}}]}""");

        var log = await ReadAsync(room);

        var request = Assert.Single(room.Stub.Requests);
        Assert.Matches(
            new Regex(@"^/v1\.0/auditLogs/signIns\?\$filter=\(appId eq '9115dd05-[^']+' or appId eq 'b8456c59-[^']+'\) and createdDateTime ge \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ&\$top=1000$"),
            request.Path);
        Assert.Contains("AuditLog.Read.All", room.Tokens.Requests[^1].Scopes);
        Assert.True(log.ValueOrDefault!.Complete);
        Assert.Equal(
            new LoggedSignIn("26be570a-ae82-4189-b4e2-a37c6808512d", new DateTimeOffset(2026, 11, 20, 16, 3, 35, TimeSpan.Zero), "9115dd05-fad5-4f9c-acc7-305d08b1b04e", 65001),
            Assert.Single(log.ValueOrDefault.SignIns));
    }

    [FactAttribute]
    public async Task Read_WithFurtherPages_ReadsTheNewestAndSaysSo()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"GET /v1.0/auditLogs/signIns\?", $$"""{"@odata.nextLink":"https://graph.microsoft.com/v1.0/auditLogs/signIns?$skiptoken=1","value":[{{SignIn}}]}""");

        var log = await ReadAsync(room);

        Assert.False(log.ValueOrDefault!.Complete);
        Assert.Single(room.Stub.Requests);
    }

    [FactAttribute]
    public async Task Read_WithoutPremium_SaysThatTheLicenceIsMissing()
    {
        await using var room = new GraphRoom();
        room.Stub.On(
            @"GET /v1.0/auditLogs/signIns\?",
            """{"error":{"code":"Authentication_RequestFromNonPremiumTenantOrB2CTenant","message":"Neither tenant is B2C or tenant doesn't have premium license"}}""",
            403);

        Assert.Equal(UnreadableKind.LicenceMissing, (await ReadAsync(room)).WhyUnreadable!.Kind);
    }

    [FactAttribute]
    public async Task Read_SixthTimeInTenSeconds_WaitsForTheLimit()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"GET /v1.0/auditLogs/signIns\?", """{"value":[]}""");
        var started = room.Time.GetUtcNow();
        for (var read = 0; read < 5; read++)
        {
            await ReadAsync(room);
        }

        Assert.True(room.Time.GetUtcNow() - started < TimeSpan.FromSeconds(10));
        await ReadAsync(room);
        Assert.True(room.Time.GetUtcNow() - started >= TimeSpan.FromSeconds(10));
    }

    private static Task<Fact<SignInLog>> ReadAsync(GraphRoom room) => room.SignIns.ReadAsync(GraphRoom.Customer, GraphRoom.User, 7, TestContext.Current.CancellationToken);
}
