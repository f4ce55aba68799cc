using System.Net;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph;

public sealed class RetryTests
{
    [Fact]
    public async Task Read_ItemsThrottled_AreAskedAgainAloneAfterTheLongestRetryAfter()
    {
        await using var room = new GraphRoom();
        var attempts = 0;
        room.Stub.On(@"/v1.0/domains\?", _ => attempts++ == 0 ? StubAnswer.Throttled("3") : new StubAnswer(200, """{"value":[{"id":"contoso.com","authenticationType":"Managed"}]}"""));
        var skus = 0;
        room.Stub.On("subscribedSkus", _ => skus++ == 0 ? StubAnswer.Throttled("7") : new StubAnswer(200, """{"value":[]}"""));

        var facts = await room.ReadAsync();

        Assert.Single(facts.Domains.ValueOrDefault!);
        Assert.NotNull(facts.Licences.ValueOrDefault);
        Assert.Equal([TimeSpan.FromSeconds(7)], room.Time.Waits.Where(IsPause));
        Assert.Single(room.Stub.Requests, request => request.Path.Contains("/organization", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_NoRetryAfter_WaitsLongerEachTimeWithJitter()
    {
        await using var room = new GraphRoom();
        var attempts = 0;
        room.Stub.On(@"/v1.0/domains\?", _ => attempts++ < 3 ? StubAnswer.Throttled() : new StubAnswer(200, """{"value":[]}"""));

        Assert.NotNull((await room.ReadAsync()).Domains.ValueOrDefault);

        var pauses = room.Time.Waits.Where(IsPause).Select(wait => wait.TotalMilliseconds).ToList();
        Assert.Collection(pauses, first => Assert.InRange(first, 250, 500), second => Assert.InRange(second, 500, 1000), third => Assert.InRange(third, 1000, 2000));
    }

    [Fact]
    public async Task Read_ThrottledForever_IsThrottledAndTheRestIsKnown()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"/v1.0/domains\?", _ => StubAnswer.Throttled("1"));

        var facts = await room.ReadAsync();

        Assert.Equal((UnreadableKind.Throttled, 429), (facts.Domains.WhyUnreadable!.Kind, facts.Domains.WhyUnreadable.Status));
        Assert.Equal("Contoso Ltd", facts.Organization.ValueOrDefault!.DisplayName);
        Assert.Equal(9, room.Stub.Requests.Count(request => request.Path.Contains("/domains", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Read_RetryAfterBeyondTheBudget_GivesUpAtOnce()
    {
        await using var room = new GraphRoom(options => options.RetryBudget = TimeSpan.FromSeconds(5));
        room.Stub.On(@"/v1.0/domains\?", _ => StubAnswer.Throttled("60"));

        Assert.Equal(UnreadableKind.Throttled, (await room.ReadAsync()).Domains.WhyUnreadable!.Kind);
        Assert.DoesNotContain(room.Time.Waits, IsPause);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(0)]
    public async Task Read_WholeBatchFails_IsSentAgain(int status)
    {
        await using var room = new GraphRoom();
        room.Stub.Outer = (_, number) => number > 2 ? null
            : status == 0 ? throw new HttpRequestException("dropped")
            : new HttpResponseMessage((HttpStatusCode)status) { Headers = { { "Retry-After", "2" } } };

        var facts = await room.ReadAsync();

        Assert.Equal("Contoso Ltd", facts.Organization.ValueOrDefault!.DisplayName);
        Assert.NotNull(facts.ConfigurationPolicies.ValueOrDefault);
        Assert.Equal(room.Stub.HttpRequests, facts.Cost.HttpRequests);
    }

    [Fact]
    public async Task Read_AnswerLacksAnItem_AsksForItAgain()
    {
        await using var room = new GraphRoom();
        room.Stub.Outer = (request, number) => number <= 2 ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"responses":[{"id":"99","status":200}]}""") } : null;

        Assert.NotNull((await room.ReadAsync()).Organization.ValueOrDefault);
    }

    /// <summary>A Retry-After that has passed, or none that can be read, must not make a busy loop.</summary>
    [Theory]
    [InlineData("Sat, 01 Jan 2000 00:00:00 GMT")]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("soon")]
    public async Task Read_RetryAfterThatIsNoPause_WaitsAsWithout(string retryAfter)
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"/v1.0/domains\?", _ => StubAnswer.Throttled(retryAfter));

        Assert.Equal(UnreadableKind.Throttled, (await room.ReadAsync()).Domains.WhyUnreadable!.Kind);

        var pauses = room.Time.Waits.Where(IsPause).ToList();
        Assert.Equal(8, pauses.Count);
        Assert.All(pauses, pause => Assert.True(pause >= TimeSpan.FromMilliseconds(250), $"Waited {pause}."));
    }

    [Fact]
    public async Task Read_RetryAfterOfAnHour_IsNotWaitedForAndSaysUntilWhen()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"/v1.0/domains\?", _ => StubAnswer.Throttled("3600"));

        var reason = (await room.ReadAsync()).Domains.WhyUnreadable!;

        Assert.Equal(UnreadableKind.Throttled, reason.Kind);
        Assert.Contains("2026-11-22 09:00 UTC", reason.NextStep, StringComparison.Ordinal);
        Assert.DoesNotContain(room.Time.Waits, IsPause);
    }

    [Fact]
    public async Task Write_RetryAfterOfAnHour_IsRefusedAndSaysUntilWhen()
    {
        await using var room = new GraphRoom();
        room.Stub.On("POST /v1.0/servicePrincipals", _ => StubAnswer.Throttled("3600"));

        var refused = Assert.IsType<ChangeOutcome.Refused>(await room.ExecuteAsync(new PlannedChange.CreateServicePrincipal("b8456c59-1230-44c7-a4a2-99b085333e84")));

        Assert.Contains("2026-11-22 09:00 UTC", refused.Reason.NextStep, StringComparison.Ordinal);
        Assert.Equal(1, room.Stub.HttpRequests);
    }

    [Fact]
    public async Task Read_PolicyPageFails_IsUnreadableNotPartial()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"configurationPolicies\?\$expand", $$"""{"@odata.nextLink":"https://graph.microsoft.com/beta/deviceManagement/configurationPolicies?$skiptoken=2","value":[{{Shapes.Catalog("p1")}}]}""");
        room.Stub.On(@"configurationPolicies\?\$skiptoken=2", """{"error":{"code":"InternalServerError"}}""", 500);

        Assert.Equal(UnreadableKind.Unavailable, (await room.ReadAsync()).ConfigurationPolicies.WhyUnreadable!.Kind);
    }

    // HttpClient's own time-out also asks for a timer.
    private static bool IsPause(TimeSpan wait) => wait > TimeSpan.Zero && wait < TimeSpan.FromSeconds(100);
}
