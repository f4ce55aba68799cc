using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Api.Destinations;

internal static class DestinationEndpoints
{
    public static void MapDestinations(this IEndpointRouteBuilder api)
    {
        api.MapGet("/destinations", ListAsync)
            .WithName("listDestinations")
            .WithTags("Notifications")
            .WithSummary("Where your home tenant is told what. Needs the role Admin.")
            .WithDescription("By name. Secrets are never shown.")
            .AsList<DestinationResponse>();
        api.MapPost("/destinations", AddAsync)
            .WithName("addDestination")
            .WithTags("Notifications")
            .WithSummary("Adds a destination of notifications. Needs the role Admin.")
            .WithDescription("A webhook without a secret gets one: newSecret shows it this once.")
            .Produces<DestinationResponse>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest);
        api.MapGet("/destinations/{id}", GetAsync)
            .WithName("getDestination")
            .WithTags("Notifications")
            .WithSummary("One destination. Needs the role Admin.")
            .WithDescription("Secrets are never shown.")
            .Produces<DestinationResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/destinations/{id}", SaveAsync)
            .WithName("changeDestination")
            .WithTags("Notifications")
            .WithSummary("Replaces a destination. Needs the role Admin.")
            .WithDescription("Takes the revision that was read: 409 when somebody else changed it meanwhile. A secret that is left out stays; a signing secret that is replaced signs beside the new one for a day.")
            .Produces<DestinationResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete("/destinations/{id}", RemoveAsync)
            .WithName("removeDestination")
            .WithTags("Notifications")
            .WithSummary("Removes a destination with its delivery log. Needs the role Admin.")
            .WithDescription("What still waits for it is told no more.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/destinations/{id}/secret", RotateAsync)
            .WithName("replaceSigningSecret")
            .WithTags("Notifications")
            .WithSummary("Makes a new signing secret for a webhook. Needs the role Admin.")
            .WithDescription("newSecret shows it this once. For a day the one before signs beside it.")
            .Produces<DestinationResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/destinations/{id}/test", TestAsync)
            .WithName("testDestination")
            .WithTags("Notifications")
            .WithSummary("Sends a test now. Needs the role Admin.")
            .WithDescription("Whatever the route and the quiet hours say. The delivery log has it.")
            .Produces<DestinationTestResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/destinations/{id}/deliveries", LogAsync)
            .WithName("listDeliveries")
            .WithTags("Notifications")
            .WithSummary("The delivery log of a destination, newest first. Needs the role Admin.")
            .WithDescription("The last 200. What came to its end is kept for 30 days.")
            .AsList<DeliveryResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ListAsync(ApiCall call, DestinationService destinations, CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        return ListPage.Read(call.Context, query) is not { } page ? Problems.BadRequest(call.Context, query.Problem)
            : await destinations.ListAsync(call.Actor, cancellationToken) is { } list ? page.Answer(list, one => $"{one.Id}", _ => true, one => DestinationResponse.From(one))
            : Problems.Denied(call.Context, PortalRole.Admin);
    }

    private static async Task<IResult> AddAsync(DestinationRequest request, ApiCall call, DestinationService destinations, CancellationToken cancellationToken)
    {
        var (draft, errors) = request.Read();
        return draft is null
            ? Problems.Invalid(call.Context, errors)
            : Answer(call, await destinations.AddAsync(call.Actor, draft, cancellationToken), done => TypedResults.Created($"/api/v1/destinations/{done.Destination.Id}", DestinationResponse.From(done.Destination, done.NewSecret)));
    }

    private static async Task<IResult> GetAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, DestinationService destinations, CancellationToken cancellationToken) =>
        !Guid.TryParse(id, out var destination) ? Problems.BadDestinationId(call.Context, id)
        : Answer(call, await destinations.FindAsync(call.Actor, destination, cancellationToken), Ok);

    private static async Task<IResult> SaveAsync(
        [Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, DestinationRequest request, ApiCall call, DestinationService destinations, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var destination))
        {
            return Problems.BadDestinationId(call.Context, id);
        }

        var (draft, errors) = request.Read();
        if (request.Revision is null)
        {
            errors["revision"] = "revision is missing: the one that GET answered with.";
        }

        return draft is null || errors.Count > 0
            ? Problems.Invalid(call.Context, errors)
            : Answer(call, await destinations.SaveAsync(call.Actor, destination, request.Revision ?? 0, draft, cancellationToken), Ok);
    }

    private static async Task<IResult> RemoveAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, DestinationService destinations, CancellationToken cancellationToken) =>
        !Guid.TryParse(id, out var destination) ? Problems.BadDestinationId(call.Context, id)
        : Answer(call, await destinations.RemoveAsync(call.Actor, destination, cancellationToken), _ => TypedResults.NoContent());

    private static async Task<IResult> RotateAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, DestinationService destinations, CancellationToken cancellationToken) =>
        !Guid.TryParse(id, out var destination) ? Problems.BadDestinationId(call.Context, id)
        : Answer(call, await destinations.RotateAsync(call.Actor, destination, cancellationToken), Ok);

    private static async Task<IResult> TestAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, DestinationService destinations, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(id, out var destination))
        {
            return Problems.BadDestinationId(call.Context, id);
        }

        var (outcome, result) = await destinations.TestAsync(call.Actor, destination, cancellationToken);
        return Answer(call, outcome, _ => TypedResults.Ok(new DestinationTestResponse(result is { Sent: true }, result?.Problem)));
    }

    private static async Task<IResult> LogAsync([Takes<Guid>(Described.Id, Example = Described.IdExample)] string id, ApiCall call, DestinationService destinations, CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        if (!Guid.TryParse(id, out var destination) || ListPage.Read(call.Context, query) is not { } page)
        {
            return query.Problem is { } problem ? Problems.BadRequest(call.Context, problem) : Problems.BadDestinationId(call.Context, id);
        }

        var (outcome, log) = await destinations.LogAsync(call.Actor, destination, cancellationToken);
        return Answer(call, outcome, _ => page.Answer(log, one => $"{one.Id}", _ => true, DeliveryResponse.From));
    }

    private static IResult Ok(SavedDestination done) => TypedResults.Ok(DestinationResponse.From(done.Destination, done.NewSecret));

    private static IResult Answer(ApiCall call, EditOutcome<SavedDestination> outcome, Func<SavedDestination, IResult> done) => EditAnswers.Of(call, outcome, "destination", Problems.DestinationNotFound, done);
}
