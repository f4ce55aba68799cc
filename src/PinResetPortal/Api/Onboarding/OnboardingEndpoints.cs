using System.Diagnostics;
using PinResetPortal.Api.Calls;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Onboarding;

namespace PinResetPortal.Api.Onboarding;

internal static class OnboardingEndpoints
{
    public static void MapOnboarding(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tenants/{tenantId}/onboarding", GetAsync)
            .WithName("getOnboarding")
            .WithTags("Onboarding")
            .WithSummary("What the portal needs in the tenant, probe by probe, each with the one next step.")
            .WithDescription("Asks Entra and Graph now; nothing is kept. A missing licence or role never keeps the other probes from being looked at.")
            .Produces<OnboardingResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/tenants/{tenantId}/onboarding/consent", ConsentAsync)
            .WithName("consentThroughPartnerCenter")
            .WithTags("Onboarding")
            .WithSummary("Gives the portal's consent in a GDAP customer through Partner Center. Needs the role Operator and a delegated token.")
            .WithDescription("Idempotent: an entry that is already there answers alreadyGranted. 409 when this way is not open for the tenant or the caller; 502 with the reason when Partner Center or Entra refuses.")
            .Produces<ConsentResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status502BadGateway);
    }

    private static async Task<IResult> GetAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId, ApiCall call, IOnboardingService onboarding, IChallengeLinks links, CancellationToken cancellationToken)
    {
        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        if (tenant is null)
        {
            return problem;
        }

        var report = await onboarding.ReportAsync(tenant, call.Actor, cancellationToken);
        return TypedResults.Ok(OnboardingResponse.From(report, () => links.AdminConsentToSend(call.Actor.KeyOf(tenant.Id), call.Actor.Id, PortalAddress(call.Context.Request))));
    }

    private static async Task<IResult> ConsentAsync(
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId, ApiCall call, IOnboardingService onboarding, CancellationToken cancellationToken)
    {
        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        return tenant is null ? problem : await onboarding.ConsentAsync(tenant, call.Actor, cancellationToken) switch
        {
            ConsentResult.Given given => TypedResults.Ok(new ConsentResponse(given.AlreadyThere ? ConsentOutcome.AlreadyGranted : ConsentOutcome.Granted, given.RequestId)),
            ConsentResult.Refused { Reason: var reason } => Problems.Upstream(call.Context, reason),
            ConsentResult.NotPossible { Why: var why } => Problems.NothingToDo(call.Context, why),
            ConsentResult.Denied denied => Problems.Denied(call.Context, denied.Needed),
            _ => throw new UnreachableException(),
        };
    }

    private static Uri PortalAddress(HttpRequest request) => new($"{request.Scheme}://{request.Host}");
}
