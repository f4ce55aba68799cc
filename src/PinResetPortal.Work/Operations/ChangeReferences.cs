using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Work.Operations;

/// <summary>Puts the ids of objects that earlier steps made into the steps that name them.</summary>
internal static class ChangeReferences
{
    /// <summary>Ids of the objects that the steps of a run have made or changed so far, by step id.</summary>
    public static IReadOnlyDictionary<string, string> CreatedBy(Operation operation) =>
        operation.Steps.Where(step => step.ObjectId is not null).ToDictionary(step => step.Planned.Id, step => step.ObjectId!, StringComparer.Ordinal);

    /// <summary>Whether what <paramref name="earlier"/> did can't be seen any more once <paramref name="later"/> is done: the object is gone, is back, or has the same part written over.</summary>
    public static bool Supersedes(PlannedChange later, PlannedChange earlier) =>
        ObjectOf(later) is { } one && one.Equals(ObjectOf(earlier), StringComparison.OrdinalIgnoreCase)
        && (Removes(later) || later.GetType() == earlier.GetType() || (Removes(earlier) && later is PlannedChange.CreateServicePrincipal or PlannedChange.RestoreServicePrincipal));

    private static bool Removes(PlannedChange change) =>
        change is PlannedChange.DeleteServicePrincipal or PlannedChange.DeleteConfigurationPolicy or PlannedChange.DeleteDeviceConfiguration;

    /// <summary>The object that a change is about: a service principal by its app, a policy by its id. Null: it has no id yet.</summary>
    private static string? ObjectOf(PlannedChange change) => change switch
    {
        PlannedChange.CreateServicePrincipal create => create.AppId,
        PlannedChange.DeleteServicePrincipal delete => delete.AppId,
        PlannedChange.RestoreServicePrincipal restore => restore.AppId,
        PlannedChange.SetServicePrincipalEnabled set => set.AppId,
        PlannedChange.SetAppRoleAssignmentRequired set => set.AppId,
        PlannedChange.DeleteConfigurationPolicy delete => delete.Policy.Id,
        PlannedChange.AssignPolicy assign => assign.Policy.Id,
        PlannedChange.ReplaceConfigurationPolicy replace => replace.PolicyId,
        PlannedChange.UpdatePolicy update => update.PolicyId,
        PlannedChange.DeleteDeviceConfiguration delete => delete.Profile.Id,
        _ => null,
    };

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
