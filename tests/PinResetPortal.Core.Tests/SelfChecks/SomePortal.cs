using System.Text.Json.Nodes;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.SelfChecks;

/// <summary>A portal that is as it should be; each test takes one thing away.</summary>
internal static class SomePortal
{
    public const string ClientId = "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c";
    public const string KeyId = "0f8e2f5e-0000-4000-8000-000000000001";

    public static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    public static readonly UnreadableReason Away = new(UnreadableKind.Unavailable, "Entra could not be reached or did not answer.", "Try again in a minute.");

    private static readonly PortalRegistration _wanted = new(new(new("https://pin.contoso.example"), Msp: false, Repairs: true, Unattended: true, People: true, CredentialKind.Secret));

    public static PortalFacts Facts(DateTimeOffset? secretEnds = null) => new(
        Now, TenantId.Parse("11111111-1111-4111-8111-111111111111", null), ClientId, _wanted, [new(CredentialKind.Secret, null, null, KeyId, [])],
        new AccessFacts(ActorKind.Application, null, ["Application.Read.All"]), Live(secretEnds ?? Now.AddDays(200)),
        new(_wanted.Wish.PublicUrl, MayBeAnywhere: false, RefusedAt: null, Answer: null), new ClockFacts(TimeSpan.FromSeconds(2), "login.microsoftonline.com"),
        new DatabaseFacts("The database", Exists: true, 0), new LicenceFacts(HasIntune: true, HasEntraP1: true));

    public static LiveRegistration Live(DateTimeOffset secretEnds)
    {
        var application = _wanted.Application(PermissionIds.Published);
        application["id"] = "a";
        application["appId"] = ClientId;
        application["identifierUris"] = new JsonArray($"api://{ClientId}");
        application["passwordCredentials"] = new JsonArray(new JsonObject { ["keyId"] = KeyId, ["displayName"] = "pinresetportal", ["endDateTime"] = secretEnds.ToString("O") });
        var graph = new JsonObject { ["id"] = "graph", ["appId"] = PortalPermissions.MicrosoftGraph };
        foreach (var (property, kind) in new[] { ("oauth2PermissionScopes", PermissionKind.Delegated), ("appRoles", PermissionKind.Application) })
        {
            graph[property] = new JsonArray([.. PortalPermissions.All.Select(one => PermissionIds.Published.Find(one, kind) is { } id ? (JsonNode)new JsonObject { ["id"] = id.ToString("D"), ["value"] = one.Name } : null).OfType<JsonNode>()]);
        }

        return new(
            application, new JsonObject { ["id"] = "portal" }, [graph],
            [new() { ["consentType"] = "AllPrincipals", ["resourceId"] = "graph", ["scope"] = string.Join(' ', _wanted.Permissions.Select(one => one.Name)) }],
            [.. _wanted.Permissions.Select(one => PermissionIds.Published.Find(one, PermissionKind.Application)).OfType<Guid>().Select(id => new JsonObject { ["resourceId"] = "graph", ["appRoleId"] = id.ToString("D") })],
            [new() { ["principalType"] = "User", ["appRoleId"] = PortalRegistration.AppRoles[2].Id.ToString("D") }],
            []);
    }
}
