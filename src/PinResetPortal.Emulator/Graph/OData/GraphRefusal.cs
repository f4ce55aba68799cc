using System.Globalization;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>A request that Graph answers with an error body. Thrown anywhere inside the service, turned into an answer in one place.</summary>
internal sealed class GraphRefusal(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Seconds, for a request that came too soon.</summary>
    public int? WaitSeconds { get; init; }

    /// <summary>The status that occurs for the same as well.</summary>
    public int? Otherwise { get; init; }

    public static GraphRefusal BadRequest(string message) => new(400, "BadRequest", message);

    public static GraphRefusal DirectoryBadRequest(string message) => new(400, "Request_BadRequest", message);

    public static GraphRefusal Unsupported(string message) => new(400, "Request_UnsupportedQuery", message);

    public static GraphRefusal UnknownSegment(string segment) => new(400, "BadRequest", $"Resource not found for the segment '{segment}'.") { Otherwise = 404 };

    /// <summary>Graph has it, the Emulator does not (https://learn.microsoft.com/graph/errors: 501).</summary>
    public static GraphRefusal NotOffered(string what) => new(501, "NotImplemented", $"'{what}' is not offered by the Emulator.");

    public static GraphRefusal Forbidden(string message) => new(403, "Authorization_RequestDenied", message);

    public static GraphRefusal DirectoryNotFound(string id) => new(404, "Request_ResourceNotFound", $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    public static GraphRefusal WrongMethod() => new(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");

    public static GraphRefusal Conflict(string message) => new(409, "Request_MultipleObjectsWithSameKeyValue", message);

    /// <summary>Intune wraps its own error text in JSON inside the message.</summary>
    public static GraphRefusal Intune(int status, string code, string text) => new(status, code, new JsonObject
    {
        ["_version"] = 3,
        ["Message"] = $"{text} - Operation ID (for customer support): 00000000-0000-0000-0000-000000000000 - Activity ID: {Guid.NewGuid():D} - Url: https://fef.emulated.manage.microsoft.com/",
        ["CustomApiErrorPhrase"] = "",
        ["RetryAfter"] = null,
        ["ErrorSourceService"] = "",
        ["HttpHeaders"] = "{}",
    }.ToJsonString());

    public static GraphRefusal IntuneBadRequest(string text) => Intune(400, "BadRequest", text);

    public static GraphRefusal IntuneNotFound(string id) => Intune(404, "ResourceNotFound", $"Resource {id} was not found");

    /// <summary>https://learn.microsoft.com/graph/errors</summary>
    public GraphAnswer ToAnswer(string requestId, string? clientRequestId, DateTimeOffset now) => new(
        Status,
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = Code,
                ["message"] = Message,
                ["innerError"] = new JsonObject
                {
                    ["date"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
                    ["request-id"] = requestId,
                    ["client-request-id"] = clientRequestId ?? requestId,
                },
            },
        },
        WaitSeconds is { } seconds
            ? new Dictionary<string, string> { ["request-id"] = requestId, ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) }
            : new Dictionary<string, string> { ["request-id"] = requestId },
        Otherwise: Otherwise);
}
