using System.Diagnostics;
using PinResetPortal.Api.Calls;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Api.Scans;

internal static class ScanEndpoints
{
    private const int UsuallyListed = 20;

    public static void MapScans(this IEndpointRouteBuilder api)
    {
        api.MapPost("/scans", StartAsync)
            .WithName("startScan")
            .WithTags("Scans")
            .WithSummary("Checks many tenants in the background. One tenant needs the role Reader, more of them need Operator.")
            .WithDescription("Location names the scan. Tenants are read app-only where they granted the portal application permissions, else with the tokens of the person who asks.")
            .Accepts<ScanRequest>("application/json")
            .Produces<ScanResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        api.MapGet("/scans", ListAsync)
            .WithName("listScans")
            .WithTags("Scans")
            .WithSummary("The last scans, newest first.")
            .WithDescription("Without limit: the last 20.")
            .AsList<ScanResponse>();
        api.MapGet("/scans/{id}", GetAsync)
            .WithName("getScan")
            .WithTags("Scans")
            .WithSummary("One scan, live. Poll it until it is completed or cancelled.")
            .WithDescription("done counts tenants with a result, whatever it is; failed and blocked say why some have no verdict.")
            .Produces<ScanResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/scans/{id}/items", ItemsAsync)
            .WithName("listScanItems")
            .WithTags("Scans")
            .WithSummary("The tenants of a scan with their results, by name, a page at a time.")
            .WithDescription("reason says in words why a tenant was not read and what to do.")
            .AsList<ScanItemResponse>(isSkipped: true)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/scans/{id}/cancel", CancelAsync)
            .WithName("cancelScan")
            .WithTags("Scans")
            .WithSummary("Stops a scan. Results that are there stay. Whoever started it may, and the role Operator.")
            .WithDescription("Tenants that are being read are finished; no further one is begun.")
            .Produces<ScanResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> StartAsync(ApiCall call, IScanService scans, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!call.Context.Request.HasJsonContentType())
        {
            return Problems.ForStatus(call.Context, StatusCodes.Status415UnsupportedMediaType);
        }

        var request = await ScanRequestReading.ReadAsync(call.Context.Request, cancellationToken);
        if (request.Errors.Count > 0)
        {
            return Problems.Invalid(call.Context, request.Errors);
        }

        return await scans.StartAsync(call.Actor, request.Tenants, request.Refresh, cancellationToken) switch
        {
            ScanStart.Accepted accepted => TypedResults.Accepted($"/api/v1/scans/{accepted.Progress.Scan.Id}", ScanResponse.From(accepted.Progress, time.GetUtcNow())),
            ScanStart.Denied denied => Problems.Denied(call.Context, denied.Needed),
            ScanStart.TenantNotFound unknown => Problems.TenantNotFound(call.Context, unknown.TenantId),
            ScanStart.NoAccess no => Problems.NoAccess(call.Context, no.Why),
            ScanStart.Empty => Problems.NothingToDo(call.Context, "There is no tenant to check."),
            var other => throw new UnreachableException($"There is no answer for {other.GetType().Name}."),
        };
    }

    private static async Task<IResult> ListAsync(
        [Takes<DateTimeOffset>("Only those that began or came to an end at this moment or later.", Example = Described.ChangedSinceExample)] string? changedSince,
        ApiCall call,
        IScanService scans,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        var since = query.Time(changedSince);
        return ListPage.Read(call.Context, query) is not { } page
            ? Problems.BadRequest(call.Context, query.Problem)
            : await page.AnswerNewestAsync(
                depth => scans.ListAsync(call.Actor, depth, cancellationToken),
                UsuallyListed,
                progress => $"{progress.Scan.Id}",
                progress => !((progress.Scan.FinishedAt ?? progress.Scan.StartedAt ?? progress.Scan.CreatedAt) < since),
                progress => ScanResponse.From(progress, time.GetUtcNow()));
    }

    private static async Task<IResult> GetAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, IScanService scans, TimeProvider time, CancellationToken cancellationToken) =>
        !Guid.TryParse(id, out var scanId) ? Problems.BadScanId(call.Context, id)
        : await scans.FindAsync(scanId, call.Actor, cancellationToken) is { } progress ? TypedResults.Ok(ScanResponse.From(progress, time.GetUtcNow()))
        : Problems.ScanNotFound(call.Context, scanId);

    private static async Task<IResult> ItemsAsync(
        [Takes<Guid>(Described.Id, Example = Described.IdExample)] string id,
        [Takes<ScanOutcome>("Only tenants whose read ended so.", Example = "failed")] string? outcome,
        [Takes<int>(Described.Skip, Highest = int.MaxValue, Example = "0")] string? skip,
        [Takes<int>(Described.PageLimit, Lowest = 1, Highest = ListPage.HighestLimit, Example = "100")] string? limit,
        [Takes<int>(Described.Take, Lowest = 1, Highest = ListPage.HighestLimit, Example = "100")] string? take,
        ApiCall call,
        IScanService scans,
        CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var scanId))
        {
            return Problems.BadScanId(call.Context, id);
        }

        var query = new QueryReading();
        var wanted = query.Word<ScanOutcome>(outcome);
        if (SkippedPage.Read(call.Context, query, skip, limit, take) is not { } page)
        {
            return Problems.BadRequest(call.Context, query.Problem);
        }

        return await scans.ItemsAsync(scanId, call.Actor, wanted, page.Skip, page.Take + 1, cancellationToken) is { } items
            ? page.Answer(items, ScanItemResponse.From)
            : Problems.ScanNotFound(call.Context, scanId);
    }

    private static async Task<IResult> CancelAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, IScanService scans, TimeProvider time, CancellationToken cancellationToken) =>
        !Guid.TryParse(id, out var scanId)
            ? Problems.BadScanId(call.Context, id)
            : await scans.CancelAsync(scanId, call.Actor, cancellationToken) switch
            {
                ScanStop.Stopped stopped => TypedResults.Ok(ScanResponse.From(stopped.Progress, time.GetUtcNow())),
                ScanStop.Denied denied => Problems.Denied(call.Context, denied.Needed),
                _ => Problems.ScanNotFound(call.Context, scanId),
            };
}
