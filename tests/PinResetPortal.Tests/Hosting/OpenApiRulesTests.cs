using System.Net;
using System.Text.Json.Nodes;
using PinResetPortal.Architecture;

namespace PinResetPortal.Hosting;

/// <summary>Rules that the OpenAPI document keeps for every endpoint, those of tomorrow included.</summary>
public sealed class OpenApiRulesTests(PortalHost host) : IClassFixture<PortalHost>
{
    /// <summary>Reads from Graph now and stores nothing: at most 20 hits, no pages.</summary>
    /// <summary>A search with a limit of its own, and the few keys of the portal.</summary>
    private static readonly string[] NotPaged = ["get /api/v1/tenants/{tenantId}/people", "get /api/v1/portal/keys"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operations_All_SayWhatTheyDoAndWhatTheyTake()
    {
        var missing = new List<string>();
        foreach (var (name, operation) in await OperationsAsync())
        {
            if (string.IsNullOrEmpty((string?)operation["description"]))
            {
                missing.Add(name);
            }

            missing.AddRange(Parameters(operation).Where(parameter => string.IsNullOrEmpty((string?)parameter["description"])).Select(parameter => $"{name} {parameter["name"]}"));
        }

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Parameters_InTheAddress_HaveAnExample()
    {
        var missing = from pair in await OperationsAsync()
                      from parameter in Parameters(pair.Operation)
                      where (string?)parameter["in"] != "header" && (string?)parameter["name"] != "after" && parameter["example"] is null
                      select $"{pair.Name} {parameter["name"]}";

        Assert.Empty(missing);
    }

    [Fact]
    public async Task Schemas_Numbers_AreNeverTexts()
    {
        var document = await DocumentAsync();

        var loose = Everything(document).OfType<JsonObject>()
            .Where(node => node["type"] is JsonArray types && types.Any(type => (string?)type is "integer" or "number") && types.Any(type => (string?)type == "string"));

        Assert.Empty(loose.Select(node => node.GetPath()));
    }

    [Fact]
    public async Task Schemas_ClosedSets_AreTextsOfTheirWords()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!.AsObject();

        var sets = schemas.Where(schema => schema.Value!["enum"] is not null).ToDictionary(schema => schema.Key, schema => schema.Value!);

        Assert.All(sets.Values, set => Assert.Equal("string", (string?)set["type"]));
        Assert.Equal(["Ready", "NotReady", "Unknown"], Words(sets["Verdict"]));
        Assert.Equal(["pending", "running", "verifying", "verified", "notYetVisible", "failed", "cancelled", "undone"], Words(sets["OperationState"]));
        Assert.Equal(["confirmed", "possible", "alsoBroken", "ruledOut"], Words(sets["CauseStanding"]));
        Assert.Equal(["blocked", "unknown", "setUp", "rollingOut", "ready", "proven"], Words(sets["TenantStage"]));
        Assert.Equal(["home", "gdap", "gdapExpired", "direct"], Words(sets["RelationshipName"]));
    }

    /// <summary>A closed set that is turned into a text by hand is a plain string in the document.</summary>
    [Fact]
    public void Responses_Sources_TurnNoClosedSetIntoAText()
    {
        var texts = from file in Sources.Below("src/PinResetPortal/Api", "Response.cs")
                    from line in Sources.Read(file).Split('\n')
                    where line.Contains(".ToString()", StringComparison.Ordinal) || line.Contains("ConvertName(", StringComparison.Ordinal)
                    select $"{file}: {line.Trim()}";

        Assert.Empty(texts);
    }

    [Fact]
    public async Task Bodies_All_HaveAnExampleWithEveryFieldThatMustBeThere()
    {
        var document = await DocumentAsync();
        var schemas = document["components"]!["schemas"]!;
        var bodies = from pair in await OperationsAsync()
                     let reference = (string?)pair.Operation["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"]
                     where reference is not null
                     select reference[(reference.LastIndexOf('/') + 1)..];

        Assert.All(bodies.Distinct(), body =>
        {
            var example = schemas[body]!["examples"]?[0];
            Assert.True(example is not null, $"{body} has no example.");
            Assert.Subset(example.Fields().ToHashSet(), schemas[body]!["required"]!.AsArray().Select(field => (string)field!).ToHashSet());
            Assert.Subset(schemas[body]!["properties"].Fields().ToHashSet(), example.Fields().ToHashSet());
        });
    }

    [Fact]
    public async Task Requests_WhatMayBeLeftOut_IsNotRequired()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;

        Assert.Equal(["tenant"], schemas["AddTenantRequest"]!["required"]!.AsArray().Select(name => (string?)name));
        Assert.Equal(["tenants"], schemas["ScanRequest"]!["required"]!.AsArray().Select(name => (string?)name));
        Assert.Null(schemas["PolicyRequest"]!["required"]);
    }

    [Fact]
    public async Task Server_Url_EndsWithoutSlash()
    {
        var url = (string)(await DocumentAsync())["servers"]![0]!["url"]!;

        Assert.Equal("http://localhost", url);
    }

    [Fact]
    public async Task Lists_All_TakeLimitAndAnswerWithAnETag()
    {
        using var reader = host.Caller(TestTokens.Application(nameof(Core.Tenants.PortalRole.Admin)));
        var lists = from pair in await OperationsAsync()
                    where pair.Name.StartsWith("get ", StringComparison.Ordinal) && !NotPaged.Contains(pair.Name)
                        && (string?)pair.Operation["responses"]!["200"]?["content"]?["application/json"]?["schema"]?["type"] == "array"
                    select pair;

        Assert.Equal(9, lists.Count());
        foreach (var (name, operation) in lists)
        {
            Assert.Contains("limit", Parameters(operation).Select(parameter => (string?)parameter["name"]));
            Assert.NotNull(operation["responses"]!["200"]!["headers"]!["ETag"]);
            Assert.NotNull(operation["responses"]!["304"]);
            // The scan of the fake runs for ever, so the list of scans changes with the clock.
            var address = name[4..].Replace("{id}", $"{FakeScanService.ScanId}", StringComparison.Ordinal) + (name.EndsWith("/scans", StringComparison.Ordinal) ? "?changedSince=2099-01-01T00:00:00Z" : "");
            using var first = await reader.GetAsync(address, Token);
            if (first.StatusCode == HttpStatusCode.NotFound)
            {
                continue;
            }

            using var again = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
            using var second = await reader.SendAsync(again, Token);
            using var other = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { IfNoneMatch = { new("\"other\"") } } };
            using var third = await reader.SendAsync(other, Token);
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotModified, HttpStatusCode.OK), (first.StatusCode, second.StatusCode, third.StatusCode));
            Assert.Empty(await second.Content.ReadAsByteArrayAsync(Token));
        }
    }

    [Fact]
    public async Task Plan_FormerNameOfNeedsAudience_StaysAndIsDeprecated()
    {
        var fields = (await DocumentAsync())["components"]!["schemas"]!["PlanResponse"]!["properties"]!;

        Assert.True((bool?)fields["needAudience"]!["deprecated"]);
        Assert.Null(fields["needsAudience"]!["deprecated"]);
    }

    private async Task<JsonNode> DocumentAsync()
    {
        using var client = host.Caller(null);
        return await (await client.GetAsync("/openapi/v1.json", Token)).JsonAsync();
    }

    private async Task<(string Name, JsonNode Operation)[]> OperationsAsync() =>
    [
        .. from path in (await DocumentAsync())["paths"]!.AsObject()
           from method in path.Value!.AsObject()
           select ($"{method.Key} {path.Key}", method.Value!),
    ];

    private static IEnumerable<JsonNode> Parameters(JsonNode operation) => operation["parameters"]?.AsArray().OfType<JsonNode>() ?? [];

    private static IEnumerable<string?> Words(JsonNode set) => set["enum"]!.AsArray().Select(word => (string?)word);

    private static IEnumerable<JsonNode> Everything(JsonNode node) => node switch
    {
        JsonObject fields => [node, .. fields.Where(field => field.Value is not null).SelectMany(field => Everything(field.Value!))],
        JsonArray items => items.OfType<JsonNode>().SelectMany(Everything),
        _ => [node],
    };
}
