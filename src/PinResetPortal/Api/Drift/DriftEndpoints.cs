using PinResetPortal.Api.Calls;
using PinResetPortal.Work.Deployments;

namespace PinResetPortal.Api.Drift;

/// <param name="Note">Why the difference is all right.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Until">When it becomes a finding again.</param>
internal sealed record DriftAcceptanceRequest(string Note, string Owner, DateTimeOffset Until);

internal static class DriftEndpoints
{
    public static void MapDrift(this IEndpointRouteBuilder api) =>
        api.MapPut("/tenants/{tenantId}/drift/{policyId}/acceptance", AcceptAsync)
            .RequireAuthorization(SignIn.PortalPolicies.Operator)
            .WithName("acceptDrift")
            .WithTags("Remediation")
            .WithSummary("Accepts that a policy differs from what the portal deployed, until a date. Needs the role Operator.")
            .WithDescription("The finding policy.drift shows the acceptance with its owner and end. A later one replaces it.")
            .Accepts<DriftAcceptanceRequest>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> AcceptAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId,
        [Takes<string>("The id of the policy in Intune, as the finding policy.drift names it.", Example = "9c0f2b6e-4a4f-4c0d-8a63-0f6a3c0e5b7d")] string policyId,
        DriftAcceptanceRequest request,
        ApiCall call,
        DriftService drift,
        CancellationToken cancellationToken)
    {
        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        var (note, owner, until) = (request.Note, request.Owner, request.Until);
        if (drift.Problem(note, owner, until) is { } wrong)
        {
            return Problems.BadRequest(call.Context, wrong);
        }

        return await drift.AcceptAsync(tenant.Id, policyId, note, owner, until, call.Actor, cancellationToken) switch
        {
            AcceptOutcome.Accepted => TypedResults.NoContent(),
            AcceptOutcome.NotFound => Problems.PolicyNotDeployed(call.Context, policyId),
            _ => Problems.ForStatus(call.Context, StatusCodes.Status403Forbidden),
        };
    }
}
