using System.Globalization;
using System.Net.Http.Headers;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Graph.Connecting;

/// <summary>The headers of Graph's answers that the portal acts on.</summary>
internal static class GraphHeaders
{
    public const string ThrottleScopeName = "x-ms-throttle-scope";

    public const string ThrottlePriority = "x-ms-throttle-priority";

    public static string? RequestId(HttpResponseMessage response) =>
        response.Headers.TryGetValues("request-id", out var values) ? values.FirstOrDefault() : null;

    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time) => response.Headers.RetryAfter is { } header ? Pause(header, time) : null;

    /// <summary>
    /// Whom a 429 is meant for. The header reads <c>scope/limit/application/tenant</c>, for example <c>Tenant_Application/ReadWrite/…</c>
    /// (https://learn.microsoft.com/graph/throttling-limits#identity-and-access-service-limits); most services send none, and then it is the tenant's limit.
    /// </summary>
    public static ThrottleReach Reach(string? throttleScope) =>
        throttleScope?.Split('/')[0].Equals("Application", StringComparison.OrdinalIgnoreCase) == true ? ThrottleReach.Application : ThrottleReach.Tenant;

    public static string? ThrottleScope(HttpResponseMessage response) =>
        response.Headers.TryGetValues(ThrottleScopeName, out var values) ? values.FirstOrDefault() : null;

    /// <param name="text">Seconds or a date (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after).</param>
    public static TimeSpan? RetryAfter(string? text, TimeProvider time) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds < int.MaxValue ? TimeSpan.FromSeconds(seconds)
        : RetryConditionHeaderValue.TryParse(text, out var header) ? Pause(header, time)
        : null;

    /// <summary>The claims challenge of continuous access evaluation (https://learn.microsoft.com/entra/identity-platform/claims-challenge).</summary>
    public static string? Claims(HttpResponseMessage response)
    {
        foreach (var parameter in response.Headers.WwwAuthenticate.Select(header => header.Parameter).OfType<string>())
        {
            var start = parameter.IndexOf("claims=\"", StringComparison.OrdinalIgnoreCase);
            var end = start < 0 ? -1 : parameter.IndexOf('"', start + 8);
            if (end < 0)
            {
                continue;
            }

            var value = parameter[(start + 8)..end];
            try
            {
                return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(value.PadRight(value.Length + ((4 - (value.Length % 4)) % 4), '=')));
            }
            catch (FormatException)
            {
                return value;
            }
        }

        return null;
    }

    private static TimeSpan? Pause(RetryConditionHeaderValue header, TimeProvider time) =>
        header.Delta ?? (header.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - time.GetUtcNow()).Ticks)) : null);
}
