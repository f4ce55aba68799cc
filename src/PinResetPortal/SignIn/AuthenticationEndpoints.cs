using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Onboarding;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>The addresses through which a browser signs in, consents, satisfies Conditional Access and signs out.</summary>
internal static class AuthenticationEndpoints
{
    public const string ChallengePath = "/authentication/challenge";

    public const string AdminConsentPath = "/authentication/admin-consent";

    /// <summary>Leads to Entra ID at once, and back to what <c>returnUrl</c> names.</summary>
    public const string LoginPath = "/authentication/login";

    public const string ConsentedPath = PortalRegistration.ConsentedPath;

    /// <summary>Where an administrator of a customer ends who has no account in the portal.</summary>
    public const string ThanksPath = "/consented";

    /// <summary>Where Microsoft.Identity.Web looks for the claims of a challenge: among the items, unlike the login hint.</summary>
    private const string ClaimsItem = "claims";

    public static void MapAuthentication(this IEndpointRouteBuilder app)
    {
        app.MapGet(LoginPath, (string? returnUrl) => ChallengeWith(new() { RedirectUri = LocalUrl.From(returnUrl) }))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/authentication/logout", LogOutAsync).RequireAuthorization(PortalPolicies.SignedIn).ExcludeFromDescription();
        app.MapGet(ChallengePath, ChallengeAgain).RequireAuthorization(PortalPolicies.SignedIn).ExcludeFromDescription();
        app.MapGet(AdminConsentPath, AskAdminConsentAsync).RequireAuthorization(PortalPolicies.Reader).ExcludeFromDescription();
        app.MapGet(ConsentedPath, ConsentedAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> LogOutAsync(HttpContext context, IAntiforgery antiforgery, SignInSessions sessions)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return TypedResults.BadRequest("The sign-out form is too old. Go back, reload the page and sign out again.");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await sessions.EndAsync(context.User, context.RequestAborted);
        return TypedResults.SignOut(
            new AuthenticationProperties { RedirectUri = LocalUrl.From(form["returnUrl"]) },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]);
    }

    /// <summary>
    /// A challenge of the own tenant goes through sign-in with the scopes and claims that were asked for. So does a Conditional Access
    /// challenge of a customer: it is the home tenant that performs the second factor for a delegated admin. Consent of a customer
    /// cannot be given by signing in at home: there the tenant's admin consent is asked for.
    /// </summary>
    private static IResult ChallengeAgain(
        HttpContext context, IChallengeLinks links, ChallengeScopes known, string? tenant, string? scopes, string? claims, string? returnUrl)
    {
        if (!TenantId.TryParse(tenant, null, out var tenantId) || ActorFactory.From(context.User) is not { } actor)
        {
            return TypedResults.BadRequest("The address is not complete: 'tenant' must be a tenant id. Go back and try again.");
        }

        if (known.Read(scopes) is not { } asked)
        {
            return TypedResults.BadRequest("The address asks for a permission that the portal does not use. Go back and try again.");
        }

        if (tenantId != actor.HomeTenantId && string.IsNullOrEmpty(claims))
        {
            return TypedResults.LocalRedirect(links.AdminConsent(tenantId, LocalUrl.From(returnUrl)));
        }

        var properties = new OpenIdConnectChallengeProperties
        {
            RedirectUri = LocalUrl.From(returnUrl),
            Scope = [.. PortalRegistration.ProtocolScopes, .. asked],
        };
        properties.SetParameter(OpenIdConnectParameterNames.LoginHint, context.User.GetLoginHint() ?? context.User.GetDisplayName());
        properties.SetParameter(OpenIdConnectParameterNames.DomainHint, context.User.GetDomainHint());
        if (!string.IsNullOrEmpty(claims))
        {
            properties.Items[ClaimsItem] = claims;
        }

        return ChallengeWith(properties);
    }

    /// <summary>Only for the person's own tenants: what comes back is recorded in the tenant's audit log.</summary>
    private static async Task<IResult> AskAdminConsentAsync(
        HttpContext context, ConsentState state, SignInHosts hosts, ITenantCatalog catalog, IConfiguration configuration, string? tenant, string? returnUrl)
    {
        if (!TenantId.TryParse(tenant, null, out var tenantId) || ActorFactory.From(context.User) is not { } actor)
        {
            return TypedResults.BadRequest("The address is not complete: 'tenant' must be a tenant id. Go back and try again.");
        }

        if (await catalog.FindAsync(tenantId, actor, context.RequestAborted) is null)
        {
            return TypedResults.NotFound("This was not one of your tenants when they were read last.");
        }

        if (SecureWay.IsMissing(context))
        {
            return TypedResults.LocalRedirect(SecureWay.Refused);
        }

        var comeBack = $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}{ConsentedPath}";
        var travelling = state.Protect(actor.KeyOf(tenantId), actor.Id, LocalUrl.From(returnUrl), ConsentState.Lifetime);
        return TypedResults.Redirect(hosts.AdminConsent(tenantId, configuration["AzureAd:ClientId"] ?? "", comeBack, travelling));
    }

    /// <summary>
    /// Entra comes back with <c>admin_consent=True&amp;tenant=…</c>, or with <c>error</c> and without the tenant. Whoever set out goes back to their page, which
    /// shows by its own reading what is so; an administrator who was sent the link is thanked.
    /// </summary>
    private static async Task<IResult> ConsentedAsync(
        HttpContext context, ConsentState state, IOnboardingService onboarding, string? tenant, [AsParameters] ConsentAnswer answer)
    {
        var refused = !string.IsNullOrEmpty(answer.Error);
        TenantId? named = TenantId.TryParse(tenant, null, out var parsed) ? parsed : null;
        if ((named is null && !(refused && string.IsNullOrEmpty(tenant))) || state.Open(answer.State, named) is not var (key, setOut, returnUrl))
        {
            return TypedResults.BadRequest("This answer does not belong to a consent that was started in this portal, or it is too old. Open the tenant's page and start it again.");
        }

        var given = !refused && string.Equals(answer.AdminConsent, "True", StringComparison.OrdinalIgnoreCase);
        var outcome = given ? "given" : "refused";
        if (ActorFactory.From(context.User) is not { } actor || actor.Id != setOut)
        {
            await onboarding.RecordSentConsentAsync(key, setOut, given, context.RequestAborted);
            return TypedResults.LocalRedirect($"{ThanksPath}?consent={outcome}");
        }

        await onboarding.RecordAdminConsentAsync(key.Tenant, actor, given, context.RequestAborted);
        var separator = returnUrl.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return TypedResults.LocalRedirect($"{LocalUrl.From(returnUrl)}{separator}consent={outcome}");
    }

    private static ChallengeHttpResult ChallengeWith(AuthenticationProperties properties) =>
        TypedResults.Challenge(properties, [OpenIdConnectDefaults.AuthenticationScheme]);
}
