using PinResetPortal.Api.Calls;
using PinResetPortal.Api.Remediations;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Api.Plans;

internal static class PlanEndpoints
{
    public static void MapPlan(this IEndpointRouteBuilder api) =>
        api.MapGet("/tenants/{tenantId}/plan", GetAsync)
            .WithName("getPlan")
            .WithTags("Remediation")
            .WithSummary("Every request that a repair would send, in order. Nothing is sent yet.")
            .WithDescription("check: the id of a check, or all (the default). name and assign choose the policy that would be created or assigned: assign is allDevices, allUsers, or the object ids of groups, separated by commas. template is pinRecovery (the default: EnablePinRecovery alone) or helloBaseline (Windows Hello and PIN recovery, less what others decide). turnHelloOn=true switches Windows Hello on for the named groups where something switches it off. needAudience names the checks whose repair has something to send only with assign. scopes names the scopes of the Service that check=consent.grants grants to the Client, separated by commas: an inferred step, never part of all.")
            .Produces<PlanResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> GetAsync(
        string tenantId, string? check, string? name, string? assign, string? template, string? turnHelloOn, string? scopes, ApiCall call, IRemediationService remediations, CancellationToken cancellationToken)
    {
        if (!PolicyChoiceReading.TryFromQuery(name, assign, template, turnHelloOn, scopes, out var choice, out var error))
        {
            return Problems.BadRequest(call.Context, error);
        }

        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        string[]? checks = string.IsNullOrWhiteSpace(check) || check == RemediationRequest.All
            ? null
            : check.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return await remediations.PlanAsync(tenant.Id, call.Actor, checks, choice, cancellationToken) switch
        {
            PlanResult.Planned planned => TypedResults.Ok(PlanResponse.From(planned)),
            PlanResult.ChoiceRefused refused => Problems.BadRequest(call.Context, refused.Why),
            PlanResult.CheckNotFound unknown => Problems.CheckNotFound(call.Context, unknown.CheckId),
            _ => Problems.TenantNotFound(call.Context, tenant.Id),
        };
    }
}
