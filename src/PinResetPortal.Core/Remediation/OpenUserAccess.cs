using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

/// <summary>Lets everyone use the two applications: takes "assignment required" off.</summary>
internal sealed class OpenUserAccess : IRemediation
{
    public string CheckId => "consent.user-access";

    public int Order => 30;

    public IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice) =>
    [
        .. Open(facts.PinResetService, KnownApps.PinResetServiceAppId, "service"),
        .. Open(facts.PinResetClient, KnownApps.PinResetClientAppId, "client"),
    ];

    private static IEnumerable<ProposedChange> Open(Fact<ServicePrincipalFacts> fact, string appId, string stepName)
    {
        if (fact.ValueOrDefault is { Presence: ServicePrincipalPresence.Present, AppRoleAssignmentRequired: true, ObjectId: { } objectId })
        {
            yield return new(
                $"open-{stepName}",
                $"Let everyone use {KnownApps.NameOf(appId)}: assignment no longer required",
                new PlannedChange.SetAppRoleAssignmentRequired(objectId, appId, Required: false),
                "appRoleAssignmentRequired=true",
                "appRoleAssignmentRequired=false",
                Permissions.ApplicationWrite,
                Permissions.ApplicationRole,
                $"Require assignment for {KnownApps.NameOf(appId)} again",
                new PlannedChange.SetAppRoleAssignmentRequired(objectId, appId, Required: true));
        }
    }
}
