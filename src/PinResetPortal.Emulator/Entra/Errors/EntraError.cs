using System.Globalization;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Entra.Errors;

/// <summary>
/// One AADSTS error (https://learn.microsoft.com/entra/identity-platform/reference-error-codes). Thrown inside sign-in and answered as
/// JSON by the token endpoint, as a page by the authorize endpoint.
/// </summary>
/// <param name="Code">The number behind AADSTS.</param>
/// <param name="Error">The OAuth error of the token endpoint.</param>
internal sealed record EntraError(int Code, string Error, string Text, int Status = 400, string? SubError = null, string? Claims = null)
{
    public JsonObject ToJson(DateTimeOffset now, string correlationId)
    {
        var traceId = Guid.NewGuid().ToString("D");
        var body = new JsonObject
        {
            ["error"] = Error,
            ["error_description"] = Describe(now, traceId, correlationId),
            ["error_codes"] = new JsonArray(Code),
            ["timestamp"] = Stamp(now),
            ["trace_id"] = traceId,
            ["correlation_id"] = correlationId,
            ["error_uri"] = $"https://login.microsoftonline.com/error?code={Code}",
        };
        if (SubError is not null)
        {
            body["suberror"] = SubError;
        }

        if (Claims is not null)
        {
            body["claims"] = Claims;
        }

        return body;
    }

    public string Describe(DateTimeOffset now, string traceId, string correlationId) =>
        $"AADSTS{Code}: {Text} Trace ID: {traceId} Correlation ID: {correlationId} Timestamp: {Stamp(now)}";

    public static string Stamp(DateTimeOffset now) => now.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

internal sealed class EntraException(EntraError error) : Exception($"AADSTS{error.Code}: {error.Text}")
{
    public EntraError Error { get; } = error;
}
