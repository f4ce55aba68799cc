using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Api.Tenants;

internal static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder api) =>
        api.MapGet("/tenants", ListAsync)
            .WithName("listTenants")
            .WithTags("Tenants")
            .WithSummary("The caller's tenants: the home tenant, its GDAP customers, and tenants added by hand.")
            .WithDescription("verdict and readAt are null while a tenant has not been read. When the customers could not be read just now, the stored list is returned and the header X-Stale-Reason says why.")
            .Produces<IReadOnlyList<TenantResponse>>();

    private static async Task<IResult> ListAsync(ApiCall call, ITenantCatalog catalog, IReadinessStore readiness, CancellationToken cancellationToken)
    {
        var list = await catalog.ListAsync(call.Actor, refresh: false, cancellationToken);
        if (list.Stale is { } stale)
        {
            call.Context.Response.Headers["X-Stale-Reason"] = new string([.. stale.Message.Select(c => c is >= ' ' and <= '~' ? c : '?')]);
        }

        var marks = await readiness.LatestMarksAsync(cancellationToken);
        return TypedResults.Ok(list.Tenants.Select(tenant => TenantResponse.From(tenant, marks.GetValueOrDefault(tenant.Id))).ToArray());
    }
}
