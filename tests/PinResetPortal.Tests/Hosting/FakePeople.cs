using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.People;

namespace PinResetPortal.Hosting;

/// <summary>Knows one person of the customer, and is refused in the home tenant.</summary>
internal sealed class FakePeople : IPeopleService
{
    public static readonly Guid Known = new("aaaaaaaa-0000-4000-8000-00000000000a");

    private static readonly UnreadableReason Refused = new(UnreadableKind.RoleMissing, "Your account may not read the users in Fabrikam MSP.", "Get the role Directory Readers.", Status: 403);

    public string? LastSearch { get; private set; }

    public Task<Fact<IReadOnlyList<PersonHit>>?> SearchAsync(TenantId tenantId, Actor actor, string text, CancellationToken cancellationToken)
    {
        LastSearch = text;
        return Task.FromResult<Fact<IReadOnlyList<PersonHit>>?>(tenantId == FakeTenantCatalog.Customer
            ? new Fact<IReadOnlyList<PersonHit>>.Known([new(Known.ToString("D"), "Ada Berg", "ada@contoso.example", true)])
            : Refused);
    }

    public Task<PersonLookup> LookUpAsync(TenantId tenantId, Actor actor, Guid userId, CancellationToken cancellationToken) => Task.FromResult<PersonLookup>(
        tenantId != FakeTenantCatalog.Customer ? new PersonLookup.Refused(Refused)
        : userId != Known ? new PersonLookup.NoPerson()
        : new PersonLookup.Found(PersonBuilder.Judge(
            PersonBuilder.Healthy() with { SignIns = PersonBuilder.SignIns(53003), ConditionalAccess = PersonBuilder.Access(PersonBuilder.Blocking("CA - Locations")) },
            TenantFactsBuilder.Healthy() with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) })));
}
