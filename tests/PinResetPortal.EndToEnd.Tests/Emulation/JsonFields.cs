using System.Text.Json.Nodes;

namespace PinResetPortal.EndToEnd.Emulation;

/// <summary>Fields of an answer, where a test knows that they are there.</summary>
internal static class JsonFields
{
    /// <returns>Null when there is no such field, or it is null.</returns>
    public static string? Text(this JsonNode? node, string name) => node?[name]?.GetValue<string>();

    public static int Number(this JsonNode node, string name) => node[name]!.GetValue<int>();
}
