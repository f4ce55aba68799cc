using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Entra;

/// <summary>The scope parameter, taken apart: one resource, its scopes, and the protocol's own words.</summary>
/// <param name="Resource">Null: the resource that was asked for does not exist (<paramref name="ResourceName"/> says which).</param>
/// <param name="Names">Scopes of the resource; empty with <paramref name="IsDefault"/>.</param>
internal sealed record ScopeRequest(RegisteredApp? Resource, string ResourceName, IReadOnlyList<string> Names, bool IsDefault, IReadOnlySet<string> Protocol)
{
    /// <exception cref="EntraException">More than one resource.</exception>
    public static ScopeRequest Parse(string? text)
    {
        string? resourceName = null;
        var names = new List<string>();
        var protocol = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var scope in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (GraphPermission.Protocol.Contains(scope))
            {
                protocol.Add(scope);
                continue;
            }

            var slash = scope.LastIndexOf('/');
            var resource = slash < 0 ? "https://graph.microsoft.com" : scope[..slash];
            if (resourceName is not null && !Same(resourceName, resource))
            {
                throw EntraErrors.SeveralResources(text!);
            }

            resourceName = resource;
            names.Add(scope[(slash + 1)..]);
        }

        resourceName ??= "https://graph.microsoft.com";
        var isDefault = names.Exists(name => name.Equals(".default", StringComparison.OrdinalIgnoreCase));
        if (isDefault)
        {
            names.Clear();
        }

        return new(RegisteredApps.FindResource(resourceName), resourceName.TrimEnd('/'), names, isDefault, protocol);
    }

    private static bool Same(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase)
        || (RegisteredApps.FindResource(one) is { } app && app == RegisteredApps.FindResource(other));
}
