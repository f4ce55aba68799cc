namespace PinResetPortal.Graph;

/// <summary>When a read of a tenant asks the sign-in log: once a day, where it can be read, and beside the rest of the second wave.</summary>
public sealed class SignInFactsTests
{
    private const string Log = @"GET /v1.0/auditLogs/signIns\?";

    [FactAttribute]
    public async Task Read_PremiumAndPermission_AsksOnceADay()
    {
        await using var room = Room(Refused(0));

        var first = await room.ReadAsync();
        var second = await room.ReadAsync();
        room.Time.Advance(TimeSpan.FromDays(1));
        await room.ReadAsync();

        Assert.Equal(2, Asked(room));
        Assert.Equal(2, first.Cost.Waves);
        Assert.Equal(first.SignIns!.ValueOrDefault!.ClientSucceededAt, second.SignIns!.ValueOrDefault!.ClientSucceededAt);
        Assert.NotNull(second.SignIns.ValueOrDefault.ClientSucceededAt);
    }

    [FactAttribute]
    public async Task Read_LastAnswerWasARefusal_AsksAgainForTheOneWhoLooks()
    {
        await using var room = Room(Refused(65001));
        await room.ReadAsync();

        room.Stub.On(Log, $$"""{"value":[{{Refused(0, "2026-11-21T00:00:00Z")}},{{Refused(65001)}}]}""");
        var facts = await room.ReadAsync();

        Assert.Equal(2, Asked(room));
        Assert.Null(facts.SignIns!.ValueOrDefault!.GrantRefused);
    }

    [Theory]
    [InlineData("INTUNE_A", "Application.Read.All AuditLog.Read.All")]
    [InlineData("AAD_PREMIUM", "Application.Read.All")]
    public async Task Read_WithoutLicenceOrPermission_DoesNotAsk(string plan, string scopes)
    {
        await using var room = Room(Refused(0), plan, scopes);

        Assert.Null((await room.ReadAsync()).SignIns);
        Assert.Equal(0, Asked(room));
    }

    [FactAttribute]
    public async Task Read_LogIsRefused_IsReadAsWithoutIt()
    {
        await using var room = Room(Refused(0));
        room.Stub.On(Log, """{"error":{"code":"Authorization_RequestDenied","message":"no"}}""", 403);

        Assert.Null((await room.ReadAsync()).SignIns);
    }

    [FactAttribute]
    public async Task Read_OnDemand_IsKnownToTheNextRead()
    {
        await using var room = Room(Refused(0), scopes: "Application.Read.All");

        await room.SignIns.ReadAsync(GraphRoom.Customer, GraphRoom.User, 7, TestContext.Current.CancellationToken);

        Assert.NotNull((await room.ReadAsync()).SignIns!.ValueOrDefault!.ClientSucceededAt);
    }

    private static int Asked(GraphRoom room) => room.Stub.Requests.Count(request => request.Path.Contains("/auditLogs/signIns", StringComparison.Ordinal));

    private static GraphRoom Room(string signIn, string plan = "AAD_PREMIUM", string scopes = "Application.Read.All AuditLog.Read.All")
    {
        var room = new GraphRoom();
        room.Tokens.Granted = scopes.Split(' ');
        room.Stub.On(@"GET /v1.0/subscribedSkus\?", $$"""{"value":[{"id":"sku","capabilityStatus":"Enabled","servicePlans":[{"servicePlanName":"INTUNE_A"},{"servicePlanName":"{{plan}}"}]}]}""");
        room.Stub.On(Log, $$"""{"value":[{{signIn}}]}""");
        return room;
    }

    private static string Refused(int code, string at = "2026-11-20T16:03:35Z") => $$"""
        {"id":"{{code}}-{{at}}","createdDateTime":"{{at}}","userId":"26be570a-ae82-4189-b4e2-a37c6808512d","appId":"9115dd05-fad5-4f9c-acc7-305d08b1b04e","status":{"errorCode":{{code}} } }
        """;
}
