namespace PinResetPortal.Api.Calls;

/// <summary>Which endpoints change something and so take an <c>Idempotency-Key</c>. PUT and DELETE may be sent twice as they are (RFC 9110).</summary>
internal static class IdempotentEndpoints
{
    /// <summary>Says of a POST that it changes nothing.</summary>
    public static RouteHandlerBuilder ReadsOnly(this RouteHandlerBuilder endpoint) => endpoint.WithMetadata(new ReadsOnlyMetadata());

    public static bool TakesKey(Endpoint? endpoint) =>
        endpoint is RouteEndpoint { RoutePattern.RawText: { } route } && route.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && TakesKey(endpoint.Metadata);

    public static bool TakesKey(IEnumerable<object> metadata) =>
        metadata.OfType<IHttpMethodMetadata>().Any(methods => methods.HttpMethods.Contains(HttpMethods.Post)) && !metadata.OfType<ReadsOnlyMetadata>().Any();

    private sealed record ReadsOnlyMetadata;
}
