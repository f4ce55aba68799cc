using PinResetPortal.Api.Calls;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Api.Readiness;

internal static class ReadinessEndpoints
{
    public static void MapReadiness(this IEndpointRouteBuilder api) =>
        api.MapGet("/tenants/{tenantId}/readiness", GetAsync)
            .WithName("getReadiness")
            .WithTags("Tenants")
            .WithSummary("Whether the users of the tenant can reset their PIN, and if not, why.")
            .WithDescription("When this read could not see, the earlier answer stands with its readAt, and unread tells of this read.")
            .Produces<ReadinessResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId,
        [Takes<bool>("true reads the tenant now; else the stored answer is returned if there is one.", Example = "true")] string? refresh,
        ApiCall call,
        IReadinessService readiness, CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        var now = query.Flag(refresh);
        if (query.Problem is { } wrong)
        {
            return Problems.BadRequest(call.Context, wrong);
        }

        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        var answer = await readiness.GetAsync(tenant.Id, call.Actor, now, cancellationToken);
        return answer is null ? Problems.TenantNotFound(call.Context, tenant.Id) : TypedResults.Ok(ReadinessResponse.From(answer));
    }
}
