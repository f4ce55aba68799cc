using System.Text.Json.Nodes;

namespace PinResetPortal.Core.Registration.Printing;

/// <summary>
/// The requests of <see cref="RegistrationPlan"/> for a tenant that has nothing of the portal, with placeholders in braces where only the tenant
/// can tell: ids of what is made, of the APIs, and of permissions that no list publishes.
/// </summary>
internal sealed class RegistrationScript
{
    /// <summary>Ids that no service has; they stand for a placeholder while the plan is made.</summary>
    private const string StandInPrefix = "ffffffff-ffff-4fff-8fff-";
    private const string TenantStandIn = "ffffffff-ffff-4fff-9fff-000000000000";

    public RegistrationScript(PrintWish wish)
    {
        var registration = wish.Registration;
        Lookups = [.. Unpublished(registration).Select((one, index) => new PermissionLookup(one.Permission, one.Kind, StandIn(index)))];
        var live = LiveRegistration.Nothing with { Resources = [.. registration.Permissions.GroupBy(one => one.Resource).Select(Principal)] };
        IReadOnlyList<string> admins = wish.Admins.Count > 0 ? wish.Admins : [""];
        Admins = [.. admins.Select((who, index) => (who, $"{{id of admin {index + 1}}}"))];
        Steps =
        [
            .. RegistrationPlan.Of(registration, live, new(wish.Name, wish.UniqueName, Credential(wish), [.. Admins.Select(one => new RoleGift(one.Placeholder, one.Who.Length > 0 ? one.Who : "whoever runs this", "Admin"))]))
                .Select(Resolved),
        ];
        Resources = [.. registration.Permissions.Select(one => one.Resource).Distinct()];
    }

    public const string Tenant = "{tenant id}";

    public const string Identity = "{id of the managed identity}";

    public IReadOnlyList<RegistrationStep> Steps { get; }

    /// <summary>Application ids of the APIs, whose service principals are needed first.</summary>
    public IReadOnlyList<string> Resources { get; }

    /// <summary>Permissions whose ids only the tenant can tell.</summary>
    public IReadOnlyList<PermissionLookup> Lookups { get; }

    /// <summary>Who gets the role Admin; an empty name: whoever runs the script.</summary>
    public IReadOnlyList<(string Who, string Placeholder)> Admins { get; }

    /// <summary>A text of a step or of the application object with placeholders for stand-ins.</summary>
    private string WithPlaceholders(string text) => Lookups.Aggregate(
        text.Replace(TenantStandIn, Tenant, StringComparison.Ordinal),
        (now, lookup) => now.Replace(lookup.StandIn, lookup.Placeholder, StringComparison.Ordinal));

    private RegistrationStep Resolved(RegistrationStep step) => step with
    {
        Path = WithPlaceholders(step.Path),
        Body = step.Body is { } body ? JsonNode.Parse(WithPlaceholders(body.ToJsonString())) as JsonObject : null,
    };

    /// <summary>A certificate or secret is made by the tool itself, so that its private part never stands in a text.</summary>
    private static RegistrationStep? Credential(PrintWish wish) => wish.ManagedIdentity is null ? null
        : CredentialSteps.ManagedIdentity(new Uri(wish.Cloud.Authority, $"{TenantStandIn}/v2.0"), Identity, wish.Cloud.TokenExchange);

    private JsonObject Principal(IGrouping<string, PortalPermission> resource) => new()
    {
        ["id"] = Placeholders.Resource(resource.Key),
        ["appId"] = resource.Key,
        ["oauth2PermissionScopes"] = Permissions(resource, PermissionKind.Delegated, one => one.DelegatedId),
        ["appRoles"] = Permissions(resource, PermissionKind.Application, one => one.ApplicationId),
    };

    private JsonArray Permissions(IEnumerable<PortalPermission> permissions, PermissionKind kind, Func<PortalPermission, Guid?> id) =>
    [
        .. permissions.Where(one => kind == PermissionKind.Delegated || one.HasApplicationKind).Select(one => new JsonObject
        {
            ["value"] = one.Name,
            ["id"] = id(one)?.ToString("D") ?? Lookups.FirstOrDefault(lookup => lookup.Permission == one && lookup.Kind == kind)?.StandIn,
        }),
    ];

    private static IEnumerable<(PortalPermission Permission, PermissionKind Kind)> Unpublished(PortalRegistration registration) =>
        from permission in registration.Permissions
        from kind in registration.KindsOf(permission)
        where PermissionIds.Published.Find(permission, kind) is null
        select (permission, kind);

    private static string StandIn(int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{StandInPrefix}{index:D12}");
}

/// <summary>A permission whose id is looked up by its name in the tenant's own service principal of the API.</summary>
internal sealed record PermissionLookup(PortalPermission Permission, PermissionKind Kind, string StandIn)
{
    public string Placeholder => $"{{id of {Permission.Name}, {(Kind == PermissionKind.Delegated ? "delegated" : "application")}}}";

    /// <summary>Where the service principal lists it.</summary>
    public string Property => Kind == PermissionKind.Delegated ? "oauth2PermissionScopes" : "appRoles";
}
