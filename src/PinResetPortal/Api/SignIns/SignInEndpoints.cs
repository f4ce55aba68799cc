using PinResetPortal.Api.Calls;
using PinResetPortal.Api.Readiness;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Work.SignIns;

namespace PinResetPortal.Api.SignIns;

internal static class SignInEndpoints
{
    public static void MapSignIns(this IEndpointRouteBuilder api) =>
        api.MapGet("/tenants/{tenantId}/sign-ins", GetAsync)
            .WithName("getSignIns")
            .WithTags("Tenants")
            .WithSummary("How sign-ins to the two PIN reset applications ended in the last seven days: the finding sign-ins.pin-reset.")
            .WithDescription("Read from Graph now, and nothing is stored; codes are counted, nobody is named. Needs Entra ID P1 in the tenant. Graph allows five such requests in ten seconds per tenant: the answer waits for that.")
            .Produces<FindingResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync([Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId, ApiCall call, SignInService signIns, CancellationToken cancellationToken)
    {
        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        return await signIns.ReadAsync(tenant.Id, call.Actor, cancellationToken) is { } finding
            ? TypedResults.Ok(FindingResponse.From(new AssessedFinding(finding, Fixable: false)))
            : Problems.TenantNotFound(call.Context, tenant.Id);
    }
}
