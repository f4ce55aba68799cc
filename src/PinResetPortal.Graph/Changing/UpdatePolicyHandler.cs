using System.Text.Json;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph.Changing;

/// <summary>
/// https://learn.microsoft.com/graph/api/intune-deviceconfig-windowsidentityprotectionconfiguration-update (beta),
/// https://learn.microsoft.com/graph/api/intune-deviceconfig-windows10customconfiguration-update and
/// https://learn.microsoft.com/graph/api/intune-deviceintent-devicemanagementintent-updatesettings (beta)
/// </summary>
internal sealed class UpdatePolicyHandler : PolicyHandler<PlannedChange.UpdatePolicy>
{
    private const string Intents = "/deviceManagement/intents";

    protected override ObjectReference? Target(PlannedChange.UpdatePolicy change) => change.PolicyId;

    protected override PlannedRequest Describe(PlannedChange.UpdatePolicy change)
    {
        using var document = JsonDocument.Parse(change.Document, new JsonDocumentOptions { MaxDepth = 512 });
        var id = Uri.EscapeDataString(change.PolicyId);
        return change.Kind switch
        {
            PolicyKind.IdentityProtection => new("PATCH", $"/beta{DeviceConfigurations}/{id}", IdentityProtection(document.RootElement)),
            PolicyKind.CustomOmaUri => new("PATCH", $"/v1.0{DeviceConfigurations}/{id}", Custom(document.RootElement)),
            PolicyKind.Intent => new("POST", $"/beta{Intents}/{id}/updateSettings", Intent(document.RootElement.Items("settings"))),
            _ => throw new ArgumentException($"Policies of kind {change.Kind} are replaced as a whole.", nameof(change)),
        };
    }

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.UpdatePolicy change, ObjectLookup lookup, CancellationToken cancellationToken)
    {
        var wanted = Describe(change).Body;
        var current = change.Kind switch
        {
            PolicyKind.Intent => ChangeReads.IntentBody,
            PolicyKind.CustomOmaUri => ChangeReads.CustomProfileBody,
            _ => ChangeReads.IdentityProtectionBody,
        };
        return lookup.ObserveAsync(
            current.Ask(change.PolicyId), NotInPlace, body => body == wanted ? new ChangeObservation.InPlace(change.PolicyId) : NotInPlace, cancellationToken);
    }

    internal static string IdentityProtection(JsonElement policy) => CanonicalJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("@odata.type", "#microsoft.graph.windowsIdentityProtectionConfiguration");
        if (policy.Flag(KnownSettings.IdentityProtectionPinRecovery) is { } enabled)
        {
            writer.WriteBoolean(KnownSettings.IdentityProtectionPinRecovery, enabled);
        }
        else
        {
            writer.WriteNull(KnownSettings.IdentityProtectionPinRecovery);
        }

        writer.WriteEndObject();
    });

    // Rows are one property: Graph replaces all of them, so all of them are sent, each as it was read.
    internal static string Custom(JsonElement policy) => CanonicalJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("@odata.type", "#microsoft.graph.windows10CustomConfiguration");
        writer.WriteStartArray("omaSettings");
        foreach (var row in policy.Items("omaSettings"))
        {
            CanonicalJson.Write(writer, row, "isEncrypted", "secretReferenceValueId");
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    // Named settings change, the others of the intent stay.
    internal static string Intent(IEnumerable<JsonElement> settings) => CanonicalJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("settings");
        foreach (var setting in settings.Where(setting => KnownSettings.IntentPinRecovery.Equals(setting.Text("definitionId"), StringComparison.OrdinalIgnoreCase)))
        {
            writer.WriteStartObject();
            writer.WriteString("@odata.type", setting.Text("@odata.type") ?? "#microsoft.graph.deviceManagementBooleanSettingInstance");
            if (setting.Text("id") is { } id)
            {
                writer.WriteString("id", id);
            }

            writer.WriteString("definitionId", setting.Text("definitionId"));
            writer.WriteString("valueJson", setting.Text("valueJson"));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
