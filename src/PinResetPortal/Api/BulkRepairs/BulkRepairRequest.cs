using System.Globalization;
using System.Text.Json;
using PinResetPortal.Api.Remediations;
using PinResetPortal.Api.Scans;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Api.BulkRepairs;

// These records only describe the bodies for the OpenAPI document; the readings below read them, strictly and field by field.

/// <param name="Tenants">Ids of tenants, or "all": every tenant whose last check did not say Ready.</param>
/// <param name="Checks">Ids of checks, or "all".</param>
/// <param name="Assign">Whom new policies reach; left out: all devices. Groups belong to one tenant, so there are none here.</param>
internal sealed record BulkRepairRequest(TenantSelection Tenants, CheckSelection Checks, BulkAudience? Assign = BulkAudience.AllDevices);

internal enum BulkAudience
{
    AllDevices,
    AllUsers,
}

/// <param name="PlanHash">planHash of the summary that was shown.</param>
/// <param name="Confirmation">The words of the summary's confirmation, for example "fix 37 tenants".</param>
/// <param name="Pilot">How many tenants go first, the others waiting for continue; 0 (as when left out): all at once.</param>
/// <param name="PilotTenants">Ids of the tenants that go first, each with a plan in this bulk repair, in the place of pilot.</param>
internal sealed record BulkStartRequest(string PlanHash, string Confirmation, int? Pilot = 0, IReadOnlyList<Guid>? PilotTenants = null);

/// <summary>A misspelt field must not turn one tenant into all of them.</summary>
internal sealed class BulkRepairRequestReading
{
    private readonly Dictionary<string, string> _errors = [];

    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>Null: all that are not ready.</summary>
    public IReadOnlyList<TenantId>? Tenants { get; private set; }

    /// <summary>Null: all.</summary>
    public IReadOnlyList<string>? Checks { get; private set; }

    public PolicyChoice Choice { get; private set; } = new();

    public string PlanHash { get; private set; } = "";

    public string Confirmation { get; private set; } = "";

    public BulkPilot Pilot { get; private set; } = BulkPilot.None;

    /// <summary>Reads a <see cref="BulkRepairRequest"/>.</summary>
    public static Task<BulkRepairRequestReading> ReadPlanAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, static (reading, field) => reading.ReadPlanField(field), ["tenants", "checks"], cancellationToken);

    /// <summary>Reads a <see cref="BulkStartRequest"/>.</summary>
    public static Task<BulkRepairRequestReading> ReadStartAsync(HttpRequest request, CancellationToken cancellationToken) =>
        ReadAsync(request, static (reading, field) => reading.ReadStartField(field), ["planHash", "confirmation"], cancellationToken);

    private static async Task<BulkRepairRequestReading> ReadAsync(
        HttpRequest request, Action<BulkRepairRequestReading, JsonProperty> read, IReadOnlyList<string> needed, CancellationToken cancellationToken)
    {
        var reading = new BulkRepairRequestReading();
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                reading._errors["body"] = "The body must be a JSON object.";
                return reading;
            }

            foreach (var field in document.RootElement.EnumerateObject())
            {
                read(reading, field);
            }

            foreach (var name in needed.Where(name => !document.RootElement.TryGetProperty(name, out _)))
            {
                reading._errors[name] = $"{name} is missing.";
            }
        }
        catch (JsonException)
        {
            reading._errors["body"] = "The body is empty or not valid JSON: send a JSON object, as /openapi/v1.json describes it.";
        }

        return reading;
    }

    private void ReadPlanField(JsonProperty field)
    {
        switch (field.Name)
        {
            case "tenants":
                Tenants = ReadTenants(field, ScanRequest.All);
                break;
            case "checks":
                Checks = ReadList(field, RemediationRequest.All, "check ids", _ => true);
                break;
            case "assign":
                ReadAssign(field.Value);
                break;
            default:
                Unknown(field.Name, "tenants, checks and assign");
                break;
        }
    }

    private void ReadStartField(JsonProperty field)
    {
        switch (field.Name)
        {
            case "planHash" when field.Value.ValueKind == JsonValueKind.String:
                PlanHash = field.Value.GetString() ?? "";
                break;
            case "confirmation" when field.Value.ValueKind == JsonValueKind.String:
                Confirmation = field.Value.GetString() ?? "";
                break;
            case "pilot" when field.Value.ValueKind == JsonValueKind.Number && field.Value.TryGetInt32(out var pilot):
                Pilot = Pilot with { Count = pilot };
                break;
            case "pilotTenants" when field.Value.ValueKind == JsonValueKind.Null:
                break;
            case "pilotTenants":
                Pilot = Pilot with { Tenants = ReadTenants(field, all: null) };
                break;
            case "planHash" or "confirmation":
                _errors[field.Name] = $"{field.Name} takes a text.";
                break;
            case "pilot":
                _errors["pilot"] = "pilot takes a whole number of tenants.";
                break;
            default:
                Unknown(field.Name, "planHash, confirmation, pilot and pilotTenants");
                break;
        }
    }

    private void ReadAssign(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && PolicyChoiceReading.TryWord(value.GetString(), out var word))
        {
            Choice = new(Assign: word);
        }
        else if (value.ValueKind != JsonValueKind.Null)
        {
            _errors["assign"] = $"assign takes \"{PolicyChoiceReading.AllDevices}\" or \"{PolicyChoiceReading.AllUsers}\": groups belong to one tenant.";
        }
    }

    private List<TenantId>? ReadTenants(JsonProperty field, string? all) =>
        ReadList(field, all, "tenant ids", text => TenantId.TryParse(text, null, out _))?.ConvertAll(text => TenantId.Parse(text, CultureInfo.InvariantCulture));

    /// <param name="all">The word for all of them; null: there is none.</param>
    /// <returns>The texts of a list; null: all, or an error.</returns>
    private List<string>? ReadList(JsonProperty field, string? all, string what, Func<string, bool> fits)
    {
        if (field.Value.ValueKind == JsonValueKind.String && all is not null && field.Value.GetString() == all)
        {
            return null;
        }

        if (field.Value.ValueKind == JsonValueKind.Array && field.Value.GetArrayLength() > 0
            && field.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && fits(item.GetString() ?? "")))
        {
            return [.. field.Value.EnumerateArray().Select(item => item.GetString() ?? "")];
        }

        _errors[field.Name] = $"{field.Name} takes a list of {what}{(all is null ? "" : $", or \"{all}\"")}.";
        return null;
    }

    private void Unknown(string field, string known) => _errors[field] = $"'{field}' is not a field of this request; it takes {known}.";
}
