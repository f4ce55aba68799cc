namespace PinResetPortal.Graph.Conformance;

/// <summary>What a path of Graph leads to, found by the navigation properties of the published types.</summary>
/// <param name="Type">Of the object, or of the members of the list; for an action, of what it is called on.</param>
/// <param name="Action">The last segment, when it is no property.</param>
/// <param name="Shape">The path without keys: <c>users/*/managedDevices</c>.</param>
internal sealed record GraphTarget(string Type, bool Many, string? Action, string Shape)
{
    private static readonly Dictionary<string, (string Type, bool Many)> Roots = new()
    {
        ["applications"] = ("application", true),
        ["auditLogs"] = ("auditLogRoot", false),
        ["deviceManagement"] = ("deviceManagement", false),
        ["devices"] = ("device", true),
        ["directory"] = ("directory", false),
        ["directoryRoles"] = ("directoryRole", true),
        ["domains"] = ("domain", true),
        ["groups"] = ("group", true),
        ["identity"] = ("identityContainer", false),
        ["oauth2PermissionGrants"] = ("oAuth2PermissionGrant", true),
        ["organization"] = ("organization", true),
        ["policies"] = ("policyRoot", false),
        ["reports"] = ("reportRoot", false),
        ["servicePrincipals"] = ("servicePrincipal", true),
        ["subscribedSkus"] = ("subscribedSku", true),
        ["tenantRelationships"] = ("tenantRelationship", false),
        ["users"] = ("user", true),
    };

    /// <param name="path">Behind the version, without query.</param>
    /// <returns>Null: no published type knows the way.</returns>
    public static GraphTarget? Of(Schema schema, string path)
    {
        (string Type, bool Many)? at = null;
        string? action = null;
        var shape = new List<string>();
        foreach (var segment in path.Trim('/').Split('/'))
        {
            var key = segment.IndexOf('(', StringComparison.Ordinal);
            var name = key < 0 ? segment : segment[..key];
            if (action is not null)
            {
                return null;
            }

            if (at is not { } here)
            {
                if (!Roots.TryGetValue(name, out var root))
                {
                    return null;
                }

                at = root;
            }
            else if (name == "$count")
            {
                action = name;
            }
            else if (name.StartsWith("microsoft.graph.", StringComparison.Ordinal) && schema.Find(name["microsoft.graph.".Length..]) is { } cast && schema.IsA(cast.Name, here.Type))
            {
                at = (cast.Name, here.Many);
            }
            else if (here.Many)
            {
                at = (here.Type, false);
                name = "*";
            }
            else if (schema.MemberOf(here.Type, name) is { Kind: ValueKind.Object, Type: { } type } member)
            {
                at = (type, member.Many);
            }
            else
            {
                action = name;
            }

            shape.Add(name);
            if (key >= 0 && at is { Many: true } list)
            {
                at = (list.Type, false);
                shape.Add("*");
            }
        }

        return at is { } end ? new(end.Type, end.Many && action is null, action, string.Join('/', shape)) : null;
    }
}
