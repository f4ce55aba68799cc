using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Api.Reports;

internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        api.MapGet("/reports", ListAsync)
            .WithName("listReports")
            .WithTags("Reports")
            .WithSummary("What your home tenant sends by mail every week or month.")
            .WithDescription("By name, each with what became of it last, and when it goes out next.")
            .AsList<ReportResponse>();
        api.MapPost("/reports", AddAsync)
            .WithName("addReport")
            .WithTags("Reports")
            .WithSummary("Adds a report. Needs the role Admin.")
            .WithDescription("It goes by the server and the sender of a mail destination, the first time when it is next due.")
            .Produces<ReportResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapGet("/reports/{id}", GetAsync)
            .WithName("getReport")
            .WithTags("Reports")
            .WithSummary("One report: when it goes out, and to whom.")
            .WithDescription("Its content is at /reports/{id}/preview.")
            .Produces<ReportResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/reports/{id}", SaveAsync)
            .WithName("changeReport")
            .WithTags("Reports")
            .WithSummary("Replaces a report. Needs the role Admin.")
            .WithDescription("Takes the revision that was read: 409 when somebody else changed it meanwhile. What it was due for before the change is not sent any more.")
            .Produces<ReportResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete("/reports/{id}", RemoveAsync)
            .WithName("removeReport")
            .WithTags("Reports")
            .WithSummary("Removes a report. Needs the role Admin.")
            .WithDescription("It goes out no more.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/reports/{id}/send", SendAsync)
            .WithName("sendReport")
            .WithTags("Reports")
            .WithSummary("Sends a report now to those who get it. Needs the role Admin.")
            .WithDescription("About the period that ends now. When it is due next stays as it is.")
            .Produces<ReportSentResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/reports/{id}/preview", PreviewAsync)
            .WithName("previewReport")
            .WithTags("Reports")
            .WithSummary("A report as it stands now.")
            .WithDescription("Made of what is stored: nothing is read from the tenants. The page /reports/{id} shows the same, to be printed.")
            .Produces<ReportContentResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(ApiCall call, IReportService reports, CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        return ListPage.Read(call.Context, query) is not { } page ? Problems.BadRequest(call.Context, query.Problem)
            : await reports.ListAsync(call.Actor, cancellationToken) is { } list ? page.Answer(list, one => $"{one.Schedule.Id}", _ => true, ReportResponse.From)
            : Problems.Denied(call.Context, PortalRole.Reader);
    }

    private static async Task<IResult> AddAsync(ReportRequest request, ApiCall call, IReportService reports, CancellationToken cancellationToken)
    {
        var (draft, errors) = request.Read();
        return draft is null
            ? Problems.Invalid(call.Context, errors)
            : Answer(call, await reports.AddAsync(call.Actor, draft, cancellationToken), state => TypedResults.Created($"/api/v1/reports/{state.Schedule.Id}", ReportResponse.From(state)));
    }

    private static async Task<IResult> GetAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, IReportService reports, CancellationToken cancellationToken) =>
        !Guid.TryParse(id, out var report) ? Problems.BadReportId(call.Context, id)
        : Answer(call, await reports.FindAsync(call.Actor, report, cancellationToken), Ok);

    private static async Task<IResult> SaveAsync(
        [Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ReportRequest request, ApiCall call, IReportService reports, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var report))
        {
            return Problems.BadReportId(call.Context, id);
        }

        var (draft, errors) = request.Read();
        if (request.Revision is null)
        {
            errors["revision"] = "revision is missing: the one that GET answered with.";
        }

        return draft is null || errors.Count > 0
            ? Problems.Invalid(call.Context, errors)
            : Answer(call, await reports.SaveAsync(call.Actor, report, request.Revision ?? 0, draft, cancellationToken), Ok);
    }

    private static async Task<IResult> RemoveAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, IReportService reports, CancellationToken cancellationToken) =>
        !Guid.TryParse(id, out var report) ? Problems.BadReportId(call.Context, id)
        : Answer(call, await reports.RemoveAsync(call.Actor, report, cancellationToken), _ => TypedResults.NoContent());

    private static async Task<IResult> SendAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, IReportService reports, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var report))
        {
            return Problems.BadReportId(call.Context, id);
        }

        var (outcome, result) = await reports.SendNowAsync(call.Actor, report, cancellationToken);
        return Answer(call, outcome, _ => TypedResults.Ok(ReportSentResponse.From(result)));
    }

    private static async Task<IResult> PreviewAsync(
        [Takes<Guid>(Described.Id, Example = Described.IdExample)] string id,
        [Takes<DateTimeOffset>("Where the period begins, at most a year ago; a week or a month ago when left out, as the report's rhythm is.", Example = Described.ChangedSinceExample)] string? from,
        ApiCall call,
        IReportService reports,
        CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        var begin = query.Time(from);
        if (!Guid.TryParse(id, out var report) || query.Problem is not null)
        {
            return query.Problem is { } problem ? Problems.BadRequest(call.Context, problem) : Problems.BadReportId(call.Context, id);
        }

        var (outcome, made) = await reports.MakeAsync(call.Actor, report, begin, cancellationToken);
        return Answer(call, outcome, _ => made is null ? Problems.ReportNotFound(call.Context) : TypedResults.Ok(ReportContentResponse.Of(made)));
    }

    private static IResult Ok(ReportState state) => TypedResults.Ok(ReportResponse.From(state));

    private static IResult Answer(ApiCall call, EditOutcome<ReportState> outcome, Func<ReportState, IResult> done) => EditAnswers.Of(call, outcome, "report", Problems.ReportNotFound, done);
}
