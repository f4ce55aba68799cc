using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Work.Tenants;

public sealed class TenantRegisterTests
{
    private static readonly TenantId _home = new(new Guid("11111111-1111-4111-8111-111111111111"));
    private static readonly TenantId _new = new(new Guid("22222222-0000-4000-8000-000000000001"));

    private readonly Roster _roster = new();
    private readonly AuditNotes _audit = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private TenantRegister Register => new(_roster, new TenantCatalog(_roster, new NoCustomers(), TimeProvider.System), new Resolver(), _audit);

    [FactAttribute]
    public async Task Add_ByDomain_ListsItAndIsAudited()
    {
        var added = Assert.IsType<AddTenantResult.Added>(await Register.AddAsync(Who(PortalRole.Admin), " contoso.com ", "Contoso", Token)).Tenant;

        Assert.Equal((_new, "Contoso", "contoso.com", "direct"), (added.Id, added.DisplayName, added.DefaultDomain, added.Relationship.Name));
        Assert.Equal([AuditActions.TenantAdded], _audit.Records.Select(record => record.Action));
        Assert.Equal(_new, (await new TenantCatalog(_roster, new NoCustomers(), TimeProvider.System).ListAsync(Who(PortalRole.Reader), false, Token)).Tenants[1].Id);
        Assert.IsType<AddTenantResult.AlreadyListed>(await Register.AddAsync(Who(PortalRole.Admin), _new.ToString(), null, Token));
    }

    [Theory]
    [InlineData("contoso")]
    [InlineData("https://contoso.com")]
    [InlineData("nowhere.example")]
    public async Task Add_NotATenant_SaysWhatIsWrong(string text)
    {
        var refused = Assert.IsType<AddTenantResult.Refused>(await Register.AddAsync(Who(PortalRole.Admin), text, null, Token));

        Assert.Contains(text, refused.Reason.Message, StringComparison.Ordinal);
        Assert.Empty(_roster.Tenants);
    }

    [FactAttribute]
    public async Task Add_OfAnotherHomeTenant_IsRefused()
    {
        var theirs = new TenantKey(new TenantId(Guid.NewGuid()), _new);
        _roster.Tenants[theirs] = new(_new, "Theirs", null, new(RelationshipKind.Gdap, true, PartnerTenantId: theirs.Home));

        Assert.IsType<AddTenantResult.Refused>(await Register.AddAsync(Who(PortalRole.Admin), "contoso.com", null, Token));
        Assert.Equal([theirs], _roster.Tenants.Keys);
    }

    [FactAttribute]
    public async Task Add_AnotherHomeTenantItself_IsRefused()
    {
        _roster.Tenants[TenantKey.OfHome(_new)] = new(_new, "Their own", null, new(RelationshipKind.Home, true));

        Assert.IsType<AddTenantResult.Refused>(await Register.AddAsync(Who(PortalRole.Admin), "contoso.com", null, Token));
        Assert.Equal([TenantKey.OfHome(_new)], _roster.Tenants.Keys);
    }

    [FactAttribute]
    public async Task Change_RoleTooSmall_IsDenied()
    {
        Assert.IsType<AddTenantResult.Denied>(await Register.AddAsync(Who(PortalRole.Operator), "contoso.com", null, Token));
        Assert.IsType<ChangeTenantResult.Denied>(await Register.RemoveAsync(Who(PortalRole.Operator), _new, Token));
        Assert.IsType<ChangeTenantResult.Denied>(await Register.SetTagsAsync(Who(PortalRole.Reader), _new, ["a"], Token));
    }

    [FactAttribute]
    public async Task Remove_GdapCustomer_IsRefusedAndDirectTenantGoes()
    {
        _roster.Tenants[new(_home, _new)] = new(_new, "Contoso", null, new(RelationshipKind.Gdap, true, PartnerTenantId: _home));
        Assert.IsType<ChangeTenantResult.Refused>(await Register.RemoveAsync(Who(PortalRole.Admin), _new, Token));

        _roster.Tenants[new(_home, _new)] = new(_new, "Contoso", null, new(RelationshipKind.Direct, true, PartnerTenantId: _home));
        Assert.IsType<ChangeTenantResult.Done>(await Register.RemoveAsync(Who(PortalRole.Admin), _new, Token));
        Assert.Empty(_roster.Tenants);
    }

    [FactAttribute]
    public async Task SetTags_Untidy_AreTidied()
    {
        await Register.AddAsync(Who(PortalRole.Admin), "contoso.com", null, Token);

        var done = Assert.IsType<ChangeTenantResult.Done>(await Register.SetTagsAsync(Who(PortalRole.Operator), _new, [" north", "Gold", "gold", ""], Token));

        Assert.Equal(["Gold", "north"], done.Tenant.Tags);
        Assert.IsType<ChangeTenantResult.Refused>(await Register.SetTagsAsync(Who(PortalRole.Operator), _new, [new string('x', 41)], Token));
    }

    private static Actor Who(PortalRole role) => new(ActorKind.User, "ada", "ada@fabrikam.example", _home, role, new());

    private sealed class Resolver : ITenantResolver
    {
        public Task<Fact<ResolvedTenant>> ResolveAsync(string idOrDomain, CancellationToken cancellationToken) => Task.FromResult<Fact<ResolvedTenant>>(
            idOrDomain == "contoso.com" || idOrDomain == _new.ToString()
                ? new ResolvedTenant(_new, "EU")
                : new UnreadableReason(UnreadableKind.TenantNotFound, $"Entra does not know a tenant \"{idOrDomain}\" in this cloud."));
    }

    private sealed class NoCustomers : ITenantDirectory
    {
        public bool LooksForCustomers => true;

        public Task<Fact<IReadOnlyList<Tenant>>> ReadCustomersAsync(TenantId partnerTenantId, Actor actor, CancellationToken cancellationToken) =>
            Task.FromResult<Fact<IReadOnlyList<Tenant>>>(Array.Empty<Tenant>());
    }
}
