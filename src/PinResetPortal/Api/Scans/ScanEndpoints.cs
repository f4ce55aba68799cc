using System.Diagnostics;
using PinResetPortal.Api.Calls;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Api.Scans;

internal static class ScanEndpoints
{
    private const int MostItems = 1000;

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
            .Produces<IReadOnlyList<ScanResponse>>();
        api.MapGet("/scans/{id}", GetAsync)
            .WithName("getScan")
            .WithTags("Scans")
            .WithSummary("One scan, live. Poll it until it is completed or cancelled.")
            .Produces<ScanResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/scans/{id}/items", ItemsAsync)
            .WithName("listScanItems")
            .WithTags("Scans")
            .WithSummary("The tenants of a scan with their results, by name, a page at a time (take: at most 1000).")
            .Produces<IReadOnlyList<ScanItemResponse>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/scans/{id}/cancel", CancelAsync)
            .WithName("cancelScan")
            .WithTags("Scans")
            .WithSummary("Stops a scan. Results that are there stay. Whoever started it may, and the role Operator.")
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
            ScanStart.Empty => Problems.NothingToDo(call.Context, "There is no tenant to check."),
            var other => throw new UnreachableException($"There is no answer for {other.GetType().Name}."),
        };
    }

    private static async Task<IResult> ListAsync(ApiCall call, IScanService scans, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok((await scans.ListAsync(call.Actor, 20, cancellationToken)).Select(progress => ScanResponse.From(progress, time.GetUtcNow())).ToArray());

    private static async Task<IResult> GetAsync(string id, ApiCall call, IScanService scans, TimeProvider time, CancellationToken cancellationToken) =>
        !Guid.TryParse(id, out var scanId) ? Problems.BadScanId(call.Context, id)
        : await scans.FindAsync(scanId, call.Actor, cancellationToken) is { } progress ? TypedResults.Ok(ScanResponse.From(progress, time.GetUtcNow()))
        : Problems.ScanNotFound(call.Context, scanId);

    private static async Task<IResult> ItemsAsync(
        string id, ApiCall call, IScanService scans, CancellationToken cancellationToken, string? outcome = null, int skip = 0, int take = 100)
    {
        if (!Guid.TryParse(id, out var scanId))
        {
            return Problems.BadScanId(call.Context, id);
        }

        ScanOutcome? wanted = null;
        if (outcome is not null)
        {
            if (!Enum.TryParse<ScanOutcome>(outcome, ignoreCase: true, out var parsed) || int.TryParse(outcome, out _))
            {
                return Problems.BadRequest(call.Context, $"'{outcome}' is not an outcome; it is one of {string.Join(", ", Enum.GetNames<ScanOutcome>())}.");
            }

            wanted = parsed;
        }

        if (skip < 0 || take is < 1 or > MostItems)
        {
            return Problems.BadRequest(call.Context, $"skip must be 0 or more, take between 1 and {MostItems}.");
        }

        return await scans.ItemsAsync(scanId, call.Actor, wanted, skip, take, cancellationToken) is { } items
            ? TypedResults.Ok(items.Select(ScanItemResponse.From).ToArray())
            : Problems.ScanNotFound(call.Context, scanId);
    }

    private static async Task<IResult> CancelAsync(string id, ApiCall call, IScanService scans, TimeProvider time, CancellationToken cancellationToken) =>
        !Guid.TryParse(id, out var scanId)
            ? Problems.BadScanId(call.Context, id)
            : await scans.CancelAsync(scanId, call.Actor, cancellationToken) switch
            {
                ScanStop.Stopped stopped => TypedResults.Ok(ScanResponse.From(stopped.Progress, time.GetUtcNow())),
                ScanStop.Denied denied => Problems.Denied(call.Context, denied.Needed),
                _ => Problems.ScanNotFound(call.Context, scanId),
            };
}
