using PinResetPortal.Core.Remediation;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph.Changing;

/// <summary>https://learn.microsoft.com/graph/api/serviceprincipal-post-serviceprincipals</summary>
internal sealed class CreateServicePrincipalHandler : ServicePrincipalHandler<PlannedChange.CreateServicePrincipal>
{
    protected override ObjectReference? Target(PlannedChange.CreateServicePrincipal change) => null;

    protected override PlannedRequest Describe(PlannedChange.CreateServicePrincipal change) =>
        new("POST", "/v1.0/servicePrincipals", CanonicalJson.Build(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("appId", change.AppId);
            writer.WriteEndObject();
        }));

    protected override async Task<ChangeOutcome?> InterpretAsync(PlannedChange.CreateServicePrincipal change, WriteAnswer answer, ObjectLookup lookup, CancellationToken cancellationToken)
    {
        var (code, message) = ErrorBody.Of(answer.Body);
        var exists = answer.Status == 409
            || (answer.Status == 400 && (code == "Request_MultipleObjectsWithSameKeyValue" || message?.Contains("already in use", StringComparison.OrdinalIgnoreCase) == true));
        return exists && await ObserveAsync(change, lookup, cancellationToken) is ChangeObservation.InPlace { ObjectId: var id }
            ? new ChangeOutcome.AlreadyInPlace(answer.Status ?? 0, answer.RequestId, id)
            : exists ? new ChangeOutcome.NotVisibleYet(answer.Status ?? 0, answer.RequestId)
            : null;
    }

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.CreateServicePrincipal change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        lookup.ObserveAsync(
            ChangeReads.ServicePrincipalIds.Ask(change.AppId),
            whenAbsent: null,
            ids => ids.Count > 0 ? new ChangeObservation.InPlace(ids[0]) : NotInPlace,
            cancellationToken);
}

/// <summary>https://learn.microsoft.com/graph/api/serviceprincipal-delete</summary>
internal sealed class DeleteServicePrincipalHandler : ServicePrincipalHandler<PlannedChange.DeleteServicePrincipal>
{
    protected override ObjectReference? Target(PlannedChange.DeleteServicePrincipal change) => change.ServicePrincipal;

    protected override PlannedRequest Describe(PlannedChange.DeleteServicePrincipal change) => new("DELETE", $"/v1.0/servicePrincipals/{InPath(change.ServicePrincipal)}", null);

    protected override Task<ChangeOutcome?> InterpretAsync(PlannedChange.DeleteServicePrincipal change, WriteAnswer answer, ObjectLookup lookup, CancellationToken cancellationToken) =>
        Task.FromResult<ChangeOutcome?>(answer.SaysAbsent ? new ChangeOutcome.AlreadyInPlace(404, answer.RequestId, change.ServicePrincipal.Id) : null);

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.DeleteServicePrincipal change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        ObserveAsync(change.ServicePrincipal, lookup, new ChangeObservation.InPlace(change.ServicePrincipal.Id), _ => false, cancellationToken);
}

/// <summary>https://learn.microsoft.com/graph/api/directory-deleteditems-restore</summary>
internal sealed class RestoreServicePrincipalHandler : ServicePrincipalHandler<PlannedChange.RestoreServicePrincipal>
{
    protected override ObjectReference? Target(PlannedChange.RestoreServicePrincipal change) => change.ObjectId;

    protected override PlannedRequest Describe(PlannedChange.RestoreServicePrincipal change) =>
        new("POST", $"/v1.0/directory/deletedItems/{Uri.EscapeDataString(change.ObjectId)}/restore", null);

    protected override async Task<ChangeOutcome?> InterpretAsync(PlannedChange.RestoreServicePrincipal change, WriteAnswer answer, ObjectLookup lookup, CancellationToken cancellationToken) =>
        answer.Status is 404 or 409 && await ObserveAsync(change, lookup, cancellationToken) is ChangeObservation.InPlace
            ? new ChangeOutcome.AlreadyInPlace(answer.Status.Value, answer.RequestId, change.ObjectId)
            : null;

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.RestoreServicePrincipal change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        ObserveAsync(change.ObjectId, lookup, NotInPlace, _ => true, cancellationToken);
}

/// <summary>https://learn.microsoft.com/graph/api/serviceprincipal-update</summary>
internal sealed class SetServicePrincipalEnabledHandler : ServicePrincipalHandler<PlannedChange.SetServicePrincipalEnabled>
{
    protected override ObjectReference? Target(PlannedChange.SetServicePrincipalEnabled change) => change.ServicePrincipal;

    protected override PlannedRequest Describe(PlannedChange.SetServicePrincipalEnabled change) => Patch(change.ServicePrincipal, "accountEnabled", change.Enabled);

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.SetServicePrincipalEnabled change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        ObserveAsync(change.ServicePrincipal, lookup, NotInPlace, one => one.AccountEnabled == change.Enabled, cancellationToken);
}

/// <summary>https://learn.microsoft.com/graph/api/serviceprincipal-update</summary>
internal sealed class SetAppRoleAssignmentRequiredHandler : ServicePrincipalHandler<PlannedChange.SetAppRoleAssignmentRequired>
{
    protected override ObjectReference? Target(PlannedChange.SetAppRoleAssignmentRequired change) => change.ServicePrincipal;

    protected override PlannedRequest Describe(PlannedChange.SetAppRoleAssignmentRequired change) => Patch(change.ServicePrincipal, "appRoleAssignmentRequired", change.Required);

    protected override Task<ChangeObservation> ObserveAsync(PlannedChange.SetAppRoleAssignmentRequired change, ObjectLookup lookup, CancellationToken cancellationToken) =>
        ObserveAsync(change.ServicePrincipal, lookup, NotInPlace, one => one.AppRoleAssignmentRequired == change.Required, cancellationToken);
}

internal abstract class ServicePrincipalHandler<TChange> : ChangeHandler<TChange>
    where TChange : PlannedChange
{
    public override GraphFeature Feature => GraphFeature.ChangeServicePrincipals;

    protected static PlannedRequest Patch(ObjectReference servicePrincipal, string property, bool value) =>
        new("PATCH", $"/v1.0/servicePrincipals/{InPath(servicePrincipal)}", CanonicalJson.Build(writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean(property, value);
            writer.WriteEndObject();
        }));

    protected static Task<ChangeObservation> ObserveAsync(
        ObjectReference servicePrincipal, ObjectLookup lookup, ChangeObservation whenAbsent, Func<ServicePrincipalSwitches, bool> holds, CancellationToken cancellationToken) =>
        lookup.ObserveAsync(
            ChangeReads.ServicePrincipal.Ask(servicePrincipal.Id!),
            whenAbsent,
            one => holds(one) ? new ChangeObservation.InPlace(servicePrincipal.Id) : NotInPlace,
            cancellationToken);
}
