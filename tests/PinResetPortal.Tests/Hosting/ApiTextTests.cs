using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>What is no text is refused with a sentence, wherever the API takes a text. Operations, parameters and bodies come from the OpenAPI document.</summary>
public sealed class ApiTextTests(PortalHost host) : IClassFixture<PortalHost>
{
    /// <summary>As they stand in an address.</summary>
    private static readonly string[] InAddresses = ["a%00b", "a%EF%BF%BF", "%EF%B7%90", "%F0%9F%BF%BE", "%ED%A0%80", "%FF", "%C0%80"];

    /// <summary>As they stand in a string of JSON.</summary>
    private static readonly string[] InBodies = ["a\\u0000b", "\\ud800", "\\udc00x", "x\\uffff", "\\ufdd0", "\\ud83f\\udffe"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task EveryParameter_NoText_Is400WithASentence()
    {
        var document = await DocumentAsync();
        var problems = new List<string>();
        var asked = 0;
        foreach (var (path, method, operation) in Operations(document))
        {
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            {
                var (name, place) = ((string)parameter!["name"]!, (string)parameter["in"]!);
                foreach (var text in InAddresses.Where(_ => place == "query").Concat(place == "path" ? ["%EF%BF%BF", "%F0%9F%BF%BE"] : []))
                {
                    var address = place == "path" ? Filled(path.Replace($"{{{name}}}", text, StringComparison.Ordinal)) : $"{Filled(path)}?{name}={text}";
                    problems.AddRange(await RefusedAsync(method, address, null, $"{method} {path} {name}={text}"));
                    asked++;
                }
            }
        }

        Assert.Empty(problems);
        Assert.True(asked > 200, $"{asked}");
    }

    [FactAttribute]
    public async Task EveryTextOfABody_NoText_Is400WithASentence()
    {
        var document = await DocumentAsync();
        var problems = new List<string>();
        var asked = 0;
        foreach (var (path, method, operation) in Operations(document).Where(one => one.Operation["requestBody"] is not null))
        {
            var schema = Resolved(document, operation["requestBody"]!["content"]!["application/json"]!["schema"]!);
            foreach (var body in Bodies(document, schema, 0))
            {
                foreach (var text in InBodies)
                {
                    problems.AddRange(await RefusedAsync(method, Filled(path), Encoding.UTF8.GetBytes(body.Replace("HERE", text, StringComparison.Ordinal)), $"{method} {path} {body} {text}"));
                    asked++;
                }

                problems.AddRange(await RefusedAsync(method, Filled(path), [.. Encoding.UTF8.GetBytes(body[..body.IndexOf("HERE", StringComparison.Ordinal)]), 0xFF, .. Encoding.UTF8.GetBytes(body[(body.IndexOf("HERE", StringComparison.Ordinal) + 4)..])], $"{method} {path} {body} 0xFF"));
            }
        }

        Assert.Empty(problems);
        Assert.True(asked > 60, $"{asked}");
    }

    [Theory]
    [InlineData("/?search=%00")]
    [InlineData("/export/tenants.csv?search=%EF%BF%BF")]
    [InlineData("/tenants?search=%ED%A0%80")]
    public async Task Page_NoText_Is400WithASentence(string address)
    {
        using var client = host.SignedIn(PortalRole.Reader);

        using var answer = await client.GetAsync(address, Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("The address holds a character that is no text", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Müller & Söhne 株式会社 👩‍💻 \uFEFF \u0301")]
    public async Task Text_WhateverItsScript_IsTaken(string text)
    {
        using var client = host.Caller(TestTokens.Application("Admin"));
        using var body = new StringContent(new JsonObject { ["text"] = text }.ToJsonString(), Encoding.UTF8, "application/json");

        using var said = await client.PostAsync("/api/v1/diagnose", body, Token);
        using var listed = await client.GetAsync($"/api/v1/tenants?tag={Uri.EscapeDataString(text)}", Token);

        Assert.Equal(HttpStatusCode.OK, said.StatusCode);
        Assert.Equal(HttpStatusCode.OK, listed.StatusCode);
    }

    private async Task<IEnumerable<string>> RefusedAsync(string method, string address, byte[]? body, string what)
    {
        using var client = host.Caller(TestTokens.Application("Admin"));
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        }

        using var answer = await client.SendAsync(request, Token);
        var said = await answer.Content.ReadAsStringAsync(Token);
        return answer.StatusCode == HttpStatusCode.BadRequest && said.Contains("that is no text", StringComparison.Ordinal) ? [] : [$"{what}: {(int)answer.StatusCode} {said}"];
    }

    /// <summary>One body for each string in it, which reads HERE.</summary>
    private static IEnumerable<string> Bodies(JsonNode document, JsonNode schema, int depth)
    {
        schema = Resolved(document, schema);
        var variants = (schema["oneOf"] ?? schema["anyOf"])?.AsArray();
        if (variants is not null)
        {
            foreach (var body in variants.SelectMany(variant => Bodies(document, variant!, depth)))
            {
                yield return body;
            }
        }
        else if (schema["properties"]?.AsObject() is { } properties && depth < 5)
        {
            foreach (var (name, property) in properties)
            {
                foreach (var inner in Bodies(document, property!, depth + 1))
                {
                    yield return $"{{\"{name}\":{inner}}}";
                }
            }

            yield return "{\"HERE\":1}";
        }
        else if (schema["items"] is { } items)
        {
            foreach (var inner in Bodies(document, items, depth + 1))
            {
                yield return $"[{inner}]";
            }
        }
        else if (schema["type"]?.ToJsonString().Contains("string", StringComparison.Ordinal) == true || schema["enum"] is not null || schema["const"] is not null)
        {
            yield return "\"HERE\"";
        }
    }

    private static JsonNode Resolved(JsonNode document, JsonNode schema) =>
        (string?)schema["$ref"] is { } reference ? document["components"]!["schemas"]![reference.Split('/')[^1]]! : schema;

    private static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from method in path.Value!.AsObject()
        select (path.Key, method.Key.ToUpperInvariant(), method.Value!);

    private static string Filled(string path) => path
        .Replace("{tenantId}", FakeTenantCatalog.Customer.ToString(), StringComparison.Ordinal)
        .Replace("{userId}", PortalHost.Samples["userId"], StringComparison.Ordinal)
        .Replace("{id}", FakeRemediationService.OperationId.ToString(), StringComparison.Ordinal)
        .Replace("{policyId}", "a-policy", StringComparison.Ordinal);

    private async Task<JsonNode> DocumentAsync()
    {
        using var client = host.Caller(null);
        using var answer = await client.GetAsync("/openapi/v1.json", Token);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
    }
}
