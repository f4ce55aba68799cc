using System.Security.Claims;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;

namespace PinResetPortal.Work.People;

public sealed class PeopleServiceTests
{
    private static readonly Tenant Unnamed = new(PersonBuilder.Tenant.Id, "Your tenant", null, new(RelationshipKind.Home, Active: true));

    /// <summary>The ticket names the tenant: nobody who reads it knows whose "Your tenant" was.</summary>
    [FactAttribute]
    public async Task LookUp_HomeTenantThatNobodyHasRead_HasTheNameThatThisReadLearns()
    {
        var (memory, reader) = (new Memory { Tenant = Unnamed }, new ScriptedReader());
        var planner = new RemediationPlanner(Guides.Checks, [], new SimulatedTenant(new ImpatientTime()));
        var readiness = new ReadinessService(memory, reader, Guides.Checks, planner, memory, memory);
        var service = new PeopleService(memory, new OnePerson(), reader, readiness, new PersonJudge(Guides.Catalog), memory);
        var actor = new Actor(ActorKind.User, "tara", "tara@contoso.example", Unnamed.Id, PortalRole.Reader, new ClaimsPrincipal());

        var found = Assert.IsType<PersonLookup.Found>(await service.LookUpAsync(Unnamed.Id, actor, Guid.NewGuid(), TestContext.Current.CancellationToken));

        Assert.Equal(("Contoso", "contoso.example"), (found.Answer.Tenant.DisplayName, found.Answer.Tenant.DefaultDomain));
    }

    private sealed class OnePerson : IPersonReader
    {
        public Task<Fact<IReadOnlyList<PersonHit>>> SearchAsync(Tenant tenant, Actor actor, string text, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Fact<PersonFacts?>> ReadAsync(Tenant tenant, Actor actor, Guid userId, CancellationToken cancellationToken) =>
            Task.FromResult<Fact<PersonFacts?>>(new Fact<PersonFacts?>.Known(PersonBuilder.Healthy()));
    }
}
