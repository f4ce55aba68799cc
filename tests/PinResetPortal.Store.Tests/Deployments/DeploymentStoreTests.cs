using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Deployments;

namespace PinResetPortal.Store.Deployments;

public abstract class DeploymentStoreTests : StoreTests
{
    private static readonly TenantId Contoso = TenantId.Parse("aaaaaaaa-2222-4222-8222-222222222222");

    private IDeploymentStore Deployments => Store.Get<IDeploymentStore>();

    [Fact]
    public async Task List_Saved_GivesThePolicyBack()
    {
        var deployed = New("p1");
        await Deployments.SaveAsync(Fabrikam, [deployed], Cancellation);

        var found = Assert.Single(await Deployments.ListAsync(new(Fabrikam, Contoso), Cancellation));
        Assert.Equal((deployed.OperationId, deployed.DeployedAt, deployed.DeployedBy, null), (found.OperationId, found.DeployedAt, found.DeployedBy, found.AcceptedDrift));
        Assert.Equal(deployed.Policy.Settings, found.Policy.Settings);
        Assert.Equal(deployed.Policy.Assignments, found.Policy.Assignments);
        Assert.Equal(deployed.Policy.Document, found.Policy.Document);
        Assert.Empty(await Deployments.ListAsync(TenantKey.OfHome(Contoso), Cancellation));
        Assert.Empty(await Deployments.ListAsync(new(Fabrikam, new TenantId(Guid.NewGuid())), Cancellation));
    }

    [Fact]
    public async Task Save_SamePolicyAgain_ReplacesItAndEndsTheAcceptance()
    {
        await Deployments.SaveAsync(Fabrikam, [New("p1")], Cancellation);
        var acceptance = new DriftAcceptance("pilot", "Ada", Store.Time.GetUtcNow().AddDays(3), "olive", Store.Time.GetUtcNow());
        Assert.True(await Deployments.AcceptAsync(new(Fabrikam, Contoso), "p1", acceptance, Cancellation));
        Assert.Equal(acceptance, Assert.Single(await Deployments.ListAsync(new(Fabrikam, Contoso), Cancellation)).AcceptedDrift);

        await Deployments.SaveAsync(Fabrikam, [New("p1") with { DeployedBy = "olive" }], Cancellation);

        var found = Assert.Single(await Deployments.ListAsync(new(Fabrikam, Contoso), Cancellation));
        Assert.Equal(("olive", null), (found.DeployedBy, found.AcceptedDrift));
    }

    [Fact]
    public async Task Remove_ByRunOrByPolicy_LeavesTheOthers()
    {
        var (one, two, three) = (New("p1"), New("p2"), New("p3"));
        await Deployments.SaveAsync(Fabrikam, [one, two, three], Cancellation);

        await Deployments.RemoveAsync(new(Fabrikam, Contoso), one.OperationId, Cancellation);
        await Deployments.RemoveAsync(new(Fabrikam, Contoso), "p2", Cancellation);

        Assert.Equal("p3", Assert.Single(await Deployments.ListAsync(new(Fabrikam, Contoso), Cancellation)).Policy.Id);
        Assert.False(await Deployments.AcceptAsync(new(Fabrikam, Contoso), "p1", new("n", "o", Store.Time.GetUtcNow(), "x", Store.Time.GetUtcNow()), Cancellation));
    }

    private DeployedPolicy New(string id) => new(
        Contoso,
        new IntunePolicy
        {
            Id = id,
            Name = "Hello",
            Kind = PolicyKind.SettingsCatalog,
            Settings = [new(KnownSettings.DeviceEnablePinRecovery, KnownSettings.DeviceEnablePinRecovery + "_true")],
            Assignments = [new(AssignmentTarget.Group, "g1", "f1", AssignmentFilterMode.Include, """{"@odata.type":"#x"}""")],
            Document = """{"id":"p","settings":[]}""",
        },
        Guid.NewGuid(),
        Store.Time.GetUtcNow(),
        "morgan");
}

public sealed class SqliteDeploymentStoreTests : DeploymentStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresDeploymentStoreTests(PostgresServer server) : DeploymentStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
