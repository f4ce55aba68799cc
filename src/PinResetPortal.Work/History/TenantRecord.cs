using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.History;

/// <summary>The evidence pack of one tenant, out of what one home tenant did there: what was found, what was changed, and that the record of it is whole.</summary>
/// <param name="MadeAt">When the pack was put together.</param>
/// <param name="MadeFor">Name of who asked.</param>
/// <param name="Readiness">The last answer with its evidence; null: never checked.</param>
/// <param name="Operations">Repairs and undos, newest first, with each request, its request id and the verification.</param>
/// <param name="Audit">Audit entries, newest first.</param>
/// <param name="Chain">Whether the tenant's audit chain holds.</param>
public sealed record TenantRecord(
    Tenant Tenant,
    DateTimeOffset MadeAt,
    string MadeFor,
    TenantReadiness? Readiness,
    IReadOnlyList<Operation> Operations,
    IReadOnlyList<AuditEntry> Audit,
    AuditVerification Chain);

/// <summary>One tenant in the table of all.</summary>
/// <param name="Changes">Requests that changed something, over all repairs and undos that are kept.</param>
public sealed record TenantRecordLine(Tenant Tenant, TenantReadiness? Readiness, int Changes, DateTimeOffset? LastChangeAt);

/// <summary>Puts evidence packs together out of what is stored: reads nothing from the tenants.</summary>
public interface ITenantRecords
{
    Task<TenantRecord> MakeAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken);

    /// <summary>All tenants of the actor, one after the other.</summary>
    IAsyncEnumerable<TenantRecordLine> AllAsync(Actor actor, CancellationToken cancellationToken);
}
