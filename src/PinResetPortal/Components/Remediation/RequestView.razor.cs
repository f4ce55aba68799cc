using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Components.Remediation;

public partial class RequestView
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Parameter, EditorRequired]
    public required PlannedRequest Request { get; set; }

    private string? Pretty => Request.Body is { Length: > 0 } body ? PrettyJson(body) : null;

    /// <returns>The same JSON with line breaks; what is not JSON comes back as it is.</returns>
    internal static string PrettyJson(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return JsonSerializer.Serialize(document.RootElement, Indented);
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
