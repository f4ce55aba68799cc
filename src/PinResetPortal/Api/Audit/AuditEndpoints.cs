using Microsoft.AspNetCore.Http.HttpResults;
using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Api.Audit;

internal static class AuditEndpoints
{
    private const int DefaultLimit = 100;

    private const int HighestLimit = 1000;

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ReadAsync)
            .WithName("readAudit")
            .WithTags("Audit")
            .WithSummary("Who changed what in the caller's tenants, newest first.")
            .WithDescription("tenantId: one tenant only. limit: 1 to 1000, 100 if left out.")
            .Produces<IReadOnlyList<AuditEntryResponse>>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/audit/verify", VerifyAsync)
            .WithName("verifyAudit")
            .WithTags("Audit")
            .WithSummary("Recomputes the hash chains of the caller's tenants with their key and compares them with the last seal.")
            .Produces<AuditVerificationResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReadAsync(
        string? tenantId, string? limit, ApiCall call, IAuditLog audit, CancellationToken cancellationToken)
    {
        var count = DefaultLimit;
        if (!string.IsNullOrEmpty(limit) && (!int.TryParse(limit, out count) || count is < 1 or > HighestLimit))
        {
            return Problems.BadRequest(call.Context, $"limit is a number from 1 to {HighestLimit}, not '{limit}'.");
        }

        var (one, problem) = await OneAsync(tenantId, call, cancellationToken);
        return problem ?? Answer(await audit.ReadAsync(call.Actor.HomeTenantId, one, count, cancellationToken));
    }

    private static async Task<IResult> VerifyAsync(string? tenantId, ApiCall call, IAuditLog audit, CancellationToken cancellationToken)
    {
        var (one, problem) = await OneAsync(tenantId, call, cancellationToken);
        return problem ?? (IResult)TypedResults.Ok(AuditVerificationResponse.From(await audit.VerifyAsync(call.Actor.HomeTenantId, one, cancellationToken)));
    }

    /// <returns>The one tenant that was asked for, null for all, and what to answer when it is none of the caller's.</returns>
    private static async Task<(TenantId? TenantId, IResult? Problem)> OneAsync(string? tenantId, ApiCall call, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(tenantId))
        {
            return (null, null);
        }

        var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
        return (tenant?.Id, tenant is null ? problem : null);
    }

    private static Ok<AuditEntryResponse[]> Answer(IEnumerable<AuditEntry> entries) => TypedResults.Ok(entries.Select(AuditEntryResponse.From).ToArray());
}
