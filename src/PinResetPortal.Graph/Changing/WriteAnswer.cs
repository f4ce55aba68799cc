using System.Text.Json;

namespace PinResetPortal.Graph.Changing;

/// <summary>What came back for one write.</summary>
/// <param name="Status">Null: nothing came back, or it broke off; nobody knows whether the write happened.</param>
internal sealed record WriteAnswer(int? Status, JsonElement? Body, string? RequestId, TimeSpan? RetryAfter, string? Claims, string? Lost = null)
{
    /// <summary>Graph did not process it: the same request may be sent again.</summary>
    public bool WasNotProcessed => Status is 429 or 503;
}
