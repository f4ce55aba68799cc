using PinResetPortal.Api.Calls;
using PinResetPortal.Api.Operations;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Api.Remediations;

internal static class RemediationEndpoints
{
    public static void MapRemediations(this IEndpointRouteBuilder api) =>
        api.MapPost("/tenants/{tenantId}/remediations", StartAsync)
            .WithName("startRemediation")
            .WithTags("Remediation")
            .WithSummary("Runs the plan with the given hash in the background. Needs the role Operator.")
            .WithDescription("Location names the operation. 409 when the plan is not the same any more (the problem carries the current planHash), or while another operation of the tenant is not finished (Location names it).")
            .Accepts<RemediationRequest>("application/json")
            .Produces<OperationResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);

    private static async Task<IResult> StartAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId, ApiCall call, IRemediationService remediations, CancellationToken cancellationToken)
    {
        if (!call.Context.Request.HasJsonContentType())
        {
            return Problems.ForStatus(call.Context, StatusCodes.Status415UnsupportedMediaType);
        }

        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        var request = await RemediationRequestReading.ReadAsync(call.Context.Request, cancellationToken);
        if (request.Errors.Count > 0)
        {
            return Problems.Invalid(call.Context, request.Errors);
        }

        var result = await remediations.StartAsync(tenant.Id, call.Actor, request.Checks, request.Choice, request.PlanHash, cancellationToken);
        return StartAnswer.From(call.Context, result);
    }
}
