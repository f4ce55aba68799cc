namespace PinResetPortal.Api.Calls;

/// <summary>Marks an endpoint that answers with a list through <see cref="ListPage"/>; the OpenAPI document gets its parameters and headers from here.</summary>
/// <param name="IsSkipped">It is paged by the database, with skip and limit.</param>
internal sealed record ListMetadata(bool IsSkipped);

internal static class ListEndpoints
{
    public static RouteHandlerBuilder AsList<T>(this RouteHandlerBuilder endpoint, bool isSkipped = false) => endpoint
        .Produces<IReadOnlyList<T>>()
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .WithMetadata(new ListMetadata(isSkipped));
}
