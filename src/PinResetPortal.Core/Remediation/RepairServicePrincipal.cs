using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

/// <summary>Creates, restores or enables one of the two service principals.</summary>
internal abstract class RepairServicePrincipal(string checkId, int order, string appId, string stepName, Func<TenantFacts, Fact<ServicePrincipalFacts>> fact) : IRemediation
{
    public string CheckId => checkId;

    public int Order => order;

    public IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice) => fact(facts).ValueOrDefault switch
    {
        { Presence: ServicePrincipalPresence.Absent } => [Create()],
        { Presence: ServicePrincipalPresence.SoftDeleted, ObjectId: { } objectId } deleted =>
            deleted.AccountEnabled ? [Restore(objectId)] : [Restore(objectId), Enable(objectId)],
        { Presence: ServicePrincipalPresence.Present, AccountEnabled: false, ObjectId: { } objectId } => [Enable(objectId)],
        _ => [],
    };

    private string Name => KnownApps.NameOf(appId);

    private ProposedChange Create()
    {
        var step = $"create-{stepName}";
        return new(
            step,
            $"Register {Name}: create its service principal",
            new PlannedChange.CreateServicePrincipal(appId),
            "absent",
            "present, accountEnabled=true",
            Permissions.ApplicationWrite,
            Permissions.ApplicationRole,
            $"Delete the service principal of {Name} (restorable for 30 days)",
            new PlannedChange.DeleteServicePrincipal(ObjectReference.CreatedBy(step), appId));
    }

    private ProposedChange Restore(string objectId) => new(
        $"restore-{stepName}",
        $"Restore {Name} from deleted items",
        new PlannedChange.RestoreServicePrincipal(objectId, appId),
        "in deleted items",
        "present",
        Permissions.ApplicationWrite,
        Permissions.ApplicationRole,
        $"Delete the service principal of {Name} again (restorable for 30 days)",
        new PlannedChange.DeleteServicePrincipal(objectId, appId));

    private ProposedChange Enable(string objectId) => new(
        $"enable-{stepName}",
        $"Switch {Name} on",
        new PlannedChange.SetServicePrincipalEnabled(objectId, appId, Enabled: true),
        "accountEnabled=false",
        "accountEnabled=true",
        Permissions.ApplicationWrite,
        Permissions.ApplicationRole,
        $"Switch {Name} off again",
        new PlannedChange.SetServicePrincipalEnabled(objectId, appId, Enabled: false));
}

/// <summary>The Service comes first: it is the resource that the Client asks for.</summary>
internal sealed class RepairPinResetService() : RepairServicePrincipal("consent.pin-reset-service", 10, KnownApps.PinResetServiceAppId, "service", facts => facts.PinResetService);

internal sealed class RepairPinResetClient() : RepairServicePrincipal("consent.pin-reset-client", 20, KnownApps.PinResetClientAppId, "client", facts => facts.PinResetClient);
