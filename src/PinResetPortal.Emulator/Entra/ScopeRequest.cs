using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;

namespace PinResetPortal.Emulator.Entra;

/// <summary>The scope parameter, taken apart: one resource, its scopes, and the protocol's own words.</summary>
/// <param name="Resource">Null: the resource that was asked for does not exist (<paramref name="ResourceName"/> says which).</param>
/// <param name="Names">Scopes of the resource; empty with <paramref name="IsDefault"/>.</param>
internal sealed record ScopeRequest(RegisteredApp? Resource, string ResourceName, IReadOnlyList<string> Names, bool IsDefault, IReadOnlySet<string> Protocol)
{
    private const string DefaultResource = "https://graph.microsoft.com";

    /// <summary>Scopes of Microsoft Graph may be named without their resource; the answer then names them so, too.</summary>
    public bool IsShort { get; private init; }

    /// <summary>The same as it would be asked for.</summary>
    public string Text => string.Join(' ', (IsDefault ? [".default"] : Names).Select(Spelled).Concat(Protocol));

    /// <summary>The scopes of a token response; <c>.default</c> stands among them, because clients look for what they asked for in their caches.</summary>
    public string Answer(IEnumerable<string> granted) => string.Join(
        ' ',
        granted.Where(name => !GraphPermission.Protocol.Contains(name)).Concat(IsDefault ? [".default"] : []).Select(Spelled).Concat(Protocol.Where(name => name != "offline_access")));

    /// <exception cref="EntraException">More than one resource.</exception>
    public static ScopeRequest Parse(string? text, Registrations registrations) => ParseAll(text, registrations) is [var one] ? one : throw EntraErrors.SeveralResources(text!);

    /// <summary>
    /// A refresh token request over several resources is answered for the first of them
    /// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow#refresh-the-access-token).
    /// </summary>
    public static ScopeRequest ParseFirst(string? text, Registrations registrations) => ParseAll(text, registrations)[0];

    /// <summary>One for each resource: consent may be asked for several at once.</summary>
    /// <exception cref="EntraException">What was consented to before and named scopes are mixed.</exception>
    public static IReadOnlyList<ScopeRequest> ParseAll(string? text, Registrations registrations)
    {
        var resources = new List<(string Name, List<string> Scopes, bool IsShort)>();
        var protocol = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var scope in (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (GraphPermission.Protocol.Contains(scope))
            {
                protocol.Add(scope);
                continue;
            }

            var slash = scope.LastIndexOf('/');
            var name = slash < 0 ? DefaultResource : scope[..slash];
            if (resources.FindIndex(known => Same(known.Name, name, registrations)) is not (>= 0 and var at))
            {
                at = resources.Count;
                resources.Add((name, [], slash < 0));
            }

            resources[at].Scopes.Add(scope[(slash + 1)..]);
        }

        if (resources.Count == 0)
        {
            resources.Add((DefaultResource, [], false));
        }

        return [.. resources.Select(resource => Of(resource.Name, resource.Scopes, protocol, text, registrations) with { IsShort = resource.IsShort })];
    }

    private static ScopeRequest Of(string resource, List<string> names, HashSet<string> protocol, string? text, Registrations registrations)
    {
        var isDefault = names.Exists(name => name.Equals(".default", StringComparison.OrdinalIgnoreCase));
        if (isDefault && names.Exists(name => !name.Equals(".default", StringComparison.OrdinalIgnoreCase)))
        {
            throw EntraErrors.ScopesNotCompatible(text!);
        }

        return new(registrations.FindResource(resource), resource.TrimEnd('/'), isDefault ? [] : names, isDefault, protocol);
    }

    private string Spelled(string name) => IsShort ? name : $"{ResourceName}/{name}";

    private static bool Same(string one, string other, Registrations registrations) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase)
        || (registrations.FindResource(one) is { } app && app == registrations.FindResource(other));
}
