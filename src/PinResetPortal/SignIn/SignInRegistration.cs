using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Identity.Web;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;
using Microsoft.IdentityModel.JsonWebTokens;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.SignIn;

/// <summary>
/// Stock Microsoft.Identity.Web: a cookie for pages, bearer tokens for <c>/api</c> and <c>/mcp</c>; which of the two counts is decided by the path
/// alone, so that a cookie never opens the API.
/// </summary>
internal static class SignInRegistration
{
    /// <summary>All that signing in asks for; the rest is asked for when it is needed.</summary>
    public static readonly string[] SignInScopes = [PortalPermissions.UserRead];

    private const string ByPath = "ByPath";

    private const string Section = "AzureAd";

    public static IServiceCollection AddPortalSignIn(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var authentication = services.AddAuthentication(ByPath).AddPolicyScheme(ByPath, null, options => options.ForwardDefaultSelector = SchemeFor);
        authentication.AddMicrosoftIdentityWebApp(configuration, Section)
            .EnableTokenAcquisitionToCallDownstreamApi(SignInScopes)
            .AddDistributedTokenCaches();
        authentication.AddMicrosoftIdentityWebApi(configuration, Section)
            .EnableTokenAcquisitionToCallDownstreamApi()
            .AddDistributedTokenCaches();

        services.Configure<MsalDistributedTokenCacheAdapterOptions>(options => options.Encrypt = true);

        // Who has no role is told so with 403 by the policies; Microsoft.Identity.Web would call the token of an application invalid.
        services.Configure<MicrosoftIdentityOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.AllowWebApiToBeAuthorizedByACL = true);
        services.ConfigureCookie(configuration, environment);
        services.PostConfigure<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme, AdmitPeople);
        services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options => AdmitTokens(options, configuration));

        services.AddMemoryCache();
        services.AddSingleton<HomeTenantGate>();
        services.AddSingleton<SignInSessions>();
        services.AddSingleton<IRolesNow, EntraRoles>();
        services.AddSingleton<SessionCheck>();
        services.AddSingleton<ChallengeScopes>();
        services.AddSingleton<HttpRefusals>();
        services.AddSingleton<ConsentState>();
        services.AddSingleton(new SignInHosts(new Uri(configuration[$"{Section}:Instance"] ?? "https://login.microsoftonline.com/")));
        services.AddSingleton<IChallengeLinks, ChallengeLink>();
        services.AddSingleton<IAuthorizationHandler, PortalRoleHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, PageRefusal>();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddCascadingAuthenticationState();
        services.AddAuthorizationBuilder()
            .AddPolicy(PortalPolicies.SignedIn, policy => policy.RequireAuthenticatedUser())
            .AddPolicy(PortalPolicies.Reader, Needs(PortalRole.Reader))
            .AddPolicy(PortalPolicies.Operator, Needs(PortalRole.Operator))
            .AddPolicy(PortalPolicies.Admin, Needs(PortalRole.Admin))
            .SetDefaultPolicy(Built(PortalRole.Reader))
            .SetFallbackPolicy(Built(PortalRole.Reader));
        return services;
    }

    private static string SchemeFor(HttpContext context) =>
        TokenPaths.Cover(context.Request.Path)
            ? JwtBearerDefaults.AuthenticationScheme
            : CookieAuthenticationDefaults.AuthenticationScheme;

    private static Action<AuthorizationPolicyBuilder> Needs(PortalRole role) =>
        policy => policy.RequireAuthenticatedUser().AddRequirements(new PortalRoleRequirement(role));

    private static AuthorizationPolicy Built(PortalRole role)
    {
        var builder = new AuthorizationPolicyBuilder();
        Needs(role)(builder);
        return builder.Build();
    }

    private static void ConfigureCookie(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment) =>
        services.Configure<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme, options =>
        {
            // The prefix makes browsers refuse the cookie from another host or over http
            // (https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes).
            var plainHttp = environment.MayUseEmulator();
            options.Cookie.Name = plainHttp ? "pinresetportal" : "__Host-pinresetportal";
            options.Cookie.SecurePolicy = plainHttp ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.Path = "/";
            options.LoginPath = "/sign-in";
            options.AccessDeniedPath = "/no-access";
            options.ReturnUrlParameter = "returnUrl";
            options.SlidingExpiration = true;
            options.ExpireTimeSpan = TimeSpan.FromHours(configuration.GetValue("Portal:SessionHours", 8));
            options.Events.OnValidatePrincipal = RefuseEndedAsync;
        });

    private static async Task RefuseEndedAsync(CookieValidatePrincipalContext context)
    {
        var check = context.HttpContext.RequestServices.GetRequiredService<SessionCheck>();
        try
        {
            if (context.Principal is null || !await check.MayGoOnAsync(context.Principal, context.HttpContext.RequestAborted))
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            }
        }
        catch (Exception) when (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            // The error page is on its way and is for everybody: it must come while the database is away, too. The sign-in stays as it is.
            context.RejectPrincipal();
        }
    }

    private static void AdmitPeople(OpenIdConnectOptions options)
    {
        options.CallbackPath = PortalRegistration.SignedInPath;
        options.SignedOutCallbackPath = PortalRegistration.SignedOutPath;
        options.RemoteSignOutPath = PortalRegistration.SignOutPath;
        var before = options.Events.OnTokenValidated;
        options.Events.OnTokenValidated = async context =>
        {
            await before(context);
            if (!context.HttpContext.RequestServices.GetRequiredService<HomeTenantGate>().Admits(context.Principal))
            {
                context.Response.Redirect("/no-access?reason=tenant");
                context.HandleResponse();
                return;
            }

            if (context.Principal?.Identity is ClaimsIdentity identity)
            {
                await context.HttpContext.RequestServices.GetRequiredService<SignInSessions>().BeginAsync(identity, context.HttpContext.RequestAborted);
            }
        };
        var signedOut = options.Events.OnRemoteSignOut;
        options.Events.OnRemoteSignOut = async context =>
        {
            // Entra calls from a frame of its own page, into which browsers bring no cookie along: the session is ended by its name.
            if (context.ProtocolMessage?.Sid is { Length: > 0 } sid)
            {
                await context.HttpContext.RequestServices.GetRequiredService<SignInSessions>().EndAsync(sid, context.ProtocolMessage.Iss, context.HttpContext.RequestAborted);
            }

            await signedOut(context);
        };
        var leaving = options.Events.OnRedirectToIdentityProvider;
        options.Events.OnRedirectToIdentityProvider = context =>
        {
            if (SecureWay.IsMissing(context.HttpContext))
            {
                context.Response.Redirect(SecureWay.Refused);
                context.HandleResponse();
                return Task.CompletedTask;
            }

            return leaving(context);
        };
        options.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect(SignInFailure.PageFor(context.HttpContext, context.Failure));
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static void AdmitTokens(JwtBearerOptions options, IConfiguration configuration)
    {
        if (configuration["Portal:ApiIdentifier"] is { Length: > 0 } identifier && configuration[$"{Section}:ClientId"] is { } clientId)
        {
            options.TokenValidationParameters.AudienceValidator = null;
            options.TokenValidationParameters.ValidAudiences = [clientId, $"api://{clientId}", identifier];
        }

        options.Events ??= new JwtBearerEvents();
        UnreadKeys.Tell(options.Events);
        var before = options.Events.OnTokenValidated;
        options.Events.OnTokenValidated = async context =>
        {
            await before(context);
            if (context.Result is null && !IsAccessToken(context.Principal))
            {
                context.Fail("The token is not an access token.");
            }
            else if (context.Result is null && !context.HttpContext.RequestServices.GetRequiredService<HomeTenantGate>().Admits(context.Principal))
            {
                context.Fail("The token's tenant is not one of Portal:AllowedTenants.");
            }
            else if (context is { Result: null, Principal.Identity: ClaimsIdentity caller, SecurityToken: JsonWebToken { EncodedToken: var token } })
            {
                // For what is done as the caller: Microsoft.Identity.Web looks for it here. The handler of today's tokens ignores SaveSigninToken.
                caller.BootstrapContext = token;
            }
        };
    }

    /// <summary>
    /// An ID token of the portal has the same signature, audience and roles, but names neither a scope nor the application it was given to
    /// (https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
    /// </summary>
    private static bool IsAccessToken(ClaimsPrincipal? principal) =>
        principal?.HasClaim(claim => claim.Type is "scp" or "http://schemas.microsoft.com/identity/claims/scope" or "azp" or "appid") == true;
}
