using PinResetPortal.Api.Audit;
using PinResetPortal.Api.BulkRepairs;
using PinResetPortal.Api.Calls;
using PinResetPortal.Api.Description;
using PinResetPortal.Api.Destinations;
using PinResetPortal.Api.Devices;
using PinResetPortal.Api.Diagnose;
using PinResetPortal.Api.Drift;
using PinResetPortal.Api.EvidencePacks;
using PinResetPortal.Api.Idempotency;
using PinResetPortal.Api.Mcp;
using PinResetPortal.Api.Offboarding;
using PinResetPortal.Api.Onboarding;
using PinResetPortal.Api.Operations;
using PinResetPortal.Api.People;
using PinResetPortal.Api.Plans;
using PinResetPortal.Api.Readiness;
using PinResetPortal.Api.Remediations;
using PinResetPortal.Api.Reports;
using PinResetPortal.Api.Scans;
using PinResetPortal.Api.SelfChecks;
using PinResetPortal.Api.SignIns;
using PinResetPortal.Api.Tenants;
using PinResetPortal.SignIn;
using PinResetPortal.Tracing;

namespace PinResetPortal.Api;

/// <summary>The HTTP API under <c>/api/v1</c>: bearer tokens only, problem details for every refusal.</summary>
internal static class ApiRegistration
{
    public static IServiceCollection AddPortalApi(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddScoped<ApiCall>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = problem =>
            problem.ProblemDetails.Extensions["traceId"] = CorrelationId.Of(problem.HttpContext));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(ApiJson.Configure);
        services.AddPortalMcp();
        services.AddOpenApi("v1", OpenApiDescription.Configure);
        services.AddRateLimiter(RateLimits.Configure);
        return services;
    }

    /// <summary>Gives the empty answers of the framework (401, 403, 404, 405, 503) a body that says what to do.</summary>
    public static void UseApiProblems(this IApplicationBuilder app) => app.UseWhen(
        context => TokenPaths.Cover(context.Request.Path),
        api => api.UseStatusCodePages(pages =>
            Problems.ForStatus(pages.HttpContext, pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext)));

    /// <summary>Behind authorization, so that the caller is known and may do it.</summary>
    public static void UseApiIdempotency(this IApplicationBuilder app) => app.UseMiddleware<TextGuard>().UseMiddleware<IdempotencyKeys>();

    public static void MapPortalApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi().AllowAnonymous();
        var api = app.MapGroup("/api/v1")
            .RequireAuthorization(PortalPolicies.Reader)
            .RequireRateLimiting(RateLimits.Calls)
            .DisableAntiforgery()
            .ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status429TooManyRequests)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        api.MapTenants();
        api.MapOnboarding();
        api.MapOffboarding();
        api.MapEvidence();
        api.MapReadiness();
        api.MapPlan();
        api.MapRemediations();
        api.MapOperations();
        api.MapDrift();
        api.MapDevices();
        api.MapSignIns();
        api.MapAudit();
        api.MapSigningKeys();
        api.MapSelfCheck();
        api.MapScans();
        api.MapBulkRepairs();
        api.MapDestinations();
        api.MapReports();
        api.MapDiagnose();
        api.MapPeople();
        app.MapPortalMcp(RateLimits.Calls);
    }
}
