using System.Globalization;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Entra;

namespace PinResetPortal.Emulator.Control;

public sealed class BatchTests
{
    [Fact]
    public async Task Batch_TwentyItems_AreAllAnsweredInAnotherOrderThanAsked()
    {
        await using var emulator = await TestEmulator.StartAsync();

        var (status, body) = await PostAsync(emulator, [.. Enumerable.Range(1, 20).Select(i => Item(i.ToString(CultureInfo.InvariantCulture), $"/users/u{i}?$select=id"))]);

        Assert.Equal(200, status);
        var ids = body["responses"]!.AsArray().Select(r => r!["id"]!.GetValue<string>()).ToArray();
        Assert.Equal(Enumerable.Range(1, 20), ids.Select(id => int.Parse(id, CultureInfo.InvariantCulture)).Order());
        Assert.NotEqual(Enumerable.Range(1, 20).Select(i => i.ToString(CultureInfo.InvariantCulture)), ids);
        Assert.All(body["responses"]!.AsArray(), r => Assert.Equal($"users/u{r!["id"]}", r["body"]!["path"]!.GetValue<string>()));
        Assert.All(body["responses"]!.AsArray(), r => Assert.Equal("$select=id", r!["body"]!["query"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Batch_TwentyOneItems_Is400()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var (status, body) = await PostAsync(emulator, [.. Enumerable.Range(1, 21).Select(i => Item(i.ToString(CultureInfo.InvariantCulture), "/me"))]);
        Assert.Equal(400, status);
        Assert.Equal("MaximumValueExceeded", body["error"]!["code"]!.GetValue<string>());
        Assert.Empty(emulator.Graph.Received);
    }

    [Fact]
    public async Task Batch_SameIdTwice_Is400()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var (status, body) = await PostAsync(emulator, Item("a", "/me"), Item("A", "/organization"));
        Assert.Equal(400, status);
        Assert.Equal("Request Id A has to be unique in a batch.", body["error"]!["message"]!.GetValue<string>());
        Assert.Empty(emulator.Graph.Received);
    }

    [Fact]
    public async Task Batch_DependsOnSomethingAbsentOrOnItself_Is400()
    {
        await using var emulator = await TestEmulator.StartAsync();
        Assert.Equal(400, (await PostAsync(emulator, Item("1", "/me", "9"))).Status);
        Assert.Equal(400, (await PostAsync(emulator, Item("1", "/me", "2"), Item("2", "/me", "1"))).Status);
        Assert.Equal(400, (await PostAsync(emulator)).Status);
    }

    [Fact]
    public async Task Batch_DependencyFailed_Is424AndNotTried()
    {
        await using var emulator = await TestEmulator.StartAsync();

        var (_, body) = await PostAsync(emulator, Item("c", "/last", "b"), Item("b", "/after", "a"), Item("a", "/missing"), Item("d", "/free"));

        Assert.Equal(404, Response(body, "a")["status"]!.GetValue<int>());
        Assert.Equal(424, Response(body, "b")["status"]!.GetValue<int>());
        Assert.Equal(424, Response(body, "c")["status"]!.GetValue<int>());
        Assert.Equal(200, Response(body, "d")["status"]!.GetValue<int>());
        Assert.Equal(["free", "missing"], emulator.Graph.Received.Select(r => r.Request.Path).Order());
    }

    [Fact]
    public async Task Batch_Dependencies_RunInTheirOrder()
    {
        await using var emulator = await TestEmulator.StartAsync();
        await PostAsync(emulator, Item("3", "/third", "2"), Item("2", "/second", "1"), Item("1", "/first"));
        Assert.Equal(["first", "second", "third"], emulator.Graph.Received.Select(r => r.Request.Path));
    }

    [Fact]
    public async Task Batch_BodyAndHeaders_ReachTheItem()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var item = Item("1", "servicePrincipals");
        item["method"] = "POST";
        item["headers"] = new JsonObject { ["Content-Type"] = "application/json", ["ConsistencyLevel"] = "eventual" };
        item["body"] = new JsonObject { ["appId"] = "x" };

        var (_, body) = await PostAsync(emulator, item);

        Assert.Equal("x", Response(body, "1")["body"]!["echo"]!["appId"]!.GetValue<string>());
        Assert.Equal("eventual", emulator.Graph.Received.Single().Request.Headers["consistencylevel"]);
        Assert.Equal("1", Response(body, "1")["headers"]!["x-stub"]!.GetValue<string>());
    }

    [Fact]
    public async Task Batch_WriteWithoutContentTypeOrBody_Is400ForAllOfIt()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var untyped = Item("1", "/servicePrincipals");
        untyped["method"] = "PATCH";
        untyped["body"] = new JsonObject();
        var empty = Item("2", "/directory/deletedItems/x/restore");
        empty["method"] = "POST";
        empty["headers"] = new JsonObject { ["Content-Type"] = "application/json" };

        foreach (var write in new[] { untyped, empty })
        {
            var (status, body) = await PostAsync(emulator, Item("0", "/me"), write);
            Assert.Equal(400, status);
            Assert.Equal($"Write request id : {write["id"]} does not contain Content-Type header or body.", body["error"]!["message"]!.GetValue<string>());
        }

        Assert.Empty(emulator.Graph.Received);
        empty = empty.DeepClone().AsObject();
        empty["body"] = new JsonObject();
        Assert.Equal(200, (await PostAsync(emulator, empty)).Status);
    }

    [Fact]
    public async Task Batch_AbsoluteAddress_Is400()
    {
        await using var emulator = await TestEmulator.StartAsync();
        Assert.Equal(400, (await PostAsync(emulator, Item("1", "https://graph.microsoft.com/v1.0/me?$select=id"))).Status);
        Assert.Equal(200, (await PostAsync(emulator, Item("1", "/users?$filter=a eq 'https://x'"))).Status);
    }

    [Fact]
    public async Task Batch_DependencyInOtherCase_IsTheSame()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var (status, _) = await PostAsync(emulator, Item("Second", "/second", "FIRST"), Item("first", "/first"));
        Assert.Equal(200, status);
        Assert.Equal(["first", "second"], emulator.Graph.Received.Select(r => r.Request.Path));
    }

    [Fact]
    public async Task Batch_Items_HaveTheDocumentedHeaders()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var (_, body) = await PostAsync(emulator, Item("1", "/me"), Item("2", "/missing"));
        Assert.Equal("4.0", Response(body, "1")["headers"]!["OData-Version"]!.GetValue<string>());
        Assert.Equal("application/json", Response(body, "2")["headers"]!["Content-Type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Batch_EmptyAndPlainAnswers_KeepTheirForm()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var (_, body) = await PostAsync(emulator, Item("1", "/nothing"), Item("2", "/users/$count"));
        Assert.Equal(204, Response(body, "1")["status"]!.GetValue<int>());
        Assert.False(Response(body, "1").ContainsKey("body"));
        Assert.Equal("7", Response(body, "2")["body"]!.GetValue<string>());
        Assert.Equal("text/plain", Response(body, "2")["headers"]!["Content-Type"]!.GetValue<string>());
    }

    [Fact]
    public async Task Batch_Items_HaveTheirOwnLinesInTheLog()
    {
        await using var emulator = await TestEmulator.StartAsync();
        await PostAsync(emulator, Item("1", "/missing"), Item("2", "/users?$filter=a eq 'b'"));

        var log = await emulator.LogAsync();

        var batch = log.Single(line => line["path"]!.GetValue<string>() == "/v1.0/$batch");
        var items = log.Where(line => line["batch"]?.GetValue<long>() == batch["number"]!.GetValue<long>()).ToArray();
        Assert.Equal(["/v1.0/missing", "/v1.0/users?$filter=a eq 'b'"], items.Select(line => line["path"]!.GetValue<string>()).Order());
        Assert.Equal(404, items.Single(line => line["path"]!.GetValue<string>() == "/v1.0/missing")["status"]!.GetValue<int>());
        Assert.All(items, line => Assert.Equal(TestEmulator.Partner, line["tenantId"]!.GetValue<string>()));
    }

    internal static JsonObject Item(string id, string url, params string[] dependsOn)
    {
        var item = new JsonObject { ["id"] = id, ["method"] = "GET", ["url"] = url };
        if (dependsOn.Length > 0)
        {
            item["dependsOn"] = new JsonArray([.. dependsOn.Select(d => (JsonNode)d)]);
        }

        return item;
    }

    internal static async Task<(int Status, JsonObject Body)> PostAsync(TestEmulator emulator, params JsonObject[] items)
    {
        var token = await emulator.AppTokenAsync(TestEmulator.Partner);
        var response = await emulator.GraphAsync(HttpMethod.Post, "/v1.0/$batch", token, new JsonObject { ["requests"] = new JsonArray([.. items]) });
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync())!);
    }

    internal static JsonObject Response(JsonObject body, string id) => body["responses"]!.AsArray().Single(r => r!["id"]!.GetValue<string>() == id)!.AsObject();
}
