using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

internal static class DirectoryRoleResources
{
    /// <summary>https://learn.microsoft.com/graph/api/directoryrole-list: $filter (eq), $select, $expand; no paging.</summary>
    public static readonly EntityType Type = new()
    {
        Name = "directoryRole",
        Collection = "directoryRoles",
        Properties = EntityType.Names("id deletedDateTime description displayName roleTemplateId"),
        IsDirectoryObject = true,
        Options = EntityType.Names("select filter expand"),
        PageSize = 999,
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase)
        {
            ["members"] = new(Members.Direct, DirectoryObjects.Type, MostItems: 20),
        },
    };

    /// <summary>The same type in the memberships of a user, which are paged.</summary>
    public static readonly EntityType Membership = Type with { Options = OptionSets.Directory, Searchable = EntityType.Names("displayName"), PageSize = 100 };

    public static IEnumerable<GraphRoute> Routes =>
    [
        new("GET", "directoryRoles", Requires.Roles, call => Collections.List(call, Type, call.State.Visible("directoryRoles"))),
        new("GET", "directoryRoles/{id}", Requires.Roles, call => Collections.Single(call, Type, TenantResources.Required(call, Type))),
        new("GET", "directoryRoles(roleTemplateId={template})", Requires.Roles, call => Collections.Single(call, Type, ByTemplate(call))),
        new("GET", "directoryRoles/{id}/members", Requires.Roles, call => Collections.List(call, DirectoryObjects.Type with { Options = OptionSets.DirectoryPlain }, Members.Direct(call, TenantResources.Required(call, Type)))),
        new("GET", "directoryRoles(roleTemplateId={template})/members", Requires.Roles, call => Collections.List(call, DirectoryObjects.Type with { Options = OptionSets.DirectoryPlain }, Members.Direct(call, ByTemplate(call)))),
    ];

    private static System.Text.Json.Nodes.JsonObject ByTemplate(GraphCall call) =>
        call.State.Visible("directoryRoles").FirstOrDefault(r => r.HasText("roleTemplateId", call.Route["template"])) ?? throw GraphRefusal.DirectoryNotFound(call.Route["template"]);
}
