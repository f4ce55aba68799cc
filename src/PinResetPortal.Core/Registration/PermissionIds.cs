using System.Text.Json.Nodes;

namespace PinResetPortal.Core.Registration;

/// <summary>
/// The ids under which permissions are written into a registration. A tenant's own service principals of the APIs know them best, in every
/// cloud; for an API that the tenant does not know yet, or without a tenant, the published lists must do.
/// </summary>
public sealed class PermissionIds
{
    private readonly IReadOnlyDictionary<(string Resource, string Name, PermissionKind Kind), Guid> _live;
    private readonly IReadOnlySet<string> _resources;

    private PermissionIds(IReadOnlyDictionary<(string, string, PermissionKind), Guid> live, IReadOnlySet<string> resources) => (_live, _resources) = (live, resources);

    /// <summary>The ids of the published lists.</summary>
    public static PermissionIds Published { get; } = From([]);

    /// <param name="servicePrincipals">The tenant's service principals of the APIs, as Graph answers them.</param>
    public static PermissionIds From(IEnumerable<JsonObject> servicePrincipals)
    {
        var live = new Dictionary<(string, string, PermissionKind), Guid>();
        var resources = new HashSet<string>(StringComparer.Ordinal);
        foreach (var principal in servicePrincipals)
        {
            var resource = (principal.Text("appId") ?? "").ToLowerInvariant();
            resources.Add(resource);
            Add("oauth2PermissionScopes", PermissionKind.Delegated);
            Add("appRoles", PermissionKind.Application);

            void Add(string property, PermissionKind kind)
            {
                foreach (var one in principal.Items(property))
                {
                    if (one.Text("value") is { Length: > 0 } name && Guid.TryParse(one.Text("id"), out var id))
                    {
                        live[(resource, name, kind)] = id;
                    }
                }
            }
        }

        return new(live, resources);
    }

    /// <returns>Null: the API has no such permission, or nobody publishes its id.</returns>
    public Guid? Find(PortalPermission permission, PermissionKind kind) =>
        kind == PermissionKind.Application && !permission.HasApplicationKind ? null
        : !_resources.Contains(permission.Resource) ? kind == PermissionKind.Application ? permission.ApplicationId : permission.DelegatedId
        : _live.TryGetValue((permission.Resource, permission.Name, kind), out var id) ? id : null;
}
