using System.Diagnostics;
using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Api.BulkRepairs;

internal static class BulkRepairEndpoints
{
    private const int MostItems = 1000;

    public static void MapBulkRepairs(this IEndpointRouteBuilder api)
    {
        api.MapPost("/bulk-repairs", PrepareAsync)
            .WithName("prepareBulkRepair")
            .WithTags("Bulk repairs")
            .WithSummary("Reads many tenants in the background and makes a plan for each. Nothing is sent yet. Needs the role Operator.")
            .WithDescription("Location names the bulk repair. Poll it until it is planned, look at its summary, and start it with the summary's planHash and confirmation.")
            .Accepts<BulkRepairRequest>("application/json")
            .Produces<BulkRepairResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        api.MapGet("/bulk-repairs", ListAsync)
            .WithName("listBulkRepairs")
            .WithTags("Bulk repairs")
            .WithSummary("The last bulk repairs, newest first.")
            .Produces<IReadOnlyList<BulkRepairListResponse>>();
        api.MapGet("/bulk-repairs/{id}", GetAsync)
            .WithName("getBulkRepair")
            .WithTags("Bulk repairs")
            .WithSummary("One bulk repair, live: how many tenants are in which state, and what the plans do.")
            .Produces<BulkRepairResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/bulk-repairs/{id}/items", ItemsAsync)
            .WithName("listBulkRepairItems")
            .WithTags("Bulk repairs")
            .WithSummary("The tenants of a bulk repair with their plans and results, by name, a page at a time (take: at most 1000).")
            .Produces<IReadOnlyList<BulkRepairItemResponse>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/bulk-repairs/{id}/start", StartAsync)
            .WithName("startBulkRepair")
            .WithTags("Bulk repairs")
            .WithSummary("Runs the plans whose summary has the given hash. Needs the role Operator.")
            .WithDescription("409 when the plans are not the same (the problem carries the current planHash), or when it is not in the state planned.")
            .Accepts<BulkStartRequest>("application/json")
            .Produces<BulkRepairResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        api.MapAction("continue", "Goes on after the pilot, a stop or a restart. Needs the role Operator.", (service, id, actor, token) => service.GoOnAsync(id, actor, token));
        api.MapAction("stop", "Begins no further tenant; those that run are finished. Needs the role Operator.", (service, id, actor, token) => service.StopAsync(id, actor, token));
        api.MapAction("retry", "Makes new plans for the tenants that failed: a new bulk repair. Needs the role Operator.", (service, id, actor, token) => service.RetryAsync(id, actor, token));
    }

    private static async Task<IResult> PrepareAsync(ApiCall call, IBulkRepairService repairs, CancellationToken cancellationToken)
    {
        if (!call.Context.Request.HasJsonContentType())
        {
            return Problems.ForStatus(call.Context, StatusCodes.Status415UnsupportedMediaType);
        }

        var request = await BulkRepairRequestReading.ReadPlanAsync(call.Context.Request, cancellationToken);
        return request.Errors.Count > 0
            ? Problems.Invalid(call.Context, request.Errors)
            : await AnswerAsync(call, repairs, await repairs.PrepareAsync(call.Actor, request.Tenants, request.Checks, request.Choice, cancellationToken), "", cancellationToken);
    }

    private static async Task<IResult> StartAsync(string id, ApiCall call, IBulkRepairService repairs, CancellationToken cancellationToken)
    {
        if (!call.Context.Request.HasJsonContentType())
        {
            return Problems.ForStatus(call.Context, StatusCodes.Status415UnsupportedMediaType);
        }

        var request = await BulkRepairRequestReading.ReadStartAsync(call.Context.Request, cancellationToken);
        return request.Errors.Count > 0 ? Problems.Invalid(call.Context, request.Errors)
            : !Guid.TryParse(id, out var bulkId) ? Problems.BulkRepairNotFound(call.Context, id)
            : await AnswerAsync(call, repairs, await repairs.StartAsync(bulkId, call.Actor, request.PlanHash, request.Confirmation, request.Pilot, cancellationToken), id, cancellationToken);
    }

    private static async Task<IResult> ListAsync(ApiCall call, IBulkRepairService repairs, CancellationToken cancellationToken) =>
        TypedResults.Ok((await repairs.ListAsync(call.Actor, 20, cancellationToken)).Select(BulkRepairListResponse.From).ToArray());

    private static async Task<IResult> GetAsync(string id, ApiCall call, IBulkRepairService repairs, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var bulkId) && await repairs.FindAsync(bulkId, call.Actor, cancellationToken) is { } progress
            ? TypedResults.Ok(BulkRepairResponse.From(progress))
            : Problems.BulkRepairNotFound(call.Context, id);

    private static async Task<IResult> ItemsAsync(
        string id, ApiCall call, IBulkRepairService repairs, CancellationToken cancellationToken, string? state = null, int skip = 0, int take = 100)
    {
        BulkRepairItemState? wanted = null;
        if (state is not null)
        {
            if (!Enum.TryParse<BulkRepairItemState>(state, ignoreCase: true, out var parsed) || int.TryParse(state, out _))
            {
                return Problems.BadRequest(call.Context, $"'{state}' is not a state; it is one of {string.Join(", ", Enum.GetNames<BulkRepairItemState>())}.");
            }

            wanted = parsed;
        }

        if (skip < 0 || take is < 1 or > MostItems)
        {
            return Problems.BadRequest(call.Context, $"skip must be 0 or more, take between 1 and {MostItems}.");
        }

        return Guid.TryParse(id, out var bulkId) && await repairs.ItemsAsync(bulkId, call.Actor, wanted, skip, take, cancellationToken) is { } items
            ? TypedResults.Ok(items.Select(BulkRepairItemResponse.From).ToArray())
            : Problems.BulkRepairNotFound(call.Context, id);
    }

    private static void MapAction(
        this IEndpointRouteBuilder api, string action, string summary, Func<IBulkRepairService, Guid, Actor, CancellationToken, Task<BulkResult>> run) =>
        api.MapPost($"/bulk-repairs/{{id}}/{action}", async (string id, ApiCall call, IBulkRepairService repairs, CancellationToken cancellationToken) =>
                Guid.TryParse(id, out var bulkId)
                    ? await AnswerAsync(call, repairs, await run(repairs, bulkId, call.Actor, cancellationToken), id, cancellationToken)
                    : Problems.BulkRepairNotFound(call.Context, id))
            .WithName($"{action}BulkRepair")
            .WithTags("Bulk repairs")
            .WithSummary(summary)
            .Produces<BulkRepairResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<IResult> AnswerAsync(ApiCall call, IBulkRepairService repairs, BulkResult result, string id, CancellationToken cancellationToken) => result switch
    {
        BulkResult.Accepted(var bulk) when await repairs.FindAsync(bulk.Id, call.Actor, cancellationToken) is { } progress =>
            TypedResults.Accepted($"/api/v1/bulk-repairs/{bulk.Id}", BulkRepairResponse.From(progress)),
        BulkResult.Denied denied => Problems.Denied(call.Context, denied.Needed),
        BulkResult.Accepted or BulkResult.NotFound => Problems.BulkRepairNotFound(call.Context, id),
        BulkResult.TenantNotFound unknown => Problems.TenantNotFound(call.Context, unknown.TenantId),
        BulkResult.CheckNotFound unknown => Problems.CheckNotFound(call.Context, unknown.CheckId),
        BulkResult.Invalid invalid => Problems.Invalid(call.Context, new Dictionary<string, string> { [invalid.Field] = invalid.Why }),
        BulkResult.PlanChanged changed => Problems.PlanChanged(call.Context, changed.Current.PlanHash),
        BulkResult.NotNow notNow => Problems.NotNow(call.Context, notNow.Why),
        _ => throw new UnreachableException($"There is no answer for {result.GetType().Name}."),
    };
}
