using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Work.Scans;

public sealed class ScanRunnerTests(PostgresServer server)
{
    [FactAttribute]
    public async Task Scan_OfAll_ReadsEachTenantOnceAppOnlyAtLowPriorityWithinTheLimit()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var instance = await ScanInstance.StartAsync(database, new ScriptedReader());
        await instance.AddTenantsAsync(60);

        var scan = await instance.StartScanAsync();
        var end = await instance.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);

        Assert.Equal((ScanState.Completed, 61, 61, 0), (end.Scan.State, end.Total, end.Done, end.Failed));
        Assert.Equal(61, instance.Reader.Reads.Select(read => read.Tenant).Distinct().Count());
        Assert.Equal(61, instance.Reader.Reads.Count);
        Assert.All(instance.Reader.Reads, read => Assert.Equal((ActorKind.Application, ReadPriority.Low), (read.Actor, read.Priority)));
        Assert.InRange(instance.Reader.MostAtOnce, 1, 4);
        Assert.All(await instance.ItemsAsync(scan.Scan.Id), item => Assert.Equal((ScanItemState.Done, 1), (item.State, item.Attempts)));
    }

    [FactAttribute]
    public async Task Scan_OneTenantThrowsAndOneIsAway_TheOthersAreRead()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var instance = await ScanInstance.StartAsync(database, new ScriptedReader());
        var tenants = await instance.AddTenantsAsync(10);
        instance.Reader.Answer = (tenant, _, _, _) => tenant.Id == tenants[3] ? throw new InvalidOperationException("broken")
            : Task.FromResult(tenant.Id == tenants[5] ? ScriptedReader.Unreadable(tenant, UnreadableKind.Unavailable) : ScriptedReader.Healthy(tenant));

        var scan = await instance.StartScanAsync(tenants);
        var end = await instance.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);

        Assert.Equal((10, 2), (end.Done, end.Failed));
        var items = (await instance.ItemsAsync(scan.Scan.Id)).ToDictionary(item => item.TenantId);
        Assert.Contains(scan.Scan.Id.ToString(), items[tenants[3]].Result!.Reason, StringComparison.Ordinal);
        Assert.Equal((ScanOutcome.Failed, "It could not be read. Do something."), (items[tenants[5]].Result!.Outcome, items[tenants[5]].Result!.Reason));
    }

    /// <summary>What Entra refuses for good is asked once; what may pass is asked again.</summary>
    [Theory]
    [InlineData(UnreadableKind.CredentialRefused, false)]
    [InlineData(UnreadableKind.Unavailable, true)]
    public async Task Scan_NoToken_IsAskedAgainOnlyWhereThatHelps(UnreadableKind kind, bool again)
    {
        await using var database = new SqliteTestDatabase();
        await using var instance = await ScanInstance.StartAsync(database, new ScriptedReader());
        var tenants = await instance.AddTenantsAsync(1);
        var asked = 0;
        instance.Reader.Answer = (tenant, _, _, _) =>
        {
            Interlocked.Increment(ref asked);
            return Task.FromResult(ScriptedReader.Unreadable(tenant, kind));
        };

        var scan = await instance.StartScanAsync(tenants);
        await instance.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);

        Assert.Equal(again, asked > 1);
        Assert.Equal(ScanOutcome.Failed, Assert.Single(await instance.ItemsAsync(scan.Scan.Id)).Result!.Outcome);
    }

    [FactAttribute]
    public async Task Scan_AppOnlyNotGranted_UsesThePersonWhoAskedOrSaysSo()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var instance = await ScanInstance.StartAsync(database, new ScriptedReader());
        var tenants = await instance.AddTenantsAsync(2);
        instance.Reader.Answer = (tenant, actor, _, _) => Task.FromResult(
            actor.Kind == ActorKind.Application ? ScriptedReader.Unreadable(tenant, UnreadableKind.PortalNotConsented)
            : tenant.Id == tenants[0] ? ScriptedReader.Healthy(tenant)
            : ScriptedReader.Unreadable(tenant, UnreadableKind.SignInRequired));

        var asked = await instance.StartScanAsync(tenants);
        await instance.UntilAsync(asked.Scan.Id, progress => progress.Scan.IsFinished);
        var unattended = Assert.IsType<ScanStart.Accepted>(await instance.Service.StartScheduledAsync(ScanInstance.Home, TestContext.Current.CancellationToken)).Progress;
        var end = await instance.UntilAsync(unattended.Scan.Id, progress => progress.Scan.IsFinished);

        var results = (await instance.ItemsAsync(asked.Scan.Id)).ToDictionary(item => item.TenantId, item => item.Result!.Outcome);
        Assert.Equal((ScanOutcome.Read, ScanOutcome.SignInRequired), (results[tenants[0]], results[tenants[1]]));
        Assert.Equal((3, 0), (end.Blocked, end.Failed));
        Assert.All(await instance.ItemsAsync(unattended.Scan.Id), item => Assert.Equal(ScanOutcome.AppOnlyNotGranted, item.Result!.Outcome));
    }

    [FactAttribute]
    public async Task Scan_WaitsForGraph_OthersHaveItsPlaceMeanwhile()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var instance = await ScanInstance.StartAsync(database, new ScriptedReader(), concurrency: 1);
        var tenants = await instance.AddTenantsAsync(6);
        instance.Reader.Answer = async (tenant, _, manner, cancellation) =>
        {
            if (tenant.Id == tenants.Min())
            {
                // Far longer than the others take: were its place not given away, they would wait for it.
                await manner.Pacer!.PauseAsync(TimeSpan.FromDays(1), ThrottleReach.Tenant, cancellation);
            }

            return ScriptedReader.Healthy(tenant);
        };

        var scan = await instance.StartScanAsync(tenants);
        var waiting = await instance.UntilAsync(scan.Scan.Id, progress => progress is { Done: 5, Throttled: 1 });
        instance.Time.Advance(TimeSpan.FromDays(1));
        var end = await instance.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);

        Assert.False(waiting.Scan.IsFinished);
        Assert.Equal((6, 0), (end.Done, end.Failed));
    }

    [FactAttribute]
    public async Task Cancel_WhileItRuns_StopsReadsAndTheRestIsSkipped()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var instance = await ScanInstance.StartAsync(database, new ScriptedReader());
        await instance.AddTenantsAsync(20);
        var stopped = 0;
        instance.Reader.Answer = async (tenant, _, _, cancellation) =>
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, instance.Time, cancellation);
            }
            finally
            {
                Interlocked.Increment(ref stopped);
            }

            return ScriptedReader.Healthy(tenant);
        };
        var scan = await instance.StartScanAsync();
        await instance.UntilAsync(scan.Scan.Id, progress => progress.Reading > 0 && instance.Reader.Reads.Count == 4);

        var reader = ScanInstance.Person with { Id = "rita", Role = PortalRole.Reader };
        Assert.IsType<ScanStop.Denied>(await instance.Service.CancelAsync(scan.Scan.Id, reader, TestContext.Current.CancellationToken));
        Assert.IsType<ScanStop.Stopped>(await instance.Service.CancelAsync(scan.Scan.Id, ScanInstance.Person, TestContext.Current.CancellationToken));
        await instance.StopAsync();

        Assert.Equal(4, stopped);
        Assert.All(await instance.ItemsAsync(scan.Scan.Id), item => Assert.Equal(ScanItemState.Skipped, item.State));
    }

    [FactAttribute]
    public async Task Start_ManyTenants_NeedsOperatorAndOneOnlyReader()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var instance = await ScanInstance.StartAsync(database, new ScriptedReader());
        var tenants = await instance.AddTenantsAsync(2);
        var reader = ScanInstance.Person with { Role = PortalRole.Reader };
        var stranger = new TenantId(Guid.NewGuid());

        Assert.IsType<ScanStart.Denied>(await instance.Service.StartAsync(reader, null, true, TestContext.Current.CancellationToken));
        Assert.IsType<ScanStart.Denied>(await instance.Service.StartAsync(reader, tenants, true, TestContext.Current.CancellationToken));
        Assert.IsType<ScanStart.Accepted>(await instance.Service.StartAsync(reader, [tenants[0]], true, TestContext.Current.CancellationToken));
        Assert.Equal(stranger, Assert.IsType<ScanStart.TenantNotFound>(await instance.Service.StartAsync(ScanInstance.Person, [stranger], true, TestContext.Current.CancellationToken)).TenantId);
    }

    [FactAttribute]
    public async Task Scan_ProcessKilled_GoesOnAfterTheRestartWithOneResultPerTenant()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var killed = await ScanInstance.StartAsync(database, new ScriptedReader());
        await killed.AddTenantsAsync(30);
        var done = 0;
        killed.Reader.Answer = (tenant, _, _, _) =>
        {
            if (Interlocked.Increment(ref done) == 12)
            {
                killed.Kill();
            }

            return Task.FromResult(ScriptedReader.Healthy(tenant));
        };
        var scan = await killed.StartScanAsync();
        await killed.UntilAsync(scan.Scan.Id, progress => done >= 12 && progress.Reading > 0);

        await using var next = await ScanInstance.StartAsync(database, new ScriptedReader());
        var end = await next.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);

        Assert.Equal((ScanState.Completed, 31, 31, 0), (end.Scan.State, end.Total, end.Done, end.Failed));
        Assert.All(await next.ItemsAsync(scan.Scan.Id), item => Assert.Equal(ScanItemState.Done, item.State));
        Assert.InRange(next.Reader.Reads.Count, 19, 30);
    }

    [FactAttribute]
    public async Task Scan_TwoInstancesOnOnePostgres_ShareItAndSurviveOneDying()
    {
        await using var database = await PostgresTestDatabase.MigratedAsync(server);
        await using var one = await ScanInstance.StartAsync(database, new ScriptedReader());
        await one.AddTenantsAsync(60);
        await using var two = await ScanInstance.StartAsync(database, new ScriptedReader(), one.Time);
        var readByOne = 0;
        one.Reader.Answer = (tenant, _, _, _) =>
        {
            if (Interlocked.Increment(ref readByOne) == 10)
            {
                one.Kill();
            }

            return Task.FromResult(ScriptedReader.Healthy(tenant));
        };

        var scan = await one.StartScanAsync();
        await two.UntilAsync(scan.Scan.Id, progress => readByOne >= 10 && two.Reader.Reads.Count > 0);

        var end = await two.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);

        Assert.Equal((ScanState.Completed, 61, 61, 0), (end.Scan.State, end.Total, end.Done, end.Failed));
        Assert.Equal(61, (await two.ItemsAsync(scan.Scan.Id)).Select(item => item.TenantId).Distinct().Count());
        Assert.True(two.Reader.Reads.Count > 1);
    }
}
