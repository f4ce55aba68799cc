using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Core.Operations;

/// <summary>Puts the ids of objects that earlier steps made into the steps that name them.</summary>
internal static class ChangeReferences
{
    /// <param name="created">Object ids by step id.</param>
    public static PlannedChange Resolve(PlannedChange change, IReadOnlyDictionary<string, string> created) => change switch
    {
        PlannedChange.DeleteServicePrincipal delete => delete with { ServicePrincipal = delete.ServicePrincipal.Resolve(created) },
        PlannedChange.SetServicePrincipalEnabled set => set with { ServicePrincipal = set.ServicePrincipal.Resolve(created) },
        PlannedChange.SetAppRoleAssignmentRequired set => set with { ServicePrincipal = set.ServicePrincipal.Resolve(created) },
        PlannedChange.DeleteConfigurationPolicy delete => delete with { Policy = delete.Policy.Resolve(created) },
        PlannedChange.AssignPolicy assign => assign with { Policy = assign.Policy.Resolve(created) },
        PlannedChange.DeleteDeviceConfiguration delete => delete with { Profile = delete.Profile.Resolve(created) },
        _ => change,
    };

    /// <summary>Whether every object that the change names is known.</summary>
    public static bool AreResolved(PlannedChange change) => change switch
    {
        PlannedChange.DeleteServicePrincipal { ServicePrincipal.Id: null } => false,
        PlannedChange.SetServicePrincipalEnabled { ServicePrincipal.Id: null } => false,
        PlannedChange.SetAppRoleAssignmentRequired { ServicePrincipal.Id: null } => false,
        PlannedChange.DeleteConfigurationPolicy { Policy.Id: null } => false,
        PlannedChange.AssignPolicy { Policy.Id: null } => false,
        PlannedChange.DeleteDeviceConfiguration { Profile.Id: null } => false,
        _ => true,
    };
}
