using System.Text.Json;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Api.Scans;

// The record only describes the body for the OpenAPI document; ScanRequestReading reads it, strictly and field by field.

/// <param name="Tenants">Ids of tenants, or "all".</param>
/// <param name="Refresh">True (as when left out): read Graph. False: only tenants without an answer are read.</param>
internal sealed record ScanRequest(TenantSelection Tenants, bool? Refresh = true)
{
    public const string All = "all";
}

/// <summary>A list of tenant ids, or the word all.</summary>
internal sealed record TenantSelection(IReadOnlyList<string> Ids);

/// <summary>Reads the body strictly: a misspelt field must not turn one tenant into all of them.</summary>
internal sealed class ScanRequestReading
{
    private const int MostTenants = 20_000;
    private readonly Dictionary<string, string> _errors = [];

    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>Null: all.</summary>
    public IReadOnlyList<TenantId>? Tenants { get; private set; }

    public bool Refresh { get; private set; } = true;

    public static async Task<ScanRequestReading> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reading = new ScanRequestReading();
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            reading.Read(document.RootElement);
        }
        catch (JsonException)
        {
            reading._errors["body"] = "The body is empty or not valid JSON: send a JSON object, as /openapi/v1.json describes it.";
        }

        return reading;
    }

    private void Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            _errors["body"] = "The body must be a JSON object.";
            return;
        }

        foreach (var field in root.EnumerateObject())
        {
            switch (field.Name)
            {
                case "tenants":
                    ReadTenants(field.Value);
                    break;
                case "refresh" when field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                    Refresh = field.Value.GetBoolean();
                    break;
                case "refresh":
                    _errors["refresh"] = "refresh takes true or false.";
                    break;
                default:
                    _errors[field.Name] = $"'{field.Name}' is not a field of this request; it takes tenants and refresh.";
                    break;
            }
        }

        if (!root.TryGetProperty("tenants", out _))
        {
            _errors["tenants"] = "tenants is missing: a list of tenant ids, or \"all\".";
        }
    }

    private void ReadTenants(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() == ScanRequest.All)
        {
            return;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is < 1 or > MostTenants)
        {
            _errors["tenants"] = $"tenants takes a list of 1 to {MostTenants} tenant ids, or \"all\".";
            return;
        }

        var ids = new List<TenantId>();
        foreach (var item in value.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String || !TenantId.TryParse(item.GetString(), null, out var id))
            {
                _errors["tenants"] = $"'{item}' is not a tenant id. Use the tenant's GUID, as GET /api/v1/tenants lists it.";
                return;
            }

            ids.Add(id);
        }

        Tenants = ids;
    }
}
