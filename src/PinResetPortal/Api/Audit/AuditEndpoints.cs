using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

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
            .WithSummary("Recomputes the hash chains of the caller's tenants with their key and compares them with the last seal.")
            .WithDescription("Each problem names the tenant, the first entry that does not fit and its kind; untold says what could not be told.")
            .Produces<AuditVerificationResponse>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ReadAsync(
        [Takes<Guid>("Only of this tenant; left out: everything of the caller's home tenant.", Example = Described.TenantExample)] string? tenantId,
        [Takes<DateTimeOffset>("Only entries of this moment or later.", Example = Described.ChangedSinceExample)] string? changedSince,
        ApiCall call,
        IAuditLog audit,
        CancellationToken cancellationToken)
    {
        var query = new QueryReading();
        var since = query.Time(changedSince);
        if (ListPage.Read(call.Context, query) is not { } page)
        {
            return Problems.BadRequest(call.Context, query.Problem);
        }

        var (one, problem) = await OneAsync(tenantId, call, cancellationToken);
        return problem ?? await page.AnswerNewestAsync(
            depth => audit.ReadAsync(call.Actor.HomeTenantId, one, depth, cancellationToken),
            DefaultLimit,
            entry => $"{entry.Record.TenantId}/{entry.Sequence}",
            entry => !(entry.At < since),
            AuditEntryResponse.From);
    }

    private static async Task<IResult> VerifyAsync(
        [Takes<Guid>("Only the chain of this tenant; left out: every chain of the caller's home tenant.", Example = Described.TenantExample)] string? tenantId,
        ApiCall call,
        IAuditLog audit,
        CancellationToken cancellationToken)
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
}
