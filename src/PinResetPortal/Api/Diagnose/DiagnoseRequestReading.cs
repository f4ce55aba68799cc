using System.Text.Json;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Api.Diagnose;

/// <summary>Reads the body strictly and with a limit of its own; the text is never part of an error message.</summary>
internal sealed class DiagnoseRequestReading
{
    /// <summary>JSON may write one byte of text as six (<c>\u0000</c>); the rest is for the other fields.</summary>
    public const int LargestBody = (6 * PastedText.MaxBytes) + 4096;

    private readonly Dictionary<string, string> _errors = [];

    public IReadOnlyDictionary<string, string> Errors => _errors;

    public bool IsTooLong { get; private set; }

    public string? TenantId { get; private set; }

    public PastedText? Text { get; private set; }

    public static async Task<DiagnoseRequestReading> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reading = new DiagnoseRequestReading();
        if (request.ContentLength > LargestBody || await BodyAsync(request.Body, cancellationToken) is not { } body)
        {
            reading.IsTooLong = true;
            return reading;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            reading.Read(document.RootElement);
        }
        catch (JsonException)
        {
            reading._errors["body"] = "The body is empty or not valid JSON: send a JSON object, as /openapi/v1.json describes it.";
        }

        return reading;
    }

    /// <returns>Null when it is longer than <see cref="LargestBody"/>.</returns>
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(Stream body, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[81920];
        try
        {
            for (int count; (count = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if (read.Length + count > LargestBody)
                {
                    return null;
                }

                read.Write(buffer, 0, count);
            }
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }

        return read.ToArray();
    }

    private void Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _errors["body"] = "The body is a JSON object with the fields text and, if you like, tenantId.";
            return;
        }

        var text = "";
        foreach (var field in root.EnumerateObject())
        {
            switch (field.Name)
            {
                case "text" when field.Value.ValueKind == JsonValueKind.String:
                    text = field.Value.GetString() ?? "";
                    break;
                case "text":
                    break;
                case "tenantId" when field.Value.ValueKind is JsonValueKind.String:
                    TenantId = field.Value.GetString();
                    break;
                case "tenantId" when field.Value.ValueKind is JsonValueKind.Null:
                    break;
                case "tenantId":
                    _errors["tenantId"] = "tenantId is the tenant's GUID as a string.";
                    break;
                default:
                    _errors[field.Name] = $"There is no field '{field.Name}' here; the fields are text and tenantId.";
                    break;
            }
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            _errors["text"] = "text is missing or empty: send an error code, a message, or the output of dsregcmd /status.";
            return;
        }

        Text = PastedText.From(text);
        IsTooLong = Text is null;
    }
}
