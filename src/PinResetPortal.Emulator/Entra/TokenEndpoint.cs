using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;
using PinResetPortal.Emulator.Tokens;
using TokenReader = PinResetPortal.Emulator.Tokens.TokenReader;

namespace PinResetPortal.Emulator.Entra;

/// <summary>
/// The grants of https://learn.microsoft.com/entra/identity-platform/v2-protocols: authorization code with PKCE, refresh token, client
/// credentials, device code, on-behalf-of.
/// </summary>
internal sealed class TokenEndpoint(
    EmulatorState state,
    SigningKey key,
    AuthorizationCodes codes,
    TokenIssuer issuer,
    TokenReader reader,
    SignInDecision decision,
    ClientCredentials credentials,
    DeviceCodes devices,
    TimeProvider time)
{
    private const string RefreshPurpose = "refresh token";
    private static readonly TimeSpan _refreshLifetime = TimeSpan.FromDays(90);

    /// <param name="tenantName">First segment of the address.</param>
    /// <param name="authorization">The header, where the client's secret may stand instead of in the form.</param>
    /// <exception cref="EntraException">The documented error.</exception>
    public JsonObject Answer(string tenantName, IFormCollection form, string? authorization)
    {
        var directory = IsShared(tenantName) ? null : state.Find(tenantName) ?? throw EntraErrors.TenantNotFound(tenantName);
        var grantType = Required(form, "grant_type");
        var (client, proven) = credentials.Authenticate(form, authorization, tenantName, directory);
        if (!proven && grantType is "client_credentials" or "urn:ietf:params:oauth:grant-type:jwt-bearer")
        {
            throw EntraErrors.NoSecret();
        }

        var continuous = ClientCapabilities.DeclareContinuousAccess(form["claims"]);
        return grantType switch
        {
            "client_credentials" => ForApplication(client, tenantName, ScopeOf(form, alongside: ""), continuous),
            "authorization_code" => ForCode(client, proven, tenantName, form, continuous),
            "refresh_token" => ForRefreshToken(client, proven, tenantName, form, continuous),
            "urn:ietf:params:oauth:grant-type:device_code" or "device_code" => ForDevice(client, tenantName, form, continuous),
            "urn:ietf:params:oauth:grant-type:jwt-bearer" => OnBehalfOf(client, tenantName, form, continuous),
            _ => throw EntraErrors.GrantTypeUnknown(grantType),
        };
    }

    private JsonObject ForApplication(RegisteredApp client, string tenantName, string scope, bool continuous)
    {
        var tenant = ResolveTenant(tenantName, home: null);
        if (scope.Contains(' ', StringComparison.Ordinal) || !scope.EndsWith("/.default", StringComparison.OrdinalIgnoreCase))
        {
            throw EntraErrors.DefaultScopeNeeded(scope);
        }

        var servicePrincipal = tenant.ServicePrincipalOf(client) ?? throw EntraErrors.AppNotInTenant(client.ClientId, tenant.DisplayName);
        if (servicePrincipal.Flag("accountEnabled") == false)
        {
            throw EntraErrors.AppDisabled(client);
        }

        var request = ScopeRequest.Parse(scope, state.Registrations);
        var resource = request.Resource ?? throw EntraErrors.ResourceNotFound(request.ResourceName, tenant);
        var resourcePrincipal = tenant.ServicePrincipalOf(resource) ?? throw EntraErrors.ResourceNotFound(request.ResourceName, tenant);
        if (resourcePrincipal.Flag("accountEnabled") == false)
        {
            throw EntraErrors.ResourceDisabled(resource);
        }

        var id = servicePrincipal.Text("id")!;
        var roles = ConsentLedger.AppRoles(tenant, [id], resourcePrincipal);
        if (roles.Count == 0 && resourcePrincipal.Flag("appRoleAssignmentRequired") == true)
        {
            throw EntraErrors.NotARoleHolder(client, resource);
        }

        return Response(issuer.AppToken(client, resource, tenant, id, roles, continuous), issuer.LifetimeSeconds(resource, continuous));
    }

    private JsonObject ForCode(RegisteredApp client, bool proven, string tenantName, IFormCollection form, bool continuous)
    {
        var code = codes.Redeem(Required(form, "code"));
        if (!code.ClientId.Equals(client.ClientId, StringComparison.OrdinalIgnoreCase))
        {
            throw EntraErrors.GrantInvalid("the authorization code was issued to another application.");
        }

        if (!code.RedirectUri.Equals(form["redirect_uri"], StringComparison.Ordinal))
        {
            throw EntraErrors.RedirectDiffers(form["redirect_uri"]);
        }

        var isPublic = RedirectUris.IsPublic(client, code.RedirectUri);
        if (isPublic == proven)
        {
            throw isPublic ? EntraErrors.PublicClient() : EntraErrors.NoSecret();
        }

        RequireVerifier(code, form["code_verifier"]);
        var tenant = state.Find(code.TenantId) ?? throw EntraErrors.TenantNotFound(tenantName);
        var scopes = form["scope"].ToString() is { Length: > 0 } asked ? ScopeRequest.Parse(asked, state.Registrations) : ScopeRequest.ParseFirst(code.Scope, state.Registrations);
        return ForUser(client, tenant, code.User, scopes, code.SecondStep, code.Nonce, continuous, isPublic);
    }

    private JsonObject ForRefreshToken(RegisteredApp client, bool proven, string tenantName, IFormCollection form, bool continuous)
    {
        var grant = key.Open<RefreshGrant>(RefreshPurpose, Required(form, "refresh_token")) ?? throw EntraErrors.GrantInvalid("the refresh token is not known.");
        if (!grant.ClientId.Equals(client.ClientId, StringComparison.OrdinalIgnoreCase))
        {
            throw EntraErrors.GrantInvalid("the refresh token was issued to another application.");
        }

        if (!proven && !grant.IsPublic)
        {
            throw EntraErrors.NoSecret();
        }

        if (time.GetUtcNow() - grant.IssuedAt > _refreshLifetime)
        {
            throw EntraErrors.CodeExpired();
        }

        var user = state.FindUser(grant.HomeTenantId, grant.ObjectId) ?? throw EntraErrors.UserUnknown(grant.ObjectId);
        var scope = form["scope"].ToString().Length + form["resource"].ToString().Length > 0 ? ScopeOf(form, " openid offline_access") : grant.Scope;
        return ForUser(client, ResolveTenant(tenantName, user.HomeTenantId), user, ScopeRequest.ParseFirst(scope, state.Registrations), grant.SecondStep, nonce: null, continuous, grant.IsPublic);
    }

    private JsonObject ForDevice(RegisteredApp client, string tenantName, IFormCollection form, bool continuous)
    {
        var code = codes.Redeem(devices.Redeem(Required(form, "device_code"), client));
        var tenant = state.Find(code.TenantId) ?? throw EntraErrors.TenantNotFound(tenantName);
        return ForUser(client, tenant, code.User, ScopeRequest.ParseFirst(code.Scope, state.Registrations), code.SecondStep, code.Nonce, continuous, isPublic: true);
    }

    private JsonObject OnBehalfOf(RegisteredApp client, string tenantName, IFormCollection form, bool continuous)
    {
        if (form["requested_token_use"] != "on_behalf_of")
        {
            throw EntraErrors.MissingParameter("requested_token_use");
        }

        var assertion = reader.Read(Required(form, "assertion"), out var problem)
            ?? throw (problem == TokenReader.Expired ? EntraErrors.AssertionExpired() : EntraErrors.AssertionInvalid(problem!));
        if (assertion.ClientId is null)
        {
            throw EntraErrors.AssertionIsIdToken();
        }

        var audience = state.Registrations.FindResource(assertion.Audience);
        if (audience != client || assertion.IsApplication)
        {
            throw EntraErrors.AssertionInvalid("the token was not issued to a user of this application.");
        }

        // The documented pattern is the tenant of the assertion; of the shared names the issue of MSAL says that they mean the person's own tenant
        // (https://learn.microsoft.com/entra/msal/dotnet/acquiring-tokens/web-apps-apis/on-behalf-of-flow#important-note-on-on-behalf-of-obo-flow-with-guest-users,
        // https://github.com/MicrosoftDocs/microsoft-authentication-library-dotnet/pull/464). No page says that an assertion is taken elsewhere:
        // it is refused, and which code that has is inferred.
        var tenant = ResolveTenant(tenantName, assertion.HomeTenantId);
        if (tenant.Id != assertion.TenantId)
        {
            throw EntraErrors.AssertionInvalid($"the token was issued by tenant {assertion.TenantId:D}.");
        }

        var user = state.FindUser(assertion.HomeTenantId, assertion.ObjectId) ?? throw EntraErrors.UserUnknown(assertion.ObjectId);
        return ForUser(client, tenant, user, ScopeRequest.Parse(ScopeOf(form, " openid offline_access"), state.Registrations), assertion.SecondStep, nonce: null, continuous, isPublic: false);
    }

    private JsonObject ForUser(RegisteredApp client, EmulatedTenant tenant, EntraUser person, ScopeRequest scopes, bool secondStep, string? nonce, bool continuous, bool isPublic)
    {
        var user = decision.Refreshed(person) ?? throw EntraErrors.UserUnknown(person.UserPrincipalName);
        decision.RequireEntry(user, client, tenant);
        var resource = SignInDecision.RequireResource(client, scopes, tenant);
        if (tenant.ServicePrincipalOf(client) is null || SignInDecision.MissingConsent(user, client, tenant, scopes, resource).Count > 0)
        {
            throw EntraErrors.ConsentNeeded(client);
        }

        if (!secondStep && SignInDecision.NeedsSecondStep(user, tenant, scopes))
        {
            throw EntraErrors.SecondStepNeeded(scopes.Resource!.ClientId);
        }

        var granted = SignInDecision.TokenScopes(user, client, tenant, scopes, resource, secondStep);
        var ownRoles = SignInDecision.AppRolesOf(user, client, tenant);
        var tokenRoles = scopes.Resource!.IsMicrosoft ? [] : SignInDecision.AppRolesOf(user, scopes.Resource, tenant);
        var token = issuer.UserToken(client, scopes.Resource, tenant, user, granted, tokenRoles, decision.DirectoryRolesOf(user, tenant), secondStep, continuous);
        var response = Response(token, issuer.LifetimeSeconds(scopes.Resource, continuous));
        response["scope"] = scopes.Answer(granted);
        if (scopes.Protocol.Contains("offline_access"))
        {
            response["refresh_token"] = key.Seal(RefreshPurpose, new RefreshGrant(user.ObjectId, user.HomeTenantId, client.ClientId, secondStep, time.GetUtcNow()) { Scope = scopes.Text, IsPublic = isPublic });
        }

        if (scopes.Protocol.Contains("openid"))
        {
            response["id_token"] = issuer.IdToken(client, tenant, user, ownRoles, nonce);
        }

        response["client_info"] = TokenIssuer.ClientInfo(user);
        return response;
    }

    private static JsonObject Response(string accessToken, int lifetimeSeconds) => new()
    {
        ["token_type"] = "Bearer",
        ["expires_in"] = lifetimeSeconds,
        ["ext_expires_in"] = lifetimeSeconds,
        ["access_token"] = accessToken,
    };

    private EmulatedTenant ResolveTenant(string name, Guid? home) =>
        !IsShared(name) ? state.Find(name) ?? throw EntraErrors.TenantNotFound(name)
        : home is { } id && state.Find(id) is { } tenant ? tenant
        : throw EntraErrors.TenantNotUsable(name);

    private static bool IsShared(string tenantName) => tenantName.ToLowerInvariant() is "common" or "organizations";

    private static void RequireVerifier(AuthorizationCode code, string? verifier)
    {
        if (code.Challenge is null)
        {
            return;
        }

        var actual = code.ChallengeMethod == "S256" ? Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier ?? ""))) : verifier ?? "";
        if (!actual.Equals(code.Challenge, StringComparison.Ordinal))
        {
            throw EntraErrors.VerifierMismatch();
        }
    }

    /// <summary>The v1.0 endpoint names a resource where v2.0 names scopes.</summary>
    /// <param name="alongside">What goes without saying with a resource.</param>
    private static string ScopeOf(IFormCollection form, string alongside) =>
        form["scope"].ToString() is { Length: > 0 } scope ? scope
        : form["resource"].ToString() is { Length: > 0 } resource ? $"{resource.TrimEnd('/')}/.default{alongside}"
        : throw EntraErrors.MissingParameter("scope");

    private static string Required(IFormCollection form, string name) =>
        form[name].ToString() is { Length: > 0 } value ? value : throw EntraErrors.MissingParameter(name);
}
