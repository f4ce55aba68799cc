using PinResetPortal.Api;
using PinResetPortal.Api.Calls;
using PinResetPortal.Api.EvidencePacks;
using PinResetPortal.Api.Offboarding;
using PinResetPortal.Components;
using PinResetPortal.Components.History;
using PinResetPortal.Components.Overview;
using PinResetPortal.Components.Settings;
using PinResetPortal.SignIn;
using PinResetPortal.Tracing;

namespace PinResetPortal.Hosting;

/// <summary>The order in which a request passes through the host.</summary>
internal static class Pipeline
{
    public static WebApplication UsePortal(this WebApplication app)
    {
        app.UsePublicAddress();
        app.UseNoStore();
        app.UseCorrelationId();
        app.UseSecurityHeaders(SecurityHeaders.Policy([app.Services.GetRequiredService<SignInHosts>().Authority]));
        if (app.Environment.IsProduction())
        {
            app.UseHsts();
        }

        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseApiProblems();
        app.UseWhen(IsPage, pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting();
        app.UseTenantTracing();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.UseApiIdempotency();

        app.MapStaticAssets().AllowAnonymous();
        app.MapPortalHealth();
        app.MapAuthentication();
        app.MapPortalApi();
        var files = app.MapGroup("").RequireRateLimiting(RateLimits.Exports);
        files.MapAuditExport();
        files.MapTenantsExport();
        files.MapPolicyTemplateExport();
        files.MapEvidenceExport();
        files.MapOffboardingExport();
        app.MapPages();
        return app;
    }

    private static bool IsPage(HttpContext context) =>
        !TokenPaths.Cover(context.Request.Path)
        && !context.Request.Path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase);

    /// <summary>A circuit needs a signed-in person; which pages it shows needs a role. So somebody without a role can still be told so.</summary>
    private static void MapPages(this WebApplication app) =>
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode().Add(endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } path } && path.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal))
            {
                endpoint.Metadata.Add(new Microsoft.AspNetCore.Authorization.AuthorizeAttribute(PortalPolicies.SignedIn));
            }
        });
}
