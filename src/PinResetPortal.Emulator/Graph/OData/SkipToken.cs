using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>
/// Where the next page starts. It names objects and not only a position, so that pages neither repeat nor lose objects when
/// others are added or removed in between; <see cref="Query"/> ties it to the tenant and the query that it came from.
/// </summary>
internal sealed record SkipToken(string Last, string Next, int Position, string Query)
{
    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    public static SkipToken Decode(string text, string query)
    {
        try
        {
            if (JsonSerializer.Deserialize<SkipToken>(Base64Url.DecodeFromChars(text)) is { } token && token.Query == query)
                return token;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // falls through: whatever is wrong with it, the caller hears the same
        }

        throw GraphRefusal.BadRequest("Skip token is null or invalid, or it belongs to another query.");
    }

    public static string Fingerprint(GraphCall call, IEnumerable<KeyValuePair<string, string>> options)
    {
        var text = string.Join('\n', options.Where(o => o.Key is not ("skiptoken" or "top")).OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}={o.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Tenant.Id}\n{call.Request.Version}\n{call.Request.Path}\n{text}")))[..16];
    }

    /// <summary>Index of the first object of the page.</summary>
    public int Start(IReadOnlyList<string> ids)
    {
        for (var i = 0; i < ids.Count; i++)
        {
            if (ids[i] == Last)
                return i + 1;
        }

        for (var i = 0; i < ids.Count; i++)
        {
            if (ids[i] == Next)
                return i;
        }

        return Math.Min(Position, ids.Count);
    }
}
