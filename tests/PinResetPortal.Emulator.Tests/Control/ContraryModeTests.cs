using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Entra;

namespace PinResetPortal.Emulator.Control;

/// <summary>
/// What is open is turned, what is documented stays: properties have no order and more may come
/// (https://learn.microsoft.com/graph/best-practices-concept#handling-future-members-in-evolvable-enumerations and
/// https://learn.microsoft.com/graph/versioning-and-support).
/// </summary>
public sealed class ContraryModeTests
{
    private const string Ready = "a0000001-0000-4000-8000-000000000001";
    private const string Off = "a0000007-0000-4000-8000-000000000007";

    [Fact]
    public async Task Contrary_Answers_HaveUnknownPropertiesOtherOrderAndOtherStatuses()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        var token = await emulator.AppTokenAsync(Ready);
        var before = (await (await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token)).Content.ReadFromJsonAsync())!["value"]![0]!.AsObject();

        Assert.Equal(200, (int)(await emulator.ControlAsync(HttpMethod.Post, "/faults", """{"contrary":true}""")).StatusCode);

        var answer = (await (await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token)).Content.ReadFromJsonAsync())!;
        var after = answer["value"]![0]!.AsObject();
        Assert.Equal("@odata.context", answer.First().Key);
        Assert.True(after.ContainsKey("contraryNothing"));
        Assert.Equal(before["id"]!.GetValue<string>(), after["id"]!.GetValue<string>());
        Assert.Equal(before.Select(property => property.Key).Reverse(), after.Select(property => property.Key).Where(name => !name.StartsWith("contrary", StringComparison.Ordinal)));
        Assert.Equal(404, (int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/nonsense", token)).StatusCode);
        Assert.Equal(400, (int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/domains/adventureworks.example/federationConfiguration", token)).StatusCode);

        await emulator.ControlAsync(HttpMethod.Post, "/faults", "{}");
        Assert.Equal(404, (int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/domains/adventureworks.example/federationConfiguration", token)).StatusCode);
    }

    [Fact]
    public async Task Contrary_ReportInABatch_IsJsonWithNumbersAsText()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        await emulator.ControlAsync(HttpMethod.Post, "/faults", """{"contrary":true}""");
        var batch = JsonNode.Parse("""
            {"requests":[{"id":"r","method":"POST","url":"/deviceManagement/reports/getConfigurationPolicyDeviceSummaryReport","headers":{"Content-Type":"application/json"},"body":{"select":["NumberOfErrorDevices"]}},
            {"id":"c","method":"GET","url":"/users/$count","headers":{"ConsistencyLevel":"eventual"}}]}
            """);

        var answer = await emulator.GraphAsync(HttpMethod.Post, "/beta/$batch", await emulator.AppTokenAsync(Ready), batch);

        var responses = (await answer.Content.ReadFromJsonAsync())!["responses"]!.AsArray().ToDictionary(one => one!["id"]!.GetValue<string>(), one => one!["body"]!);
        Assert.All(responses["r"]["Values"]!.AsArray(), row => Assert.Equal(System.Text.Json.JsonValueKind.String, row![0]!.GetValueKind()));
        Assert.Equal(System.Text.Json.JsonValueKind.Number, responses["c"].GetValueKind());
    }

    /// <summary>No published type has the property that today's Intune answers with, so a strict reader may refuse it.</summary>
    [Fact]
    public async Task Contrary_PropertyThatNoSchemaHas_IsRefused()
    {
        await using var emulator = await TestEmulator.StartWholeAsync();
        var token = await emulator.AppTokenAsync(Off);
        var read = (await (await emulator.GraphAsync(HttpMethod.Get, "/beta/deviceManagement/configurationPolicies?$expand=settings", token)).Content.ReadFromJsonAsync())!;
        var policy = read["value"]!.AsArray().Single(one => one!["name"]!.GetValue<string>() == "WIN - Windows Hello for Business")!.AsObject();
        var body = new JsonObject();
        foreach (var name in new[] { "name", "description", "platforms", "technologies", "roleScopeTagIds", "templateReference", "settings" })
        {
            body[name] = policy[name]?.DeepClone();
        }

        Assert.Contains("auditRuleInformation", body.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(204, (int)(await emulator.GraphAsync(HttpMethod.Put, $"/beta/deviceManagement/configurationPolicies/{policy["id"]}", token, body.DeepClone())).StatusCode);
        await emulator.ControlAsync(HttpMethod.Post, "/faults", """{"contrary":true}""");
        Assert.Equal(400, (int)(await emulator.GraphAsync(HttpMethod.Put, $"/beta/deviceManagement/configurationPolicies/{policy["id"]}", token, body)).StatusCode);
    }
}
