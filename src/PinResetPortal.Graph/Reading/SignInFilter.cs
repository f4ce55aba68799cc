using System.Globalization;
using PinResetPortal.Core.Field;

namespace PinResetPortal.Graph.Reading;

/// <summary>Which lines of the sign-in log are about PIN reset (https://learn.microsoft.com/graph/api/signin-list).</summary>
internal static class SignInFilter
{
    /// <returns>An expression for <c>$filter</c>: one of the two applications, since a time.</returns>
    public static string Since(DateTimeOffset time) =>
        $"(appId eq '{KnownApps.PinResetClientAppId}' or appId eq '{KnownApps.PinResetServiceAppId}')"
        + $" and createdDateTime ge {time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
}
