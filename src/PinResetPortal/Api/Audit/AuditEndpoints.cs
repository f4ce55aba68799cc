using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Api.Audit;

internal static class AuditEndpoints
{
    private const int DefaultLimit = 100;

    public static void MapAudit(this IEndpointRouteBuilder api)
    {
        api.MapGet("/audit", ReadAsync)
            .WithName("readAudit")
            .WithTags("Audit")
            .WithSummary("Who changed what in the caller's tenants, newest first.")
            .WithDescription("Without limit: the newest 100. With it a page, and every older entry is reached by following Link.")
            .AsList<AuditEntryResponse>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/audit/verify", VerifyAsync)
            .WithName("verifyAudit")
            .WithTags("Audit")
            .WithSummary("Recomputes the hash chains of the caller's tenants: a removed, altered or re-ordered entry is found.")
            .WithDescription("One sentence names the tenant and the first entry that does not fit.")
            .Produces<AuditVerificationResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReadAsync(
        [Takes<Guid>("Only of this tenant; left out: of all tenants of the caller.", Example = Described.TenantExample)] string? tenantId,
        [Takes<DateTimeOffset>("Only entries of this moment or later.", Example = Described.ChangedSinceExample)] string? changedSince,
        ApiCall call,
        ITenantCatalog catalog,
        IAuditLog audit,
        CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        var since = query.Time(changedSince);
        if (ListPage.Read(call.Context, query) is not { } page)
        {
            return Problems.BadRequest(call.Context, query.Problem);
        }

        if (!string.IsNullOrEmpty(tenantId))
        {
            var (tenant, problem) = await call.TenantAsync(tenantId, cancellationToken);
            return tenant is null ? problem : await AnswerAsync(tenant.Id, _ => true);
        }

        var visible = (await catalog.ListAsync(call.Actor, refresh: false, cancellationToken)).Tenants.Select(tenant => tenant.Id).ToHashSet();
        return await AnswerAsync(null, entry => visible.Contains(entry.Record.TenantId));

        Task<IResult> AnswerAsync(TenantId? only, Func<AuditEntry, bool> isVisible) => page.AnswerNewestAsync(
            depth => audit.ReadAsync(only, depth, cancellationToken),
            DefaultLimit,
            entry => $"{entry.Record.TenantId}/{entry.Sequence}",
            entry => isVisible(entry) && !(entry.At < since),
            AuditEntryResponse.From);
    }

    private static async Task<IResult> VerifyAsync(
        [Takes<Guid>("Only the chain of this tenant; left out: those of all tenants of the caller.", Example = Described.TenantExample)] string? tenantId,
        ApiCall call,
        ITenantCatalog catalog,
        IAuditLog audit,
        CancellationToken cancellationToken)
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
}
