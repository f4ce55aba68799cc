using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Entra.Errors;

/// <summary>The errors that are answered, with the meaning of Microsoft's list; never depend on the texts.</summary>
internal static class EntraErrors
{
    /// <summary>What a token request must bring back to authorize to get past <see cref="SecondStepNeeded"/>.</summary>
    public const string SecondStepClaims = """{"access_token":{"capolids":{"essential":true,"values":["c0ffee00-5ec0-4d57-8e9a-000000000076"]}}}""";

    public static EntraException TenantNotFound(string? tenant) => Fail(90002, "invalid_request",
        $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.");

    public static EntraException TenantNotUsable(string tenant) => Fail(900023, "invalid_request",
        $"Specified tenant identifier '{tenant}' is neither a valid DNS name, nor a valid external domain.");

    public static EntraException AppNotInTenant(string? clientId, string tenant) => Fail(700016, "unauthorized_client",
        $"Application with identifier '{clientId}' was not found in the directory '{tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.");

    public static EntraException AppDisabled(RegisteredApp app) => Fail(7000112, "unauthorized_client",
        $"Application '{app.ClientId}'({app.Name}) is disabled.");

    public static EntraException BadSecret(RegisteredApp app) => Fail(7000215, "invalid_client",
        $"Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{app.ClientId}'.", 401);

    public static EntraException SecretExpired(RegisteredApp app) => Fail(7000222, "invalid_client",
        $"The provided client secret keys for app '{app.ClientId}' are expired. Create new keys for your app, or consider using certificate credentials for added security.", 401);

    public static EntraException CertificateExpired() => Fail(1000502, "invalid_client", "The provided certificate is not within its specified validity period.", 401);

    public static EntraException AssertionOfAnother(RegisteredApp app, string subject) => Fail(700021, "invalid_client",
        $"Client assertion application identifier '{subject}' doesn't match 'client_id' parameter '{app.ClientId}'.", 401);

    public static EntraException AssertionForAnother(string? audience) => Fail(700023, "invalid_client",
        $"Client assertion audience claim '{audience}' does not match Realm issuer.", 401);

    public static EntraException AssertionOutOfTime() => Fail(700024, "invalid_client", "Client assertion is not within its valid time range.", 401);

    public static EntraException FederationUnknown(int code, string claim, string value) => Fail(code, "invalid_client",
        $"No matching federated identity record found for presented assertion {claim} '{value}'.", 401);

    public static EntraException DevicePending() => Fail(70016, "authorization_pending",
        "OAuth 2.0 device flow error. Authorization is pending. Continue polling.");

    public static EntraException DeviceCodeUnknown() => Fail(70018, "bad_verification_code", "Invalid verification code due to User typing in wrong user code for device code flow.");

    public static EntraException DeviceCodeExpired() => Fail(70019, "expired_token", "Verification code expired.");

    public static EntraException DeviceDeclined(RegisteredApp app) => Fail(65004, "authorization_declined", $"User declined to consent to access the app {app.Name}.");

    public static EntraException NoSecret() => Fail(7000218, "invalid_client",
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.", 401);

    public static EntraException PublicClient() => Fail(700025, "invalid_client",
        "Client is public so neither 'client_assertion' nor 'client_secret' should be presented.", 401);

    public static EntraException ClientAssertionInvalid(string reason) => Fail(700027, "invalid_client",
        $"The certificate with identifier used to sign the client assertion is not registered on application. [Reason - {reason}]", 401);

    public static EntraException PostOnly(string method) => Fail(900561, "invalid_request",
        $"The endpoint only accepts POST requests. Received a {method} request.");

    public static EntraException ScopesNotCompatible(string scope) => Fail(70011, "invalid_scope",
        $"The provided value for the input parameter 'scope' is not valid. One or more scopes in '{scope}' are not compatible with each other.");

    public static EntraException PartnerNotAuthorised(RegisteredApp app, EmulatedTenant tenant) => Fail(90099, "invalid_grant",
        $"The application '{app.ClientId}' ({app.Name}) has not been authorized in the tenant '{tenant.Id:D}'. Applications must be authorized to access the external tenant before partner delegated administrators can use them. Provide pre-consent or execute the appropriate Partner Center API to authorize the application.");

    public static EntraException ConsentNeeded(RegisteredApp app) => Fail(65001, "invalid_grant",
        $"The user or administrator has not consented to use the application with ID '{app.ClientId}' named '{app.Name}'. Send an interactive authorization request for this user and resource.", 400, "consent_required");

    public static EntraException ServiceNotInTenant(RegisteredApp app, RegisteredApp resource, EmulatedTenant tenant) => Fail(650052, "invalid_client",
        $"The app '{app.Name}' needs access to a service (\"{resource.Name}\") that your organization \"{tenant.DisplayName}\" has not subscribed to or enabled. Contact your IT Admin to review the configuration of your service subscriptions.");

    public static EntraException ResourceNotFound(string resource, EmulatedTenant tenant) => Fail(500011, "invalid_resource",
        $"The resource principal named {resource} was not found in the tenant named {tenant.DisplayName}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.");

    public static EntraException ResourceDisabled(RegisteredApp resource) => Fail(500014, "invalid_resource",
        $"The service principal for resource '{resource.ClientId}' is disabled. This indicate that a subscription within the tenant has lapsed, or that the administrator for this tenant has disabled the application, preventing tokens from being issued for it.");

    public static EntraException UnknownScope(RegisteredApp app, string scope, RegisteredApp resource) => Fail(650053, "invalid_client",
        $"The application '{app.Name}' asked for scope '{scope}' that doesn't exist on the resource '{resource.ClientId}'. Contact the app vendor.");

    public static EntraException SeveralResources(string scope) => Fail(28000, "invalid_request",
        $"Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {scope} is not valid.");

    public static EntraException DefaultScopeNeeded(string scope) => Fail(1002012, "invalid_scope",
        $"The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).");

    public static EntraException NotARoleHolder(RegisteredApp app, RegisteredApp resource) => Fail(501051, "invalid_grant",
        $"Application '{app.ClientId}'({app.Name}) is not assigned to a role for the application '{resource.ClientId}'({resource.Name}).");

    public static EntraException UserNotInTenant(EntraUser user, EmulatedTenant tenant, RegisteredApp app) => Fail(50020, "invalid_grant",
        $"User account '{user.UserPrincipalName}' from identity provider 'https://sts.windows.net/{user.HomeTenantId:D}/' does not exist in tenant '{tenant.DisplayName}' and cannot access the application '{app.ClientId}'({app.Name}) in that tenant. The account needs to be added as an external user in the tenant first. Sign out and sign in again with a different Azure Active Directory user account.");

    public static EntraException UserUnknown(string user) => Fail(50034, "invalid_grant",
        $"The user account {user} does not exist in any directory. To sign into this application, the account must be added to the directory.");

    public static EntraException UserDisabled() => Fail(50057, "invalid_grant", "The user account is disabled.");

    public static EntraException UserNotAssigned(EntraUser user, RegisteredApp app) => Fail(50105, "invalid_grant",
        $"Your administrator has configured the application {app.Name} ('{app.ClientId}') to block users unless they are specifically granted ('assigned') access to the application. The signed in user '{user.UserPrincipalName}' is blocked because they are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact your administrator to assign access to this application.");

    public static EntraException Blocked() => Fail(53003, "invalid_grant",
        "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.", 400, "message_only");

    public static EntraException DelegateAtRisk() => Fail(530034, "invalid_grant",
        "A delegated administrator was blocked from accessing the tenant due to account risk in their home tenant.");

    public static EntraException SecondStepNeeded(string resource) => new(new EntraError(50076, "interaction_required",
        $"Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access '{resource}'.", 400, "basic_action", SecondStepClaims));

    public static EntraException RedirectMismatch(string? uri, RegisteredApp app) => Fail(50011, "invalid_request",
        $"The redirect URI '{uri}' specified in the request does not match the redirect URIs configured for the application '{app.ClientId}'. Make sure the redirect URI sent in the request matches one added to your application.");

    public static EntraException RedirectDiffers(string? uri) => Fail(500112, "invalid_client",
        $"The reply address '{uri}' does not match the reply address provided when requesting Authorization code.");

    public static EntraException CodeExpired() => Fail(70008, "invalid_grant",
        "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.");

    public static EntraException CodeUsedTwice() => Fail(54005, "invalid_grant",
        "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.");

    public static EntraException VerifierMismatch() => Fail(501481, "invalid_grant",
        "The Code_Verifier does not match the code_challenge supplied in the authorization request.");

    public static EntraException GrantInvalid(string what) => Fail(70000, "invalid_grant", $"Provided grant is invalid or malformed: {what}");

    public static EntraException AssertionInvalid(string why) => Fail(50013, "invalid_grant", $"Assertion failed signature validation. [Reason - {why}]");

    public static EntraException AssertionExpired() => Fail(500133, "invalid_grant",
        "Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.");

    public static EntraException AssertionIsIdToken() => Fail(240002, "invalid_grant", "Input id_token cannot be used as 'urn:ietf:params:oauth:grant-type:jwt-bearer' grant.");

    public static EntraException AdminApprovalNeeded(RegisteredApp app) => Fail(90094, "access_denied",
        $"An administrator of the organization has set a policy that prevents you from granting {app.Name} the permissions it is requesting. Contact an administrator who can grant permissions to this application on your behalf.");

    public static EntraException Declined(RegisteredApp app) => Fail(65004, "access_denied",
        $"User declined to consent to access the app {app.Name}.", 400, "cancel");

    public static EntraException SignInNeeded() => Fail(50058, "login_required",
        "A silent sign-in request was sent but no user is signed in.");

    public static EntraException MissingParameter(string name) => Fail(900144, "invalid_request",
        $"The request body must contain the following parameter: '{name}'.");

    public static EntraException GrantTypeUnknown(string grantType) => Fail(70003, "unsupported_grant_type",
        $"The app requested an unsupported grant type '{grantType}'.");

    public static EntraException ResponseTypeUnknown(string responseType) => Fail(700054, "unsupported_response_type",
        $"response_type '{responseType}' is not enabled for the application.");

    private static EntraException Fail(int code, string error, string text, int status = 400, string? subError = null) =>
        new(new EntraError(code, error, text, status, subError));
}
