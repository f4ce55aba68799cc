using System.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Offboarding;

namespace PinResetPortal.Api.Offboarding;

internal static class OffboardingEndpoints
{
    public static void MapOffboarding(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tenants/{tenantId}/offboarding", LookAsync)
            .WithName("getOffboarding")
            .WithTags("Offboarding")
            .WithSummary("What offboarding the tenant would do now: consent, rows, what stays. Needs the role Admin.")
            .WithDescription("Looks in the tenant whether the portal can remove its own consent; changes nothing.")
            .Produces<OffboardingResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/tenants/{tenantId}/offboarding/export", ExportAsync)
            .WithName("exportTenant")
            .WithTags("Offboarding")
            .WithSummary("Everything that is stored about the tenant, as a signed zip. Needs the role Admin.")
            .WithDescription("evidence.json, audit.csv, audit.json, and stored.json with every row that offboarding deletes. The export is recorded in the audit log and counts for an hour.")
            .RequireRateLimiting(RateLimits.Exports)
            .Produces<byte[]>(StatusCodes.Status200OK, OffboardingArchive.ContentType)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/tenants/{tenantId}/offboarding", RunAsync)
            .WithName("offboardTenant")
            .WithTags("Offboarding")
            .WithSummary("Removes the portal's consent in the tenant and deletes what is stored about it. Needs the role Admin.")
            .WithDescription("Cannot be taken back. The audit log stays. 409 while something of the tenant is not finished, without an export within the last hour, or when the request that removes the consent is refused: then nothing is deleted.")
            .Produces<OffboardingResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>The same file for the browser, which carries a cookie and no token: <c>/export/offboarding/{tenantId}.zip</c>.</summary>
    public static void MapOffboardingExport(this IEndpointRouteBuilder app) =>
        app.MapGroup("/export").RequireAuthorization(PortalPolicies.Admin).ExcludeFromDescription().MapGet("/offboarding/{tenantId}.zip", ExportAsync);

    private static async Task<IResult> LookAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId, ApiCall call, IOffboardingService offboarding, CancellationToken cancellationToken)
    {
        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        return tenant is null ? problem : await offboarding.LookAsync(tenant.Id, call.Actor, keepConsent: false, cancellationToken) is var result && result is OffboardingResult.Planned { Plan: var plan }
            ? TypedResults.Ok(OffboardingResponse.From(plan, offboarding.ClientId))
            : ProblemOf(result, call, tenant.Id);
    }

    private static async Task<IResult> ExportAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId, ApiCall call, IOffboardingService offboarding, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        return tenant is null ? problem : await offboarding.ExportAsync(tenant.Id, call.Actor, cancellationToken) is var result && result is OffboardingResult.Exported exported
            ? TypedResults.File(await OffboardingArchive.MakeAsync(exported, call.Actor, services, cancellationToken), OffboardingArchive.ContentType, OffboardingArchive.FileName(tenant.Id))
            : ProblemOf(result, call, tenant.Id);
    }

    private static async Task<IResult> RunAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId, OffboardingRequest request, ApiCall call, IOffboardingService offboarding, CancellationToken cancellationToken)
    {
        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        if (!TenantId.TryParse(request.Confirm, null, out var confirmed) || confirmed != tenant.Id)
        {
            return Problems.Invalid(call.Context, new Dictionary<string, string> { ["confirm"] = "confirm must be the id of the tenant that is to be offboarded." });
        }

        return await offboarding.RunAsync(tenant.Id, call.Actor, request.KeepConsent, cancellationToken) is var result && result is OffboardingResult.Done done
            ? TypedResults.Ok(OffboardingResponse.From(done, offboarding.ClientId))
            : ProblemOf(result, call, tenant.Id);
    }

    private static ProblemHttpResult ProblemOf(OffboardingResult result, ApiCall call, TenantId tenantId) => result switch
    {
        OffboardingResult.NotFound => Problems.TenantNotFound(call.Context, tenantId),
        OffboardingResult.Denied denied => Problems.Denied(call.Context, denied.Needed),
        OffboardingResult.Refused refused => Problems.NotNow(call.Context, refused.Why),
        _ => throw new UnreachableException(),
    };
}
