using System.Globalization;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Entrance;

/// <summary>
/// Error bodies in Graph's form (https://learn.microsoft.com/graph/errors) for what the pipeline itself refuses.
/// </summary>
internal static class GraphResponses
{
    public static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    public const string StreamType = "application/octet-stream";

    public static string ContentTypeOf(GraphAnswer answer) =>
        answer.Status >= 400 ? "application/json" : "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

    public static GraphAnswer Error(int status, string code, string message, IReadOnlyDictionary<string, string>? headers = null) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } }, headers ?? NoHeaders);

    public static GraphAnswer Throttled(string? retryAfter) => Error(
        429,
        "TooManyRequests",
        "Please retry again later.",
        retryAfter is null ? NoHeaders : new Dictionary<string, string> { ["Retry-After"] = retryAfter });

    public static GraphAnswer ServerFault(double dice) =>
        dice < 0.8 ? Error(503, "ServiceUnavailable", "The service is temporarily unavailable. Please retry after some time.")
        : dice < 0.9 ? Error(500, "InternalServerError", "An internal server error occurred. The operation failed.")
        : Error(504, "GatewayTimeout", "The server, while acting as a proxy, did not receive a timely response from the upstream server it needed to access in attempting to complete the request.");

    /// <summary>Gives every error body its innerError; the Graph room's own bodies stay as they are otherwise.</summary>
    public static void AddInnerError(GraphAnswer answer, DateTimeOffset now, string requestId, string clientRequestId)
    {
        if (answer.Status >= 400 && answer.Body is JsonObject body && body["error"] is JsonObject error && error["innerError"] is null)
        {
            error["innerError"] = new JsonObject
            {
                ["date"] = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
                ["request-id"] = requestId,
                ["client-request-id"] = clientRequestId,
            };
        }
    }
}
