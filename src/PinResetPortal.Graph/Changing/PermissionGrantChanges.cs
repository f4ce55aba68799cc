using PinResetPortal.Core.Remediation;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph.Changing;

/// <summary>https://learn.microsoft.com/graph/api/oauth2permissiongrant-post</summary>
internal sealed class CreatePermissionGrantHandler : PermissionGrantHandler<PlannedChange.CreatePermissionGrant>
{
    protected override ObjectReference? Target(PlannedChange.CreatePermissionGrant change) => null;

    protected override PlannedRequest Describe(PlannedChange.CreatePermissionGrant change) =>
        new("POST", "/v1.0/oauth2PermissionGrants", CanonicalJson.Build(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("clientId", change.ClientId);
            writer.WriteString("consentType", "AllPrincipals");
            writer.WriteString("resourceId", change.ResourceId);
            writer.WriteString("scope", change.Scope);
            writer.WriteEndObject();
        }));

    /// <summary>There is one grant for everybody between two applications: another one with other scopes is somebody else's.</summary>
    protected override async Task<ChangeOutcome?> InterpretAsync(PlannedChange.CreatePermissionGrant change, WriteAnswer answer, ObjectLookup lookup, CancellationToken cancellationToken) =>
        answer.Status == 409 && await ObserveAsync(change, lookup, cancellationToken) is ChangeObservation.InPlace { ObjectId: var id }
            ? new ChangeOutcome.AlreadyInPlace(409, answer.RequestId, id)
            : null;

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.CreatePermissionGrant change, ObjectLookup lookup, CancellationToken cancellationToken) => lookup.ObserveAsync(
        ChangeReads.PermissionGrants.Ask(change.ClientId),
        whenAbsent: null,
        grants => grants.FirstOrDefault(grant => grant.IsForEverybody && grant.ResourceId.Equals(change.ResourceId, StringComparison.OrdinalIgnoreCase)) is { } found && found.Has(change.Scope)
            ? new ChangeObservation.InPlace(found.Id)
            : NotInPlace,
        cancellationToken);
}

/// <summary>https://learn.microsoft.com/graph/api/oauth2permissiongrant-delete</summary>
internal sealed class DeletePermissionGrantHandler : PermissionGrantHandler<PlannedChange.DeletePermissionGrant>
{
    protected override ObjectReference? Target(PlannedChange.DeletePermissionGrant change) => change.Grant;

    protected override PlannedRequest Describe(PlannedChange.DeletePermissionGrant change) => new("DELETE", $"/v1.0/oauth2PermissionGrants/{InPath(change.Grant)}", null);

    protected override Task<ChangeOutcome?> InterpretAsync(PlannedChange.DeletePermissionGrant change, WriteAnswer answer, ObjectLookup lookup, CancellationToken cancellationToken) =>
        Task.FromResult<ChangeOutcome?>(answer.SaysAbsent ? new ChangeOutcome.AlreadyInPlace(404, answer.RequestId, change.Grant.Id) : null);

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.DeletePermissionGrant change, ObjectLookup lookup, CancellationToken cancellationToken) => lookup.ObserveAsync(
        ChangeReads.PermissionGrants.Ask(change.ClientId),
        whenAbsent: null,
        grants => grants.Any(grant => grant.Id == change.Grant.Id) ? NotInPlace : new ChangeObservation.InPlace(change.Grant.Id),
        cancellationToken);
}

internal abstract class PermissionGrantHandler<TChange> : ChangeHandler<TChange>
    where TChange : PlannedChange
{
    public override GraphFeature Feature => GraphFeature.ChangeGrants;
}
