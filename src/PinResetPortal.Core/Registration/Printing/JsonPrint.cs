using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PinResetPortal.Core.Registration.Printing;

internal static class JsonPrint
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(PrintWish wish) => Indented(wish.Registration.Application(PermissionIds.Published, wish.Name)) + "\n";

    internal static string Indented(JsonNode node) => node.ToJsonString(_indented);
}
