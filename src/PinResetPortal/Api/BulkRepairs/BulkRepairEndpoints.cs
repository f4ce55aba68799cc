using System.Diagnostics;
using PinResetPortal.Api.Calls;
using PinResetPortal.Api.Operations;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Api.BulkRepairs;

internal static class BulkRepairEndpoints
{
    private const int UsuallyListed = 20;

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
            .WithDescription("Without limit: the last 20.")
            .AsList<BulkRepairListResponse>();
        api.MapGet("/bulk-repairs/{id}", GetAsync)
            .WithName("getBulkRepair")
            .WithTags("Bulk repairs")
            .WithSummary("One bulk repair, live: how many tenants are in which state, and what the plans do.")
            .WithDescription("Poll it until it is planned, and after the start until it is completed, stopped or waits behind the pilot.")
            .Produces<BulkRepairResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/bulk-repairs/{id}/items", ItemsAsync)
            .WithName("listBulkRepairItems")
            .WithTags("Bulk repairs")
            .WithSummary("The tenants of a bulk repair with their plans and results, by name, a page at a time.")
            .WithDescription("Each with its plan's hash, its run and the verdict after it, where there are any.")
            .AsList<BulkRepairItemResponse>(isSkipped: true)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/bulk-repairs/{id}/items/{tenantId}/plan", PlanAsync)
            .WithName("getBulkRepairPlan")
            .WithTags("Bulk repairs")
            .WithSummary("What is sent to one tenant of a bulk repair, as its plan was made.")
            .WithDescription("Steps that are skipped are left alone, and say why. 404 for a tenant without a plan in this bulk repair.")
            .Produces<BulkItemPlanResponse>()
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
        api.MapAction("continue", "Goes on after the pilot, a stop or a restart. Needs the role Operator.", "409 while it runs or when it is over.", (service, id, actor, token) => service.GoOnAsync(id, actor, token));
        api.MapAction("stop", "Begins no further tenant; those that run are finished. Needs the role Operator.", "continue takes it up again.", (service, id, actor, token) => service.StopAsync(id, actor, token));
        api.MapAction("retry", "Makes new plans for the tenants that failed: a new bulk repair. Needs the role Operator.", "Location names the new one, which has to be confirmed like the first.", (service, id, actor, token) => service.RetryAsync(id, actor, token));
        api.MapAction(
            "undo",
            "Makes plans that take every tenant's repair back: a new bulk repair. Needs the role Operator.",
            "Location names the new one, which has to be confirmed like the first: start sends one undo per tenant. Tenants in the state leftAlone say why they cannot be taken back and are not touched. 409 while it runs, and when nothing was sent.",
            (service, id, actor, token) => service.UndoAsync(id, actor, token));
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

    private static async Task<IResult> StartAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, IBulkRepairService repairs, CancellationToken cancellationToken)
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

    private static async Task<IResult> ListAsync(
        [Takes<DateTimeOffset>("Only those that were made or came to an end at this moment or later.", Example = Described.ChangedSinceExample)] string? changedSince,
        ApiCall call,
        IBulkRepairService repairs,
        CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        var since = query.Time(changedSince);
        return ListPage.Read(call.Context, query) is not { } page
            ? Problems.BadRequest(call.Context, query.Problem)
            : await page.AnswerNewestAsync(
                depth => repairs.ListAsync(call.Actor, depth, cancellationToken), UsuallyListed, bulk => $"{bulk.Id}", bulk => !((bulk.FinishedAt ?? bulk.CreatedAt) < since), BulkRepairListResponse.From);
    }

    private static async Task<IResult> GetAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, IBulkRepairService repairs, CancellationToken cancellationToken) =>
        Guid.TryParse(id, out var bulkId) && await repairs.FindAsync(bulkId, call.Actor, cancellationToken) is { } progress
            ? TypedResults.Ok(BulkRepairResponse.From(progress))
            : Problems.BulkRepairNotFound(call.Context, id);

    private static async Task<IResult> ItemsAsync(
        [Takes<Guid>(Described.Id, Example = Described.IdExample)] string id,
        [Takes<BulkRepairItemState>("Only tenants in this state.", Example = "failed")] string? state,
        [Takes<int>(Described.Skip, Highest = int.MaxValue, Example = "0")] string? skip,
        [Takes<int>(Described.PageLimit, Lowest = 1, Highest = ListPage.HighestLimit, Example = "100")] string? limit,
        [Takes<int>(Described.Take, Lowest = 1, Highest = ListPage.HighestLimit, Example = "100")] string? take,
        ApiCall call,
        IBulkRepairService repairs,
        CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        var wanted = query.Word<BulkRepairItemState>(state);
        if (SkippedPage.Read(call.Context, query, skip, limit, take) is not { } page)
        {
            return Problems.BadRequest(call.Context, query.Problem);
        }

        return Guid.TryParse(id, out var bulkId) && await repairs.ItemsAsync(bulkId, call.Actor, wanted, page.Skip, page.Take + 1, cancellationToken) is { } items
            ? page.Answer(items, BulkRepairItemResponse.From)
            : Problems.BulkRepairNotFound(call.Context, id);
    }

    private static async Task<IResult> PlanAsync(
        [Takes<Guid>(Described.Id, Example = Described.IdExample)] string id,
        [Takes<Guid>(Described.TenantId, Example = Described.TenantExample)] string tenantId,
        ApiCall call,
        IBulkRepairService repairs,
        CancellationToken cancellationToken) =>
        !Guid.TryParse(id, out var bulkId) ? Problems.BulkRepairNotFound(call.Context, id)
        : TenantId.TryParse(tenantId, null, out var tenant) && await repairs.FindPlanAsync(bulkId, tenant, call.Actor, cancellationToken) is { } steps
            ? TypedResults.Ok(new BulkItemPlanResponse([.. steps.Select(OperationStepResponse.From)]))
            : Problems.BulkPlanNotFound(call.Context, id, tenantId);

    private static void MapAction(
        this IEndpointRouteBuilder api, string action, string summary, string description, Func<IBulkRepairService, Guid, Actor, CancellationToken, Task<BulkResult>> run) =>
        api.MapPost($"/bulk-repairs/{{id}}/{action}", async ([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, IBulkRepairService repairs, CancellationToken cancellationToken) =>
                Guid.TryParse(id, out var bulkId)
                    ? await AnswerAsync(call, repairs, await run(repairs, bulkId, call.Actor, cancellationToken), id, cancellationToken)
                    : Problems.BulkRepairNotFound(call.Context, id))
            .WithName($"{action}BulkRepair")
            .WithTags("Bulk repairs")
            .WithSummary(summary)
            .WithDescription(description)
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
        BulkResult.NoAccess no => Problems.NoAccess(call.Context, no.Why),
        BulkResult.NotNow notNow => Problems.NotNow(call.Context, notNow.Why),
        _ => throw new UnreachableException($"There is no answer for {result.GetType().Name}."),
    };
}
