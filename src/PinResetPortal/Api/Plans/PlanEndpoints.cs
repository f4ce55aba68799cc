using PinResetPortal.Api.Calls;
using PinResetPortal.Api.Remediations;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Api.Plans;

internal static class PlanEndpoints
{
    public static void MapPlan(this IEndpointRouteBuilder api) =>
        api.MapGet("/tenants/{tenantId}/plan", GetAsync)
            .WithName("getPlan")
            .WithTags("Remediation")
            .WithSummary("Every request that a repair would send, in order. Nothing is sent yet.")
            .WithDescription("Give planHash and the same choice of policy back to run it. needsAudience names the checks whose repair has something to send only with assign; scopes, with check=consent.grants, names what the caller has to choose from.")
            .Produces<PlanResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);

    public static async Task<IResult> GetAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId,
        [Takes<string>("Ids of checks, separated by commas, or all (as when left out).", Example = "policy.pin-recovery")] string? check,
        [Takes<string>("The name of a policy that would be created; left out: the naming convention decides.", Example = "PIN recovery, pilot")] string? name,
        [Takes<string>("Whom a policy reaches: allDevices, allUsers, or object ids of groups, separated by commas.", Example = PolicyChoiceReading.AllDevices)] string? assign,
        [Takes<PolicyTemplateChoice>("pinRecovery (as when left out): EnablePinRecovery alone; helloBaseline: Windows Hello and PIN recovery, less what others decide.", Example = PolicyChoiceReading.PinRecovery)] string? template,
        [Takes<bool>("true switches Windows Hello on for the groups of assign where something switches it off.", Example = "false")] string? turnHelloOn,
        [Takes<string>("With check=consent.grants: the scopes of the Service that the Client is granted, separated by commas. An inferred step, never part of all.", Example = "user_impersonation")] string? scopes,
        ApiCall call,
        IRemediationService remediations,
        CancellationToken cancellationToken)
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
