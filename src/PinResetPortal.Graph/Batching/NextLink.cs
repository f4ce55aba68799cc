using System.Text.Json;

namespace PinResetPortal.Graph.Batching;

internal static class NextLink
{
    /// <summary>Whether the list says that it goes on.</summary>
    public static bool Exists(JsonElement body) => Find(body) is not null;

    /// <summary>Path and query behind the version; nothing else of the link is taken, so that a token never follows a link to another host.</summary>
    /// <returns>Null when there is no link, or none that can be followed.</returns>
    public static string? Path(JsonElement body)
    {
        if (Find(body) is not { ValueKind: JsonValueKind.String } link || !Uri.TryCreate(link.GetString(), UriKind.Absolute, out var uri))
        {
            return null;
        }

        var path = uri.PathAndQuery;
        var version = path.IndexOf("/beta/", StringComparison.OrdinalIgnoreCase) is >= 0 and var beta ? beta + 5
            : path.IndexOf("/v1.0/", StringComparison.OrdinalIgnoreCase) is >= 0 and var v1 ? v1 + 5
            : -1;
        return version < 0 ? null : path[version..];
    }

    private static JsonElement? Find(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty("@odata.nextLink", out var link) && link.ValueKind != JsonValueKind.Null ? link : null;
}
