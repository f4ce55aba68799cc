using System.Text;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using PinResetPortal.Api.Calls;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Api.Mcp;

/// <summary>
/// Asks an endpoint of the API on behalf of a tool, for the same caller: what it takes, refuses and writes is the endpoint's. The answer
/// of the protocol has begun by then, so the endpoint gets a request and an answer of its own.
/// </summary>
internal sealed class InnerCall(IHttpContextAccessor accessor, ITenantCatalog catalog, IRemediationService remediations)
{
    /// <param name="body">What the endpoint reads as JSON; null: it takes no body.</param>
    /// <param name="query">Of the address, for lists.</param>
    /// <returns>The endpoint's JSON; a refusal is marked as error and holds the problem details.</returns>
    public async Task<CallToolResult> AskAsync(Func<ApiCall, Task<IResult>> endpoint, object? body = null, QueryString query = default)
    {
        var outer = accessor.HttpContext ?? throw new InvalidOperationException("Used outside of a request.");
        using var answer = new MemoryStream();
        using var sent = new MemoryStream(body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, JsonSerializerOptions.Web));
        var context = new DefaultHttpContext { User = outer.User, RequestServices = outer.RequestServices, RequestAborted = outer.RequestAborted, TraceIdentifier = outer.TraceIdentifier };
        (context.Request.Path, context.Request.QueryString, context.Request.Body, context.Response.Body) = (outer.Request.Path, query, sent, answer);
        context.Request.ContentType = body is null ? null : "application/json";

        var result = await endpoint(new ApiCall(new HttpContextOf(context), catalog, remediations));
        await result.ExecuteAsync(context);
        return new()
        {
            IsError = context.Response.StatusCode >= StatusCodes.Status400BadRequest,
            Content = [new TextContentBlock { Text = Encoding.UTF8.GetString(answer.ToArray()) }],
        };
    }

    private sealed class HttpContextOf(HttpContext context) : IHttpContextAccessor
    {
        public HttpContext? HttpContext { get; set; } = context;
    }
}
