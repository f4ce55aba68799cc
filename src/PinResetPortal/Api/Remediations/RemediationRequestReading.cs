using System.Text.Json;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Api.Remediations;

/// <summary>
/// Reads the body strictly: a misspelt field that was silently ignored would run another plan than the caller meant. All errors are
/// collected, each under the name of its field.
/// </summary>
internal sealed class RemediationRequestReading
{
    private readonly Dictionary<string, string> _errors = [];

    public IReadOnlyDictionary<string, string> Errors => _errors;

    /// <summary>Null: all that can be fixed.</summary>
    public IReadOnlyList<string>? Checks { get; private set; }

    public string PlanHash { get; private set; } = "";

    public PolicyChoice Choice { get; private set; } = new();

    public static async Task<RemediationRequestReading> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reading = new RemediationRequestReading();
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
        if (!IsObject(root, "body"))
        {
            return;
        }

        IReadOnlyList<string> scopes = [];
        foreach (var field in root.EnumerateObject())
        {
            switch (field.Name)
            {
                case "checks":
                    ReadChecks(field.Value);
                    break;
                case "planHash":
                    PlanHash = (field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString() : null) ?? "";
                    break;
                case "policy":
                    ReadPolicy(field.Value);
                    break;
                case "scopes":
                    scopes = ReadScopes(field.Value);
                    break;
                default:
                    Unknown(field.Name, "checks, planHash, policy and scopes");
                    break;
            }
        }

        Choice = Choice with { Scopes = scopes };
        if (!root.TryGetProperty("checks", out _))
        {
            _errors["checks"] = "checks is missing: a list of check ids, or \"all\".";
        }

        if (PlanHash.Length == 0)
        {
            _errors["planHash"] = "planHash is missing: the planHash of the plan that was shown.";
        }
    }

    private void ReadChecks(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() == RemediationRequest.All)
        {
            return;
        }

        if (Strings(value) is { Count: > 0 } ids)
        {
            Checks = ids;
            return;
        }

        _errors["checks"] = "checks takes a list of check ids, or \"all\".";
    }

    private List<string> ReadScopes(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null || Strings(value) is { } scopes)
        {
            return Strings(value) ?? [];
        }

        _errors["scopes"] = "scopes takes a list of scopes, as the plan names them.";
        return [];
    }

    private void ReadPolicy(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null || !IsObject(value, "policy"))
        {
            return;
        }

        string? name = null;
        AssignmentChoice? assign = null;
        var template = PolicyTemplateChoice.PinRecovery;
        var helloOn = false;
        foreach (var field in value.EnumerateObject())
        {
            switch (field.Name)
            {
                case "name":
                    name = ReadName(field.Value);
                    break;
                case "assign":
                    assign = ReadAssign(field.Value);
                    break;
                case "template" when field.Value.ValueKind is not JsonValueKind.Null:
                    if (field.Value.ValueKind != JsonValueKind.String || !PolicyChoiceReading.TryTemplate(field.Value.GetString(), out template))
                    {
                        _errors["policy.template"] = $"policy.template is \"{PolicyChoiceReading.PinRecovery}\" or \"{PolicyChoiceReading.HelloBaseline}\".";
                    }

                    break;
                case "turnHelloOn" when field.Value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                    helloOn = field.Value.GetBoolean();
                    break;
                case "turnHelloOn" when field.Value.ValueKind is not JsonValueKind.Null:
                    _errors["policy.turnHelloOn"] = "policy.turnHelloOn is true or false.";
                    break;
                case "template" or "turnHelloOn":
                    break;
                default:
                    Unknown($"policy.{field.Name}", "name, assign, template and turnHelloOn");
                    break;
            }
        }

        Choice = new(name, assign) { Template = template, TurnHelloOn = helloOn };
        if (Choice.Problem is { } problem && !_errors.ContainsKey("policy.assign"))
        {
            _errors["policy.turnHelloOn"] = problem;
        }
    }

    private string? ReadName(JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: <= PolicyChoiceReading.LongestName } name)
        {
            return string.IsNullOrWhiteSpace(name) ? null : name;
        }

        _errors["policy.name"] = $"policy.name takes a text of at most {PolicyChoiceReading.LongestName} characters.";
        return null;
    }

    private AssignmentChoice? ReadAssign(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && PolicyChoiceReading.TryWord(value.GetString(), out var word))
        {
            return word;
        }

        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in value.EnumerateObject().Where(field => field.Name != "groups"))
            {
                Unknown($"policy.assign.{field.Name}", "groups");
            }

            if (value.TryGetProperty("groups", out var groups) && PolicyChoiceReading.TryGroups(Strings(groups) ?? [], out var chosen))
            {
                return chosen;
            }
        }

        _errors["policy.assign"] = "policy.assign takes \"allDevices\", \"allUsers\" or {\"groups\":[object ids]}.";
        return null;
    }

    private static List<string>? Strings(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(item => item.GetString() ?? "")]
            : null;

    private bool IsObject(JsonElement value, string field)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            return true;
        }

        _errors[field] = $"{field} must be a JSON object.";
        return false;
    }

    private void Unknown(string field, string known) => _errors[field] = $"'{field}' is not a field of this request; it takes {known}.";
}
