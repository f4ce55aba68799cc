namespace PinResetPortal.Graph;

public sealed class WarmReadTests
{
    [Fact]
    public async Task SecondRead_NothingChanged_IsOneWaveAndTheSameFacts()
    {
        await using var room = Tenant(out _);

        var cold = await room.ReadAsync();
        var warm = await room.ReadAsync();

        Assert.Equal((2, 1, 2), (cold.Cost.Waves, warm.Cost.Waves, warm.Cost.HttpRequests));
        var before = Assert.Single(cold.ConfigurationPolicies.ValueOrDefault!);
        var after = Assert.Single(warm.ConfigurationPolicies.ValueOrDefault!);
        Assert.Equal(before.Document, after.Document);
        Assert.Equal(before.Settings, after.Settings);
        Assert.Equal(before.Assignments, after.Assignments);
        Assert.Equal("Pilot", warm.Groups.ValueOrDefault!["g1"].DisplayName);
    }

    [Fact]
    public async Task SecondRead_OnePolicyChanged_ReadsItsSettingsAgain()
    {
        await using var room = Tenant(out var set);
        await room.ReadAsync();
        set("2026-02-02T00:00:00Z", false);

        var warm = await room.ReadAsync();

        Assert.EndsWith("_false", warm.ConfigurationPolicies.ValueOrDefault![0].Settings[0].Value, StringComparison.Ordinal);
        Assert.Equal(2, warm.Cost.Waves);
        await using var other = Tenant(out var setOther);
        setOther("2026-02-02T00:00:00Z", false);
        Assert.Equal((await other.ReadAsync()).ConfigurationPolicies.ValueOrDefault![0].Document, warm.ConfigurationPolicies.ValueOrDefault![0].Document);
    }

    [Fact]
    public async Task SecondRead_AssignmentsChanged_AreReadFresh()
    {
        await using var room = new GraphRoom();
        var assignments = "[]";
        room.Stub.On(@"configurationPolicies\?", request => new StubAnswer(200, Shapes.List(Shapes.Catalog("p1", assignments: assignments, withSettings: !request.Path.Contains("$select", StringComparison.Ordinal)))));
        await room.ReadAsync();
        assignments = """[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]""";

        Assert.Single((await room.ReadAsync()).ConfigurationPolicies.ValueOrDefault![0].Assignments);
    }

    [Fact]
    public async Task SecondRead_OtherTenant_TakesNothingFromTheFirst()
    {
        await using var room = Tenant(out _);
        await room.ReadAsync();
        var before = room.Stub.Requests.Count;

        await room.ReadAsync(GraphRoom.Home);

        Assert.Contains(room.Stub.Requests.Skip(before), request => request.Path.Contains("$expand=settings", StringComparison.Ordinal));
        Assert.Equal(GraphRoom.Home.Id.ToString(), room.Tokens.Requests[^1].TenantId);
    }

    [Fact]
    public async Task SecondRead_ActorWhoseListIsEmpty_SeesNoRememberedPolicy()
    {
        await using var room = Tenant(out _);
        await room.ReadAsync();
        room.Stub.On(@"configurationPolicies\?", """{"value":[]}""");

        var facts = await room.ReadAsync();

        Assert.Empty(facts.ConfigurationPolicies.ValueOrDefault!);
        Assert.Empty(facts.Groups.ValueOrDefault!);
    }

    [Fact]
    public async Task SecondRead_PoliciesWithoutModificationTime_AreListedInFull()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"configurationPolicies\?", Shapes.List("""{"id":"p1","name":"n","settings":[],"assignments":[]}"""));
        await room.ReadAsync();

        var warm = await room.ReadAsync();

        Assert.Equal(1, warm.Cost.Waves);
        Assert.All(room.Stub.Requests.Where(request => request.Path.Contains("configurationPolicies", StringComparison.Ordinal)), request => Assert.Contains("$expand=settings", request.Path, StringComparison.Ordinal));
    }

    private static GraphRoom Tenant(out Action<string, bool> set)
    {
        var (modified, on) = ("2026-01-02T03:04:05.1234567Z", true);
        var room = new GraphRoom();
        room.Stub.On(@"configurationPolicies\?", request => new StubAnswer(200, Shapes.List(
            Shapes.Catalog("p1", on, modified, Shapes.GroupTarget("g1"), withSettings: !request.Path.Contains("$select", StringComparison.Ordinal)))));
        room.Stub.On("configurationPolicies/p1/settings", _ => new StubAnswer(200, $$"""{"value":{{Shapes.Settings(on)}}}"""));
        room.Stub.On(@"groups/g1\?", """{"id":"g1","displayName":"Pilot"}""");
        room.Stub.On("groups/g1/transitiveMembers", """{"value":[]}""");
        set = (newModified, newOn) => (modified, on) = (newModified, newOn);
        return room;
    }
}
