namespace PinResetPortal.Api.Tenants;

/// <param name="Tenant">A tenant id or one of its domains.</param>
/// <param name="DisplayName">What to call it until it has been read.</param>
internal sealed record AddTenantRequest(string Tenant, string? DisplayName = null);

/// <param name="Tags">All tags; none clears them.</param>
internal sealed record TagsRequest(IReadOnlyList<string> Tags);
