using System.Net;
using System.Text.Json.Nodes;
using static PinResetPortal.Emulator.Graph.SettingsCatalogJson;

namespace PinResetPortal.Emulator.Graph;

public sealed class AssignmentTests
{
    private const string Policies = "beta/deviceManagement/configurationPolicies";
    private const string Profiles = "deviceManagement/deviceConfigurations";
    private const string Filter = "f0000000-0000-4000-8000-0000000000f1";
    private const string AllDevices = """{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}""";

    private static readonly string Group = $$$"""{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"{{{TestTenant.EmptyGroup}}}"}}""";
    private static readonly string Filtered = $$$"""{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"{{{TestTenant.EmptyGroup}}}","deviceAndAppManagementAssignmentFilterId":"{{{Filter}}}","deviceAndAppManagementAssignmentFilterType":"exclude"}}""";

    [Fact]
    public async Task Single_AddedAndRemoved_LeavesTheOthers()
    {
        await using var host = await GraphHost.StartAsync();
        var path = $"{Policies}/{await CreatePolicyAsync(host)}";
        await host.SendAsync("POST", path + "/assign", Assignments(AllDevices));

        var (status, added, _) = await host.SendAsync("POST", path + "/assignments", TestTenant.Json(Group));

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(2, (await host.GetAsync(path + "/assignments"))["value"]!.AsArray().Count);
        Assert.Equal(TestTenant.EmptyGroup, (await host.GetAsync($"{path}/assignments/{added!["id"]}"))["target"]!["groupId"]!.ToString());
        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", path + "/assignments", TestTenant.Json(Group));
        Assert.Equal(HttpStatusCode.NoContent, (await host.SendAsync("DELETE", $"{path}/assignments/{added["id"]}")).Status);
        Assert.Equal("#microsoft.graph.allDevicesAssignmentTarget", (await host.GetAsync(path + "/assignments"))["value"]!.AsArray().Single()!["target"]!["@odata.type"]!.ToString());
        Assert.True((await host.GetAsync(path))["isAssigned"]!.GetValue<bool>());
    }

    [Fact]
    public async Task V1_KnowsTargetsWithoutFilters()
    {
        await using var host = await HostWithFilterAsync();
        var id = await CreateProfileAsync(host);
        Assert.Equal(HttpStatusCode.OK, (await host.SendAsync("POST", $"beta/{Profiles}/{id}/assign", Assignments(Filtered))).Status);

        var beta = (await host.GetAsync($"beta/{Profiles}/{id}/assignments"))["value"]!.AsArray().Single()!;
        var old = (await host.GetAsync($"v1.0/{Profiles}/{id}/assignments"))["value"]!.AsArray().Single()!;
        var expanded = (await host.GetAsync($"v1.0/{Profiles}/{id}?$expand=assignments"))["assignments"]!.AsArray().Single()!;

        Assert.Equal("exclude", beta["target"]!["deviceAndAppManagementAssignmentFilterType"]!.ToString());
        Assert.All([old, expanded], one => Assert.Equal(["id", "target"], one.AsObject().Select(p => p.Key)));
        Assert.All([old, expanded], one => Assert.Equal(["@odata.type", "groupId"], one["target"]!.AsObject().Select(p => p.Key)));
        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", $"v1.0/{Profiles}/{id}/assign", Assignments(Filtered));
        Assert.NotNull((await host.GetAsync($"beta/{Profiles}/{id}/assignments"))["value"]![0]!["target"]!["deviceAndAppManagementAssignmentFilterId"]);
    }

    [Fact]
    public async Task V1_AssignAnswer_HasTheShapeOfV1()
    {
        await using var host = await GraphHost.StartAsync();

        var (_, answer, _) = await host.SendAsync("POST", $"v1.0/{Profiles}/{await CreateProfileAsync(host)}/assign", Assignments(Group));

        Assert.Equal(["id", "target"], answer!["value"]!.AsArray().Single()!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task Expand_Assignments_SaysOfWhatTypeTheProfileIs()
    {
        await using var host = await GraphHost.StartAsync();
        var (policy, profile) = (await CreatePolicyAsync(host), await CreateProfileAsync(host));

        var ofPolicy = (await host.GetAsync(Policies + "?$expand=assignments&top=1000"))["value"]![0]!;
        var ofProfile = (await host.GetAsync(
            $"beta/{Profiles}?$select=id,displayName,roleScopeTagIds,microsoft.graph.unsupportedDeviceConfiguration/originalEntityTypeName,description&$expand=assignments&top=1000"))["value"]![0]!;
        var intents = await host.GetAsync("beta/deviceManagement/Intents?$expand=settings,categories");

        Assert.Equal($"https://graph.microsoft.com/beta/$metadata#deviceManagement/configurationPolicies('{policy}')/assignments", ofPolicy["assignments@odata.context"]!.ToString());
        Assert.Equal($"https://graph.microsoft.com/beta/$metadata#{Profiles}('{profile}')/microsoft.graph.windows10CustomConfiguration/assignments", ofProfile["assignments@odata.context"]!.ToString());
        Assert.Equal(profile, (await host.GetAsync($"beta/{Profiles}('{profile}')"))["id"]!.ToString());
        Assert.Empty(intents["value"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget","deviceAndAppManagementAssignmentFilterType":"maybe"}}""")]
    [InlineData("""{"target":{"@odata.type":"#microsoft.graph.configurationManagerCollectionAssignmentTarget"}}""")]
    public async Task Assign_BadTarget_IsRefused(string assignment)
    {
        await using var host = await GraphHost.StartAsync();

        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", $"{Policies}/{await CreatePolicyAsync(host)}/assign", Assignments(assignment));
    }

    [Theory]
    [InlineData("assign", """{"target":{"@odata.type":"microsoft.graph.allDevicesAssignmentTarget"}}""")]
    [InlineData("microsoft.graph.assign", AllDevices)]
    [InlineData("assign", """{"@odata.type":"microsoft.graph.deviceManagementConfigurationPolicyAssignment","id":"x","source":"direct","sourceId":"y","target":{"@odata.type":"microsoft.graph.configurationManagerCollectionAssignmentTarget","collectionId":"SMS00001"}}""")]
    public async Task Assign_InTheFormsOfTheReference_IsTaken(string action, string assignment)
    {
        await using var host = await GraphHost.StartAsync();

        var (status, answer, text) = await host.SendAsync("POST", $"{Policies}/{await CreatePolicyAsync(host)}/{action}", Assignments(assignment));

        Assert.True(status == HttpStatusCode.OK, text);
        Assert.StartsWith("#microsoft.graph.", answer!["value"]![0]!["target"]!["@odata.type"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profile_ScopeTagsOnV1_AreUnknown()
    {
        await using var host = await GraphHost.StartAsync();
        var body = TestTenant.Json("""{"@odata.type":"microsoft.graph.windows10CustomConfiguration","displayName":"C","omaSettings":[],"roleScopeTagIds":["0"]}""");

        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", "v1.0/" + Profiles, body);
        Assert.Equal(HttpStatusCode.Created, (await host.SendAsync("POST", "beta/" + Profiles, body)).Status);
    }

    private static JsonObject Assignments(string assignment) => new() { ["assignments"] = new JsonArray(TestTenant.Json(assignment)) };

    private static async Task<string> CreatePolicyAsync(GraphHost host) => (await host.SendAsync("POST", Policies, PinRecoveryOn("One"))).Body!["id"]!.ToString();

    private static async Task<string> CreateProfileAsync(GraphHost host) =>
        (await host.SendAsync("POST", "v1.0/" + Profiles, TestTenant.Json("""{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","displayName":"C","omaSettings":[]}"""))).Body!["id"]!.ToString();

    private static Task<GraphHost> HostWithFilterAsync()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "deviceManagement/assignmentFilters", $$"""{"id":"{{Filter}}","displayName":"Corporate","platform":"windows10AndLater"}""");
        return GraphHost.StartAsync(tenant);
    }
}
