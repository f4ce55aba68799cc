using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.People;

internal sealed class PeopleService(
    ITenantCatalog catalog, IPersonReader people, ITenantFactReader reader, ReadinessService readiness, PersonJudge judge, IAuditLog audit) : IPeopleService
{
    public async Task<Fact<IReadOnlyList<PersonHit>>?> SearchAsync(TenantId tenantId, Actor actor, string text, CancellationToken cancellationToken) =>
        actor.May(PortalRole.Reader) && await catalog.FindAsync(tenantId, actor, cancellationToken) is { } tenant
            ? await people.SearchAsync(tenant, actor, text, cancellationToken)
            : null;

    public async Task<PersonLookup> LookUpAsync(TenantId tenantId, Actor actor, Guid userId, CancellationToken cancellationToken)
    {
        if (await audit.IsDeniedAsync(actor, PortalRole.Reader, tenantId, "look up a user", cancellationToken))
        {
            return new PersonLookup.Denied(PortalRole.Reader);
        }

        if (await catalog.FindAsync(tenantId, actor, cancellationToken) is not { } tenant)
        {
            return new PersonLookup.NoTenant();
        }

        // The id alone: whose name it is stays in the tenant.
        await audit.AppendAsync(AuditRecord.Of(actor, tenantId, AuditActions.PersonLookedUp, $"Looked up the user {userId:D}."), cancellationToken);
        var reading = reader.ReadAsync(tenant, actor, ReadManner.Click, cancellationToken);
        var person = await people.ReadAsync(tenant, actor, userId, cancellationToken);
        var facts = await reading;

        // A home tenant that nothing was read of before has its name from this read.
        tenant = ReadinessService.Learned(tenant, facts) ?? tenant;
        return person switch
        {
            Fact<PersonFacts?>.Unreadable { Reason: var reason } => new PersonLookup.Refused(reason),
            Fact<PersonFacts?>.Known { Value: { } known } => new PersonLookup.Found(judge.Judge(tenant, known, facts, readiness.Judge(tenant, facts))),
            _ => new PersonLookup.NoPerson(),
        };
    }
}
