using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>
/// Type names in request bodies. The number sign in front of a name is there in answers and may be left out in requests, as some examples
/// of the reference do (https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfiguration-assign).
/// </summary>
internal static class TypeNames
{
    private const string Property = "@odata.type";

    /// <summary>Puts the sign where it is missing, so that everything behind compares one spelling.</summary>
    public static void Complete(JsonNode? body)
    {
        switch (body)
        {
            case JsonObject item:
                if (item.Text(Property) is { } name && name.StartsWith("microsoft.graph.", StringComparison.OrdinalIgnoreCase))
                    item[Property] = "#" + name;
                foreach (var (_, value) in item)
                    Complete(value);
                break;
            case JsonArray array:
                foreach (var value in array)
                    Complete(value);
                break;
            default:
                break;
        }
    }
}
