using System.Text.Json;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph.Changing;

/// <summary>https://learn.microsoft.com/graph/api/intune-deviceconfig-windows10customconfiguration-delete</summary>
internal sealed class DeleteDeviceConfigurationHandler : PolicyHandler<PlannedChange.DeleteDeviceConfiguration>
{
    protected override ObjectReference? Target(PlannedChange.DeleteDeviceConfiguration change) => change.Profile;

    protected override PlannedRequest Describe(PlannedChange.DeleteDeviceConfiguration change) =>
        new("DELETE", $"/v1.0{DeviceConfigurations}/{InPath(change.Profile)}", null);

    protected override Task<ChangeOutcome?> InterpretAsync(PlannedChange.DeleteDeviceConfiguration change, WriteAnswer answer, ObjectLookup lookup, CancellationToken cancellationToken) =>
        Task.FromResult<ChangeOutcome?>(answer.SaysAbsent ? new ChangeOutcome.AlreadyInPlace(404, answer.RequestId, change.Profile.Id) : null);

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.DeleteDeviceConfiguration change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        lookup.ObserveAsync(
            ChangeReads.ProfileId.Ask(change.Profile.Id!),
            new ChangeObservation.InPlace(change.Profile.Id),
            _ => NotInPlace,
            cancellationToken);
}

/// <summary>https://learn.microsoft.com/graph/api/intune-deviceconfig-windows10customconfiguration-create (beta: v1.0 has no scope tags to put back)</summary>
internal sealed class CreateDeviceConfigurationHandler : PolicyHandler<PlannedChange.CreateDeviceConfiguration>
{
    private static readonly string[] Sent = ["displayName", "description", "roleScopeTagIds"];

    protected override ObjectReference? Target(PlannedChange.CreateDeviceConfiguration change) => null;

    protected override PlannedRequest Describe(PlannedChange.CreateDeviceConfiguration change) => new("POST", "/beta" + DeviceConfigurations, Body(change.Document));

    // Nothing in a profile is the portal's own: it is the same when its name and every row are.
    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.CreateDeviceConfiguration change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        lookup.ObserveAsync(
            ChangeReads.CustomProfiles.Ask(),
            whenAbsent: null,
            profiles => profiles.FirstOrDefault(profile => PolicyBodies.Holds(profile.Body, Body(change.Document))) is { } found ? new ChangeObservation.InPlace(found.Id) : NotInPlace,
            cancellationToken);

    private static string Body(string document)
    {
        using var parsed = JsonDocument.Parse(document, new JsonDocumentOptions { MaxDepth = 512 });
        return Body(parsed.RootElement);
    }

    internal static string Body(JsonElement profile) => CanonicalJson.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("@odata.type", "#microsoft.graph.windows10CustomConfiguration");
        foreach (var name in Sent)
        {
            if (profile.At(name) is { } value)
            {
                writer.WritePropertyName(name);
                CanonicalJson.Write(writer, value);
            }
        }

        writer.WriteStartArray("omaSettings");
        foreach (var row in profile.Items("omaSettings"))
        {
            CanonicalJson.Write(writer, row, "isEncrypted", "secretReferenceValueId");
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });
}
