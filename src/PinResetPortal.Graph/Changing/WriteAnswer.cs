using System.Text.Json;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Changing;

/// <summary>What came back for one write.</summary>
/// <param name="Status">Null: nothing came back, or it broke off; nobody knows whether the write happened.</param>
/// <param name="Body">A JSON object; null when nothing, or something else, came back.</param>
/// <param name="IsGarbled">There was a body that is no JSON object.</param>
internal sealed record WriteAnswer(int? Status, JsonElement? Body, string? RequestId, TimeSpan? RetryAfter, string? Claims, string? Lost = null, bool IsGarbled = false)
{
    /// <summary>Graph did not process it: the same request may be sent again.</summary>
    /// <summary>Graph itself says that it does not know the object; a 404 without Graph's error is somebody else's.</summary>
    public bool SaysAbsent => Status == 404 && ErrorBody.Of(Body).Code is not null;

    /// <summary>The id of the object that was made or changed, where the answer tells.</summary>
    public string? ObjectId => Body is { } body && body.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>A success whose body is Graph's: none, or an object that is no error.</summary>
    public bool IsWellFormed => !IsGarbled && (Body is not { } body || !body.TryGetProperty("error", out var error) || error.ValueKind == JsonValueKind.Null);

    public bool WasNotProcessed => Status is 429 or 503;
}
