using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Tokens;

/// <summary>
/// What a client says of itself in the <c>claims</c> of a token request: <c>{"access_token":{"xms_cc":{"values":["cp1"]}}}</c>
/// (https://learn.microsoft.com/entra/identity-platform/claims-challenge#client-capabilities).
/// </summary>
internal static class ClientCapabilities
{
    /// <summary>The client understands claims challenges of continuous access evaluation.</summary>
    public const string ContinuousAccess = "cp1";

    public static bool DeclareContinuousAccess(string? claims)
    {
        if (string.IsNullOrEmpty(claims))
        {
            return false;
        }

        try
        {
            return (JsonNode.Parse(claims) as JsonObject)?["access_token"] is JsonObject token && token["xms_cc"].Texts("values").Contains(ContinuousAccess, StringComparer.OrdinalIgnoreCase);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
