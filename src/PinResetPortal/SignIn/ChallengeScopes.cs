using Microsoft.Extensions.Options;
using PinResetPortal.Core.Registration;
using PinResetPortal.Graph.Configuration;

namespace PinResetPortal.SignIn;

/// <summary>
/// What a person may be sent to Entra for: permissions of <see cref="PortalPermissions"/> and nothing else. The address of the challenge can be written by
/// anybody, and what Entra then asks is asked in the portal's name.
/// </summary>
internal sealed class ChallengeScopes(IOptions<GraphOptions> graph)
{
    private const string Everything = ".default";

    private string Graph => graph.Value.BaseUrl.GetLeftPart(UriPartial.Authority);

    /// <param name="scopes">Names of Graph permissions, or full scopes, separated by blanks; none: what signing in asks for.</param>
    /// <returns>Full scopes; null when one of them is none of the portal's.</returns>
    public IReadOnlyList<string>? Read(string? scopes)
    {
        var wanted = (scopes ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .DefaultIfEmpty(SignInRegistration.SignInScopes[0])
            .Select(scope => scope.StartsWith("https://", StringComparison.Ordinal) ? scope : $"{Graph}/{scope}")
            .ToList();
        return wanted.TrueForAll(IsOurs) ? wanted : null;
    }

    private bool IsOurs(string scope) =>
        scope == $"{Graph}/{Everything}" || PortalPermissions.All.Any(permission => scope == $"{AddressOf(permission.Resource)}/{permission.Name}");

    private string AddressOf(string resource) => resource == PortalPermissions.PartnerCenter ? graph.Value.PartnerCenterUrl.GetLeftPart(UriPartial.Authority) : Graph;
}
