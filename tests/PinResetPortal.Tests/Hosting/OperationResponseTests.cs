using PinResetPortal.Api.Operations;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Hosting;

public sealed class OperationResponseTests
{
    [FactAttribute]
    public void From_Undo_ShowsTheRequestThatItSends()
    {
        var (create, delete) = (new PlannedChange.CreateServicePrincipal(KnownApps.PinResetServiceAppId), new PlannedChange.DeleteServicePrincipal("id", KnownApps.PinResetServiceAppId));
        var step = new PlannedStep(
            "undo-create", "consent.pin-reset-service", "Remove it", delete, new("DELETE", "/v1.0/servicePrincipals/id", null), "present", "absent", "Application.ReadWrite.All", "Cloud Application Administrator",
            new("Create it", create, new("POST", "/v1.0/servicePrincipals", null)));
        var by = new Actor(ActorKind.User, "olive", "Olive", FakeTenantCatalog.Home, PortalRole.Operator, new());
        var undo = Operation.New(OperationKind.Undo, by.KeyOf(FakeTenantCatalog.Customer), "hash", [], new(), [new(step)], by, DateTimeOffset.UnixEpoch);

        var shown = Assert.Single(OperationResponse.From(undo).Steps);

        Assert.Equal(("DELETE", "/v1.0/servicePrincipals/id", "Remove it", "present", "absent"), (shown.Method, shown.Path, shown.Summary, shown.Before, shown.After));
    }
}
