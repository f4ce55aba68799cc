using Microsoft.Extensions.Time.Testing;
using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.Tenants;

public sealed class TenantCatalogTests
{
    private static readonly TenantId _home = TenantId.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly Actor _ada = new(ActorKind.User, "ada", "ada", _home, PortalRole.Reader, new());

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
    private readonly Directory _directory = new();
    private readonly TenantCatalog _catalog;

    public TenantCatalogTests() => _catalog = new(new Memory(), _directory, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task Find_TwentyUnknownIds_ReadTheCustomersOnce()
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.Null(await _catalog.FindAsync(new TenantId(Guid.NewGuid()), _ada, Cancellation));
        }

        Assert.Equal(1, _directory.Reads);
    }

    /// <summary>A portal for one tenant alone: nobody is asked, nothing is out of date, and what was stored stays.</summary>
    [FactAttribute]
    public async Task Refresh_RegistrationAsksForNoCustomers_NobodyIsAsked()
    {
        var (directory, roster) = (new Directory { LooksForCustomers = false, Problem = TenantFactsBuilder.Forbidden }, new Roster());
        var stored = new Tenant(new TenantId(Guid.NewGuid()), "Stored", null, new(RelationshipKind.Gdap, Active: true, PartnerTenantId: _home));
        await roster.UpsertAsync(_home, [stored], Cancellation);
        var catalog = new TenantCatalog(roster, directory, _time);

        var list = await catalog.ListAsync(_ada, refresh: true, Cancellation);

        Assert.Null(list.Stale);
        Assert.Equal([_home, stored.Id], list.Tenants.Select(tenant => tenant.Id));
        Assert.Null(await catalog.FindAsync(new TenantId(Guid.NewGuid()), _ada, Cancellation));
        Assert.Equal(0, directory.Reads);
    }

    [FactAttribute]
    public async Task Find_CustomersWonOneAfterAnother_AreFoundAtOnce()
    {
        var catalog = new TenantCatalog(new Roster(), _directory, _time);
        for (var i = 0; i < 3; i++)
        {
            var customer = new Tenant(new TenantId(Guid.NewGuid()), $"Customer {i}", null, new(RelationshipKind.Gdap, Active: true, PartnerTenantId: _home));
            _directory.Customers.Add(customer);

            Assert.Equal(customer, await catalog.FindAsync(customer.Id, _ada, Cancellation));
        }
    }

    [FactAttribute]
    public async Task Find_UnknownAfterAMinute_LooksOnceMore()
    {
        await _catalog.FindAsync(new TenantId(Guid.NewGuid()), _ada, Cancellation);
        _time.Advance(TimeSpan.FromSeconds(61));

        await _catalog.FindAsync(new TenantId(Guid.NewGuid()), _ada, Cancellation);
        await _catalog.FindAsync(new TenantId(Guid.NewGuid()), _ada, Cancellation);

        Assert.Equal(2, _directory.Reads);
    }

    [FactAttribute]
    public async Task Refresh_DirectoryCannotBeRead_IsNotAskedAgainForAMinuteAndSaysWhy()
    {
        _directory.Problem = TenantFactsBuilder.Forbidden;
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(await _catalog.FindAsync(new TenantId(Guid.NewGuid()), _ada, Cancellation));
            Assert.Equal(TenantFactsBuilder.Forbidden, (await _catalog.RefreshAsync(_ada, refresh: false, Cancellation)).Stale);
        }

        Assert.Equal(1, _directory.Reads);
        _time.Advance(TimeSpan.FromSeconds(61));
        await _catalog.RefreshAsync(_ada, refresh: false, Cancellation);
        Assert.Equal(2, _directory.Reads);
    }

    [FactAttribute]
    public async Task Refresh_FailedForOnePerson_IsTriedForAnother()
    {
        _directory.Problem = TenantFactsBuilder.Forbidden;
        await _catalog.RefreshAsync(_ada, refresh: false, Cancellation);
        _directory.Problem = null;

        Assert.Null((await _catalog.RefreshAsync(_ada with { Id = "bob" }, refresh: false, Cancellation)).Stale);

        Assert.Equal(2, _directory.Reads);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refresh_ManyAtOnce_IsTheReadUnderWayAndOneMore(bool fails)
    {
        _directory.Problem = fails ? TenantFactsBuilder.Forbidden : null;
        _directory.Hold = new TaskCompletionSource();

        var all = Enumerable.Range(0, 10).Select(_ => _catalog.RefreshAsync(_ada, refresh: true, Cancellation)).ToList();
        _directory.Hold.SetResult();
        var results = await Task.WhenAll(all);

        Assert.Equal(2, _directory.Reads);
        Assert.All(results, result => Assert.Equal(_directory.Problem, result.Stale));
    }

    [FactAttribute]
    public async Task Refresh_CustomerWonWhileAnOlderReadIsUnderWay_IsInTheList()
    {
        var catalog = new TenantCatalog(new Roster(), _directory, _time);
        _directory.Hold = new TaskCompletionSource();
        var older = catalog.RefreshAsync(_ada, refresh: true, Cancellation);
        _directory.Customers.Add(new(TenantId.Parse("a0000001-0000-4000-8000-000000000001"), "Adventure Works", null, new(RelationshipKind.Gdap, Active: true)));
        var newer = catalog.ListAsync(_ada, refresh: true, Cancellation);
        _directory.Hold.SetResult();

        Assert.Contains("Adventure Works", (await newer).Tenants.Select(tenant => tenant.DisplayName));
        await older;
    }

    private sealed class Directory : ITenantDirectory
    {
        public bool LooksForCustomers { get; init; } = true;

        public int Reads { get; private set; }

        public UnreadableReason? Problem { get; set; }

        public TaskCompletionSource? Hold { get; set; }

        public List<Tenant> Customers { get; } = [];

        public async Task<Fact<IReadOnlyList<Tenant>>> ReadCustomersAsync(TenantId partnerTenantId, Actor actor, CancellationToken cancellationToken)
        {
            Reads++;
            List<Tenant> seen = [.. Customers];
            if (Hold is not null)
            {
                await Hold.Task;
            }

            return Problem is null ? new Fact<IReadOnlyList<Tenant>>.Known(seen) : new Fact<IReadOnlyList<Tenant>>.Unreadable(Problem);
        }
    }
}
