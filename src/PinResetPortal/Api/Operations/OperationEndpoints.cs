using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Api.Operations;

internal static class OperationEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/operations/{id}", GetAsync)
            .WithName("getOperation")
            .WithTags("Operations")
            .WithSummary("One run, live. Poll it until it is verified, notYetVisible, failed, cancelled or undone.")
            .WithDescription("Each step with the request that it sends, and with Graph's answer once it was sent.")
            .Produces<OperationResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapAction("undo", "Takes a finished or interrupted fix back, newest step first. Needs the role Operator.", "Location names the run that takes it back.", (service, id, actor, token) => service.UndoAsync(id, actor, token));
        api.MapAction("resume", "Finishes an interrupted run: sends only what is not in place. Needs the role Operator.", "409 when the run is not interrupted.", (service, id, actor, token) => service.ResumeAsync(id, actor, token));
        api.MapAction("cancel", "Stops a run before its next step. Needs the role Operator.", "What was sent stays; undo takes it back.", (service, id, actor, token) => service.CancelAsync(id, actor, token));
    }

    private static async Task<IResult> GetAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, CancellationToken cancellationToken)
    {
        var (operation, problem) = await call.OperationAsync(id, cancellationToken);
        return operation is null ? problem : TypedResults.Ok(OperationResponse.From(operation));
    }

    private static void MapAction(
        this IEndpointRouteBuilder api, string action, string summary, string description, Func<IRemediationService, Guid, Actor, CancellationToken, Task<StartResult>> run) =>
        api.MapPost($"/operations/{{id}}/{action}", async ([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, IRemediationService remediations, CancellationToken cancellationToken) =>
            {
                var (operation, problem) = await call.OperationAsync(id, cancellationToken);
                return operation is null
                    ? problem
                    : StartAnswer.From(call.Context, await run(remediations, operation.Id, call.Actor, cancellationToken));
            })
            .WithName($"{action}Operation")
            .WithTags("Operations")
            .WithSummary(summary)
            .WithDescription(description)
            .Produces<OperationResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
}
