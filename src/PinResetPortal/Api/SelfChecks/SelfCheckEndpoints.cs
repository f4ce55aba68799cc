using PinResetPortal.Api.Calls;
using PinResetPortal.Work.SelfChecks;

namespace PinResetPortal.Api.SelfChecks;

internal static class SelfCheckEndpoints
{
    public static void MapSelfCheck(this IEndpointRouteBuilder api) =>
        api.MapGet("/portal", GetAsync)
            .WithName("getPortal")
            .WithTags("Portal")
            .WithSummary("What the portal found of itself, for the caller's home tenant.")
            .WithDescription("Looked at every hour, and now with refresh=true. What the last look could not see leaves the earlier finding in place with its seenAt, and unseen tells of the last look.")
            .Produces<PortalResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<IResult> GetAsync(
        [Takes<bool>("true looks now; else what was found last is returned if there is something.", Example = "true")] string? refresh, ApiCall call, IPortalSelfCheck checks, CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        var now = query.Flag(refresh);
        if (query.Problem is { } wrong)
        {
            return Problems.BadRequest(call.Context, wrong);
        }

        var kept = now ? null : await checks.LatestAsync(call.Actor.HomeTenantId, cancellationToken);
        return TypedResults.Ok(PortalResponse.From(kept ?? await checks.CheckAsync(call.Actor, cancellationToken)));
    }
}
