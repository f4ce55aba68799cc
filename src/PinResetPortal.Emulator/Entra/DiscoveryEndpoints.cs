using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Entra;

/// <summary>
/// Metadata with Entra's own addresses, except for the two that a browser follows: those lead to where it was asked
/// (https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc).
/// </summary>
internal static class DiscoveryEndpoints
{
    private const string Canonical = "https://login.microsoftonline.com";

    public static void MapDiscovery(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{tenant}/v2.0/.well-known/openid-configuration", (HttpContext context, string tenant, EmulatorState state) => Document(context, tenant, state, isV2: true));
        routes.MapGet("/{tenant}/.well-known/openid-configuration", (HttpContext context, string tenant, EmulatorState state) => Document(context, tenant, state, isV2: false));
        routes.MapGet("/{tenant}/discovery/v2.0/keys", (SigningKey key) => Keys(key));
        routes.MapGet("/{tenant}/discovery/keys", (SigningKey key) => Keys(key));
        routes.MapGet("/common/discovery/instance", () => Results.Json(Instances()));
    }

    private static IResult Document(HttpContext context, string name, EmulatorState state, bool isV2)
    {
        var tenant = name.ToLowerInvariant();
        var issuerTenant = "{tenantid}";
        if (tenant is not ("common" or "organizations"))
        {
            if (state.Find(tenant) is not { } found)
            {
                return EntraEndpoints.Error(context, EntraErrors.TenantNotFound(name).Error, state.Time);
            }

            issuerTenant = found.Id.ToString("D");
        }

        var browser = context.RequestServices.GetRequiredService<PublicAddress>().Of(context.Request);
        var version = isV2 ? "/v2.0" : "";
        return Results.Json(new JsonObject
        {
            ["token_endpoint"] = $"{Canonical}/{tenant}/oauth2{version}/token",
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "private_key_jwt", "client_secret_basic"),
            ["jwks_uri"] = $"{Canonical}/{tenant}/discovery{version}/keys",
            ["response_modes_supported"] = new JsonArray("query", "fragment", "form_post"),
            ["subject_types_supported"] = new JsonArray("pairwise"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
            ["response_types_supported"] = new JsonArray("code"),
            ["scopes_supported"] = new JsonArray("openid", "profile", "email", "offline_access"),
            ["device_authorization_endpoint"] = $"{Canonical}/{tenant}/oauth2{version}/devicecode",
            ["issuer"] = isV2 ? $"{Canonical}/{issuerTenant}/v2.0" : $"https://sts.windows.net/{issuerTenant}/",
            ["request_uri_parameter_supported"] = false,
            ["userinfo_endpoint"] = "https://graph.microsoft.com/oidc/userinfo",
            ["authorization_endpoint"] = $"{browser}/{tenant}/oauth2{version}/authorize",
            ["http_logout_supported"] = true,
            ["frontchannel_logout_supported"] = true,
            ["end_session_endpoint"] = $"{browser}/{tenant}/oauth2{version}/logout",
            ["claims_supported"] = new JsonArray("sub", "iss", "aud", "exp", "iat", "nonce", "preferred_username", "name", "tid", "ver", "oid", "email", "roles"),
            ["tenant_region_scope"] = "EU",
            ["cloud_instance_name"] = "microsoftonline.com",
            ["msgraph_host"] = "graph.microsoft.com",
        });
    }

    private static IResult Keys(SigningKey key)
    {
        var parameters = key.PublicParameters;
        return Results.Json(new
        {
            keys = new[]
            {
                new
                {
                    kty = "RSA",
                    use = "sig",
                    alg = "RS256",
                    kid = key.Security.KeyId,
                    n = Base64UrlEncoder.Encode(parameters.Modulus!),
                    e = Base64UrlEncoder.Encode(parameters.Exponent!),
                    issuer = $"{Canonical}/{{tenantid}}/v2.0",
                },
            },
        });
    }

    private static Dictionary<string, object> Instances() => new()
    {
        ["tenant_discovery_endpoint"] = $"{Canonical}/common/v2.0/.well-known/openid-configuration",
        ["api-version"] = "1.1",
        ["metadata"] = new[]
        {
            new
            {
                preferred_network = "login.microsoftonline.com",
                preferred_cache = "login.windows.net",
                aliases = new JsonArray("login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"),
            },
        },
    };
}
