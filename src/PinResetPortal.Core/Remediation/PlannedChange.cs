using System.Text.Json.Serialization;
using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Remediation;

/// <summary>
/// One change to a tenant, in the field's terms. The Graph room turns it into exactly one request
/// (<c>IChangeExecutor.Describe</c>) and sends exactly that.
/// </summary>
[JsonDerivedType(typeof(CreateServicePrincipal), "createServicePrincipal")]
[JsonDerivedType(typeof(DeleteServicePrincipal), "deleteServicePrincipal")]
[JsonDerivedType(typeof(RestoreServicePrincipal), "restoreServicePrincipal")]
[JsonDerivedType(typeof(SetServicePrincipalEnabled), "setServicePrincipalEnabled")]
[JsonDerivedType(typeof(SetAppRoleAssignmentRequired), "setAppRoleAssignmentRequired")]
[JsonDerivedType(typeof(CreateConfigurationPolicy), "createConfigurationPolicy")]
[JsonDerivedType(typeof(DeleteConfigurationPolicy), "deleteConfigurationPolicy")]
[JsonDerivedType(typeof(AssignPolicy), "assignPolicy")]
[JsonDerivedType(typeof(ReplaceConfigurationPolicy), "replaceConfigurationPolicy")]
[JsonDerivedType(typeof(UpdatePolicy), "updatePolicy")]
[JsonDerivedType(typeof(DeleteDeviceConfiguration), "deleteDeviceConfiguration")]
[JsonDerivedType(typeof(CreateDeviceConfiguration), "createDeviceConfiguration")]
[JsonDerivedType(typeof(CreatePermissionGrant), "createPermissionGrant")]
[JsonDerivedType(typeof(DeletePermissionGrant), "deletePermissionGrant")]
public abstract record PlannedChange
{
    private protected PlannedChange()
    {
    }

    /// <summary>What runs, summaries and words have to know of this kind. A method, so that it is not stored.</summary>
    public abstract ChangeTraits Traits();

    /// <summary>POST /v1.0/servicePrincipals {"appId"}.</summary>
    public sealed record CreateServicePrincipal(string AppId) : PlannedChange
    {
        public override ChangeTraits Traits() => new(ChangeAction.CreateServicePrincipal, AppId) { BringsBack = true, Settings = SettingsSource.None };
    }

    /// <summary>DELETE /v1.0/servicePrincipals/{id}: the undo of create and of restore; it can be restored for 30 days.</summary>
    public sealed record DeleteServicePrincipal(ObjectReference ServicePrincipal, string AppId) : PlannedChange
    {
        public override ChangeTraits Traits() => new(ChangeAction.DeleteServicePrincipal, AppId)
        {
            Open = new(ServicePrincipal, known => this with { ServicePrincipal = known }),
            Removes = true,
            Settings = SettingsSource.None,
        };
    }

    /// <summary>POST /v1.0/directory/deletedItems/{id}/restore.</summary>
    public sealed record RestoreServicePrincipal(string ObjectId, string AppId) : PlannedChange
    {
        public override ChangeTraits Traits() => new(ChangeAction.RestoreServicePrincipal, AppId) { BringsBack = true, Settings = SettingsSource.None };
    }

    /// <summary>PATCH /v1.0/servicePrincipals/{id} {"accountEnabled"}.</summary>
    public sealed record SetServicePrincipalEnabled(ObjectReference ServicePrincipal, string AppId, bool Enabled) : PlannedChange
    {
        public override ChangeTraits Traits() => new(Enabled ? ChangeAction.EnableServicePrincipal : ChangeAction.DisableServicePrincipal, AppId)
        {
            Open = new(ServicePrincipal, known => this with { ServicePrincipal = known }),
            Settings = SettingsSource.Stated,
            Stated = [Switch("accountEnabled", "Enabled for users to sign in", Enabled)],
        };
    }

    /// <summary>PATCH /v1.0/servicePrincipals/{id} {"appRoleAssignmentRequired"}.</summary>
    public sealed record SetAppRoleAssignmentRequired(ObjectReference ServicePrincipal, string AppId, bool Required) : PlannedChange
    {
        public override ChangeTraits Traits() => new(Required ? ChangeAction.RequireAssignment : ChangeAction.OpenUserAccess, AppId)
        {
            Open = new(ServicePrincipal, known => this with { ServicePrincipal = known }),
            Settings = SettingsSource.Stated,
            Stated = [Switch("appRoleAssignmentRequired", "Assignment required", Required)],
        };
    }

    /// <summary>POST /beta/deviceManagement/configurationPolicies.</summary>
    /// <param name="InsteadOf">Id of a policy of the portal that is gone and that this one takes the place of.</param>
    public sealed record CreateConfigurationPolicy(PolicyDraft Draft, string? InsteadOf = null) : PlannedChange
    {
        public override ChangeTraits Traits() => new(ChangeAction.CreatePolicy, null) { Deploys = true, MakesAnother = true, Settings = SettingsSource.Made };
    }

    /// <summary>DELETE /beta/deviceManagement/configurationPolicies/{id}.</summary>
    public sealed record DeleteConfigurationPolicy(ObjectReference Policy) : PlannedChange
    {
        public override ChangeTraits Traits() => new(ChangeAction.DeletePolicy, Policy.Id)
        {
            Open = new(Policy, known => this with { Policy = known }),
            Removes = true,
            Settings = SettingsSource.Gone,
        };
    }

    /// <summary>
    /// POST …/{id}/assign with the whole list, because Graph replaces what is there. The path depends on <paramref name="Kind"/>:
    /// configurationPolicies, intents or deviceConfigurations, on beta, where targets keep their filters.
    /// </summary>
    public sealed record AssignPolicy(PolicyKind Kind, ObjectReference Policy, IReadOnlyList<PolicyAssignment> Assignments) : PlannedChange
    {
        private bool IsTakenAway => Assignments is { Count: 0 };

        public override ChangeTraits Traits() => new(IsTakenAway ? ChangeAction.UnassignPolicy : ChangeAction.AssignPolicy, Policy.Id)
        {
            Open = new(Policy, known => this with { Policy = known }),
            Deploys = true,
            Settings = IsTakenAway ? SettingsSource.TakenAway : SettingsSource.Given,
        };

        public bool Equals(AssignPolicy? other) =>
            other is not null && Kind == other.Kind && Policy == other.Policy && Assignments.SequenceEqual(other.Assignments);

        public override int GetHashCode() => HashCode.Combine(Kind, Policy, Assignments.Count);
    }

    /// <summary>
    /// PUT /beta/deviceManagement/configurationPolicies/{id} with the whole policy: every setting as it was read, one value changed.
    /// </summary>
    /// <param name="Document">The policy (JSON) with all its settings, as it shall be.</param>
    public sealed record ReplaceConfigurationPolicy(string PolicyId, string Document) : PlannedChange
    {
        public override ChangeTraits Traits() => new(ChangeAction.ChangePolicy, PolicyId) { Deploys = true, Settings = SettingsSource.Replaced };
    }

    /// <summary>
    /// Sets EnablePinRecovery in a policy of the older kinds: PATCH /beta/deviceManagement/deviceConfigurations/{id} for identity
    /// protection, the same on v1.0 with all rows for a custom profile, POST /beta/deviceManagement/intents/{id}/updateSettings for an intent.
    /// </summary>
    /// <param name="Document">The policy (JSON) as it shall be; only what carries EnablePinRecovery is sent.</param>
    public sealed record UpdatePolicy(PolicyKind Kind, string PolicyId, string Document) : PlannedChange
    {
        public override ChangeTraits Traits() => new(ChangeAction.ChangePolicy, PolicyId)
        {
            Deploys = true,
            Settings = Kind == PolicyKind.CustomOmaUri ? SettingsSource.Replaced : SettingsSource.Set,
        };
    }

    /// <summary>DELETE /v1.0/deviceManagement/deviceConfigurations/{id}: a custom profile in which nothing is left.</summary>
    public sealed record DeleteDeviceConfiguration(ObjectReference Profile) : PlannedChange
    {
        public override ChangeTraits Traits() => new(ChangeAction.DeletePolicy, Profile.Id)
        {
            Open = new(Profile, known => this with { Profile = known }),
            Removes = true,
            Settings = SettingsSource.Gone,
        };
    }

    /// <summary>POST /beta/deviceManagement/deviceConfigurations: the undo of the deletion; the profile gets a new id.</summary>
    /// <param name="Document">The custom profile (JSON) as it was read.</param>
    public sealed record CreateDeviceConfiguration(string Document) : PlannedChange
    {
        public override ChangeTraits Traits() => new(ChangeAction.CreatePolicy, null) { MakesAnother = true, Settings = SettingsSource.Made };
    }

    /// <summary>POST /v1.0/oauth2PermissionGrants with consentType AllPrincipals.</summary>
    /// <param name="ClientId">Object id of the client's service principal.</param>
    /// <param name="ResourceId">Object id of the resource's service principal.</param>
    /// <param name="Scope">Delegated permissions, separated by spaces.</param>
    public sealed record CreatePermissionGrant(string ClientId, string ResourceId, string Scope) : PlannedChange
    {
        public override ChangeTraits Traits() => new(ChangeAction.GrantPermission, null)
        {
            Settings = SettingsSource.Stated,
            Stated = [.. Scope.Split(' ').Select(scope => new SettingChange(scope, $"Delegated permission {scope}", "not granted to everybody", "granted to everybody"))],
        };
    }

    /// <summary>DELETE /v1.0/oauth2PermissionGrants/{id}.</summary>
    /// <param name="ClientId">Object id of the client's service principal: grants are listed by it.</param>
    public sealed record DeletePermissionGrant(ObjectReference Grant, string ClientId) : PlannedChange
    {
        public override ChangeTraits Traits() => new(ChangeAction.TakePermissionBack, Grant.Id)
        {
            Open = new(Grant, known => this with { Grant = known }),
            Removes = true,
            Settings = SettingsSource.None,
        };
    }

    private static SettingChange Switch(string id, string name, bool then) => new(id, name, then ? "no" : "yes", then ? "yes" : "no");
}

/// <summary>
/// An object's id, or the step that will make it. Paths and bodies show the latter as <c>{step-id}</c> until the step has run.
/// </summary>
public sealed record ObjectReference(string? Id, string? StepId = null)
{
    public static implicit operator ObjectReference(string id) => new(id);

    public static ObjectReference CreatedBy(string stepId) => new(null, stepId);

    /// <summary>The id, or <c>{step-id}</c> in braces while it is not known.</summary>
    public override string ToString() => Id ?? $"{{{StepId}}}";

    /// <summary>What a step made takes the place of an id that was known before: a profile that was made again has a new one.</summary>
    /// <param name="created">Object ids by step id.</param>
    public ObjectReference Resolve(IReadOnlyDictionary<string, string> created) =>
        StepId is not null && created.TryGetValue(StepId, out var id) ? new(id, StepId) : this;
}

/// <summary>One request, as it is shown and as it is sent.</summary>
/// <param name="Path">With version and leading slash, for example <c>/v1.0/servicePrincipals</c>.</param>
/// <param name="Body">JSON, or null.</param>
public sealed record PlannedRequest(string Method, string Path, string? Body);
