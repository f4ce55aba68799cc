using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Graph.Conformance;

/// <summary>One request of the product and what the Emulator answered; items of a batch stand for themselves.</summary>
/// <param name="Path">From the version on, with its query, decoded.</param>
/// <param name="Answer">JSON; a text that is no JSON as a text.</param>
internal sealed record Exchange(string Method, string Path, JsonNode? Request, int Status, JsonNode? Answer);

/// <summary>Writes down what goes through an Emulator, from outside of its pipeline.</summary>
internal sealed partial class Recorder : IStartupFilter
{
    private readonly Lock _gate = new();
    private readonly List<Exchange> _all = [];

    public IReadOnlyList<Exchange> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    public void Into(IServiceCollection services) => services.AddSingleton<IStartupFilter>(this);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(RecordAsync);
        next(app);
    };

    private async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path + context.Request.QueryString.Value;
        if (!Recorded().IsMatch(path))
        {
            await next(context);
            return;
        }

        context.Request.EnableBuffering();
        var request = Encoding.UTF8.GetString(await PlainAsync(context.Request.Body, context.Request.Headers.ContentEncoding));
        context.Request.Body.Position = 0;
        var (real, copy) = (context.Response.Body, new MemoryStream());
        context.Response.Body = copy;
        await next(context);
        context.Response.Body = real;
        copy.Position = 0;
        await copy.CopyToAsync(real, context.RequestAborted);
        Add(context.Request.Method, path, Json(request), context.Response.StatusCode, Json(Encoding.UTF8.GetString(copy.ToArray())));
    }

    private void Add(string method, string path, JsonNode? request, int status, JsonNode? answer)
    {
        if (!path.EndsWith("/$batch", StringComparison.Ordinal))
        {
            lock (_gate)
            {
                _all.Add(new(method, Uri.UnescapeDataString(path), request, status, answer));
            }

            return;
        }

        var answers = answer!["responses"]!.AsArray().ToDictionary(one => one!["id"]!.GetValue<string>());
        foreach (var item in request!["requests"]!.AsArray())
        {
            var response = answers[item!["id"]!.GetValue<string>()]!;
            Add(item["method"]!.GetValue<string>(), path[..^"/$batch".Length] + item["url"]!.GetValue<string>(), item["body"], response["status"]!.GetValue<int>(), Opened(response["body"]));
        }
    }

    /// <summary>A stream comes as base64 in a batch.</summary>
    private static JsonNode? Opened(JsonNode? body)
    {
        if (body is not JsonValue value || !value.TryGetValue<string>(out var text) || text.Length < 8)
        {
            return body;
        }

        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? Json(Encoding.UTF8.GetString(bytes, 0, length)) : body;
    }

    private static JsonNode? Json(string text) => text.Length == 0 ? null : text[0] is '{' or '[' ? JsonNode.Parse(text) : JsonValue.Create(text);

    private static async Task<byte[]> PlainAsync(Stream body, string? encoding)
    {
        using var plain = new MemoryStream();
        if (encoding == "gzip")
        {
            await using var unzipped = new GZipStream(body, CompressionMode.Decompress, leaveOpen: true);
            await unzipped.CopyToAsync(plain);
        }
        else
        {
            await body.CopyToAsync(plain);
        }

        return plain.ToArray();
    }

    [GeneratedRegex(@"^/(v1\.0|beta|v1)/")]
    private static partial Regex Recorded();
}
