using Microsoft.AspNetCore.Http.HttpResults;
using PinResetPortal.Api.Calls;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Tenants;

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
            .WithSummary("Recomputes the hash chains of the caller's tenants: a removed, altered or re-ordered entry is found.")
            .Produces<AuditVerificationResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReadAsync(
        string? tenantId, string? limit, ApiCall call, ITenantCatalog catalog, IAuditLog audit, CancellationToken cancellationToken)
    {
        var count = DefaultLimit;
        if (!string.IsNullOrEmpty(limit) && (!int.TryParse(limit, out count) || count is < 1 or > HighestLimit))
        {
            return Problems.BadRequest(call.Context, $"limit is a number from 1 to {HighestLimit}, not '{limit}'.");
        }

        if (!string.IsNullOrEmpty(tenantId))
        {
            var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
            return tenant is null ? problem : Answer(await audit.ReadAsync(tenant.Id, count, cancellationToken));
        }

        var visible = (await catalog.ListAsync(call.Actor, refresh: false, cancellationToken)).Tenants.Select(tenant => tenant.Id).ToHashSet();
        return Answer(await VisibleEntries.ReadAsync(depth => audit.ReadAsync(null, depth, cancellationToken), entry => entry.Record.TenantId, visible, count));
    }

    private static async Task<IResult> VerifyAsync(
        string? tenantId, ApiCall call, ITenantCatalog catalog, IAuditLog audit, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(tenantId))
        {
            var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
            return tenant is null ? problem : TypedResults.Ok(AuditVerificationResponse.From(await audit.VerifyAsync(tenant.Id, cancellationToken)));
        }

        // Chain by chain and only the caller's: a problem names its tenant.
        long entries = 0;
        foreach (var tenant in (await catalog.ListAsync(call.Actor, refresh: false, cancellationToken)).Tenants)
        {
            var verification = await audit.VerifyAsync(tenant.Id, cancellationToken);
            entries += verification.Entries;
            if (!verification.Holds)
            {
                return TypedResults.Ok(new AuditVerificationResponse(false, entries, verification.Problem));
            }
        }

        return TypedResults.Ok(new AuditVerificationResponse(true, entries, null));
    }

    private static Ok<AuditEntryResponse[]> Answer(IEnumerable<AuditEntry> entries) => TypedResults.Ok(entries.Select(AuditEntryResponse.From).ToArray());
}
