using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Core.Facts;
using PinResetPortal.Graph.Changing;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph;

/// <summary>Every row of the table of reads against everything that is no answer of Graph: it is never a value, and never "there is nothing".</summary>
public sealed class StrictAnswersTests
{
    private const string Error = """{"error":{"code":"generalException","message":"An error has occurred."}}""";

    /// <summary>Bodies of one item with status 200; null: no body at all.</summary>
    private static readonly string?[] Bodies =
    [
        Error, "null", null, "\"<html><body>Sign in</body></html>\"", "{}", "[]", "true", "\"\"", """{"error":"x"}""", """{"error":{},"value":[]}""",
        """{"value":null}""", """{"value":{}}""", """{"value":"x"}""", """{"value":5}""", """{"value":[null]}""", """{"value":["x"]}""", """{"value":[[]]}""", """{"value":[{}]}""",
        """{"value":[{"id":null}]}""", """{"value":[{"id":""}]}""", """{"value":[{"id":5}]}""", """{"value":[{"id":{}}]}""", """{"id":null}""", """{"id":5}""", """{"id":""}""", """{"id":[]}""",
        """{"value":[{"error":{"code":"x"}}]}""", """{"Schema":[],"Values":{},"TotalRowCount":0}""", """{"Schema":{},"Values":[],"TotalRowCount":0}""", """{"Schema":[],"Values":[],"TotalRowCount":null}""",
        """{"Schema":[{"Column":"x"}],"Values":[["y"]],"TotalRowCount":1}""", """{"Schema":[],"Values":[{}],"TotalRowCount":1}""", "\"eyJTY2hlbWEiOlt7IkNvbHVt\"",
    ];

    /// <summary>Answers to the whole $batch with status 200.</summary>
    private static readonly string[] Batches =
    [
        "", "<html><body>Sign in</body></html>", "null", "[]", "5", Error, """{"responses":null}""", """{"responses":{}}""", """{"responses":[]}""", """{"responses":[null]}""", """{"responses":["x"]}""",
        """{"responses":[{"id":"7","status":200,"body":{"value":[]}}]}""", """{"responses":[{"id":"0","body":{"value":[]}}]}""", """{"responses":[{"id":"0","status":{},"body":{"value":[]}}]}""",
        """{"responses":[{"id":"0","status":200,"body":{"value":[""",
    ];

    public static TheoryData<string> Rows => [.. AllRows().Select(row => row.Name)];

    internal static IEnumerable<GraphRead> AllRows() => typeof(GraphReads).Assembly.GetTypes().Where(type => !type.ContainsGenericParameters)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => field.FieldType.IsAssignableTo(typeof(GraphRead)))
        .Select(field => field.GetValue(null)).OfType<GraphRead>();

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Read_ItemMalformed_IsNotUnderstood(string name)
    {
        foreach (var body in Bodies)
        {
            await using var room = new GraphRoom();
            room.Stub.On(".", _ => new StubAnswer(200, body));

            await IsNotUnderstoodAsync(room, name, body);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Read_BatchMalformed_IsNotUnderstood(string name)
    {
        foreach (var batch in Batches)
        {
            await using var room = new GraphRoom();
            room.Stub.Outer = (_, _) => new HttpResponseMessage(System.Net.HttpStatusCode.OK) { Content = new StringContent(batch) };

            await IsNotUnderstoodAsync(room, name, batch);
        }
    }

    /// <summary>A 404 of a proxy, or of something else between, is not Graph's word about the object.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Read_NotFoundWithoutGraphsError_IsNotAbsent(string name)
    {
        foreach (var body in new[] { null, "null", "\"<html>\"", "{}", """{"error":"x"}""", """{"error":{"code":5}}""" })
        {
            await using var room = new GraphRoom();
            room.Stub.On(".", _ => new StubAnswer(404, body));

            await IsNotUnderstoodAsync(room, name, body);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Read_AsDocumented_IsKnown(string name)
    {
        var (reason, value) = await ReadAsync(name, GraphSamples.Of(name));

        Assert.Null(reason);
        Assert.NotNull(value);
    }

    /// <summary>A member of a wrong kind is either noticed or not looked at.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Read_MemberOfAWrongKind_IsNoticedOrDoesNotMatter(string name)
    {
        var sample = GraphSamples.Of(name);
        var (_, whole) = await ReadAsync(name, sample);
        foreach (var (path, json) in WrongKinds(sample))
        {
            var (reason, value) = await ReadAsync(name, json);

            Assert.True(
                reason?.Kind == UnreadableKind.NotUnderstood || value == whole || value!.Contains("\"NotUnderstood\":\"", StringComparison.Ordinal),
                $"{name}: {path} in {json} was taken for\n{value}\ninstead of\n{whole}");
        }
    }

    [Fact]
    public void Rows_HaveNamesOfTheirOwn() => Assert.Equal(AllRows().Count(), AllRows().Select(row => row.Name).Distinct().Count());

    private static async Task IsNotUnderstoodAsync(GraphRoom room, string name, string? answer)
    {
        var (reason, absent, _) = await AskAsync(room, name);

        Assert.True(reason?.Kind == UnreadableKind.NotUnderstood, $"{name} took {answer ?? "nothing"} for an answer ({reason?.Kind}).");
        Assert.False(absent, $"{name} took {answer ?? "nothing"} for absence.");
    }

    private static async Task<(UnreadableReason? Reason, string? Value)> ReadAsync(string name, string? json)
    {
        await using var room = new GraphRoom();
        room.Stub.On(".", _ => new StubAnswer(json is null ? 204 : 200, json));
        var (reason, _, value) = await AskAsync(room, name);
        return (reason, reason is null ? Meaning(value) : null);
    }

    /// <summary>The way that every reader goes: asked for and understood by <see cref="Answers"/>.</summary>
    private static async Task<(UnreadableReason? Reason, bool Absent, object? Value)> AskAsync(GraphRoom room, string name)
    {
        var row = AllRows().Single(row => row.Name == name);
        var request = row.Ask(row.Name == nameof(ChangeReads.PolicyAssignments) || row.Name == nameof(GraphReads.DevicePage) ? "/deviceManagement/x" : "0000aaaa-0000-4000-8000-000000000001");
        var answers = room.Answers();
        await answers.AskAsync([request], TestContext.Current.CancellationToken);
        var kind = row.GetType().GetGenericArguments()[0];
        var fact = typeof(Answers).GetMethod(nameof(Answers.Fact))!.MakeGenericMethod(kind).Invoke(answers, [request, null])!;
        return (
            (UnreadableReason?)fact.GetType().GetProperty(nameof(Fact<int>.WhyUnreadable))!.GetValue(fact),
            answers.SaysAbsent(request),
            fact.GetType().GetProperty(nameof(Fact<int>.ValueOrDefault))!.GetValue(fact));
    }

    /// <summary>What a value says, without the documents that are only kept to be sent back or compared as a whole.</summary>
    private static string Meaning(object? value)
    {
        var node = JsonSerializer.SerializeToNode(value, value?.GetType() ?? typeof(object));
        return value is string or JsonElement ? "\"text\"" : Strip(node)?.ToJsonString() ?? "null";

        static JsonNode? Strip(JsonNode? node)
        {
            if (node is JsonObject members)
            {
                foreach (var raw in new[] { "Document", "TargetDocument", "Entry", "Elements", "Kept", "Body" })
                {
                    members.Remove(raw);
                }
            }

            foreach (var child in node switch { JsonObject all => all.Select(one => one.Value), JsonArray all => all, _ => [] })
            {
                Strip(child);
            }

            return node;
        }
    }

    private static IEnumerable<(string Path, string Json)> WrongKinds(string? sample)
    {
        if (sample is null)
        {
            yield break;
        }

        foreach (var path in Paths(JsonNode.Parse(sample)!, []))
        {
            foreach (var wrong in WrongFor(Find(JsonNode.Parse(sample)!, path)))
            {
                var root = JsonNode.Parse(sample)!;
                if (path.Count == 0)
                {
                    yield return ("everything", wrong);
                    continue;
                }

                var holder = Find(root, path[..^1])!;
                if (path[^1] is int index)
                {
                    holder[index] = JsonNode.Parse(wrong);
                }
                else
                {
                    holder[(string)path[^1]] = JsonNode.Parse(wrong);
                }

                yield return (string.Join('.', path), root.ToJsonString());
            }
        }
    }

    private static string[] WrongFor(JsonNode? node) => node switch
    {
        JsonObject => ["[]", "\"x\"", "5", "true"],
        JsonArray => ["{}", "\"x\"", "5", "true"],
        JsonValue value when value.GetValueKind() == JsonValueKind.String => ["5", "true", "{}", "[]"],
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => ["{}", "[]"],
        JsonValue => ["\"yes\"", "5", "{}", "[]"],
        null => [],
        _ => throw new InvalidOperationException("JSON has objects, arrays and values."),
    };

    private static IEnumerable<List<object>> Paths(JsonNode? node, List<object> at)
    {
        yield return at;
        var children = node switch
        {
            JsonObject members => members.Select(member => (Step: (object)member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => (Step: (object)index, Value: item)),
            _ => [],
        };
        foreach (var path in children.SelectMany(child => Paths(child.Value, [.. at, child.Step])))
        {
            yield return path;
        }
    }

    private static JsonNode? Find(JsonNode root, List<object> path) => path.Aggregate((JsonNode?)root, (node, step) => step is int index ? node![index] : node![(string)step]);
}
