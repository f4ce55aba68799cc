using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.Scans;

public sealed class ScanWorkTests(PostgresServer server)
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
    public async Task Cancel_OnAnotherInstance_StopsReadsThere()
    {
        await using var database = await PostgresTestDatabase.MigratedAsync(server);
        await using var one = await ScanInstance.StartAsync(database, new ScriptedReader());
        var tenants = await one.AddTenantsAsync(20);
        var stopped = 0;
        one.Reader.Answer = async (tenant, _, _, cancellation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, one.Time, cancellation).ContinueWith(_ => Interlocked.Increment(ref stopped), TaskScheduler.Default);
            cancellation.ThrowIfCancellationRequested();
            return ScriptedReader.Healthy(tenant);
        };
        var scan = await one.StartScanAsync(tenants);
        await one.UntilAsync(scan.Scan.Id, _ => one.Reader.Reads.Count == 4);
        await using var two = await ScanInstance.StartAsync(database, new ScriptedReader(), one.Time);

        await two.Service.CancelAsync(scan.Scan.Id, ScanInstance.Person, TestContext.Current.CancellationToken);
        var end = await two.UntilAsync(scan.Scan.Id, _ => stopped == 4);

        Assert.Equal((ScanState.Cancelled, 0, 0), (end.Scan.State, end.Done, end.Reading));
        Assert.Equal((4, 0), (one.Reader.Reads.Count, two.Reader.Reads.Count));
    }

    [FactAttribute]
    public async Task Scan_ProcessKilled_GoesOnAfterTheRestartWithOneResultPerTenant()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var killed = await ScanInstance.StartAsync(database, new ScriptedReader());
        await killed.AddTenantsAsync(70);
        var begun = 0;
        killed.Reader.Answer = async (tenant, _, _, token) =>
        {
            var nth = Interlocked.Increment(ref begun);
            if (nth == 12)
            {
                _ = killed.KillAsync();
            }

            // However long the end takes: nothing more is read meanwhile.
            await (nth < 12 ? Task.CompletedTask : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));
            return ScriptedReader.Healthy(tenant);
        };
        var scan = await killed.StartScanAsync();
        await killed.UntilAsync(scan.Scan.Id, _ => begun >= 12);
        await killed.KillAsync();

        await using var next = await ScanInstance.StartAsync(database, new ScriptedReader());
        var end = await next.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);

        Assert.Equal((ScanState.Completed, 71, 71, 0), (end.Scan.State, end.Total, end.Done, end.Failed));
        var items = await next.ItemsAsync(scan.Scan.Id);
        Assert.All(items, item => Assert.Equal(ScanItemState.Done, item.State));
        Assert.Contains(items, item => item.Attempts > 1);
        Assert.InRange(next.Reader.Reads.Count, 71 - 12, 71);
    }

    /// <summary>Somebody wrote the rows and died before the engine knew of them.</summary>
    [FactAttribute]
    public async Task Scan_KilledBetweenItsRowsAndItsFirings_IsRunAllTheSame()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var instance = await ScanInstance.StartAsync(database, new ScriptedReader());
        var tenants = await instance.AddTenantsAsync(60);
        var now = instance.Time.GetUtcNow();
        var row = new Scan(Guid.CreateVersion7(now), ScanInstance.Home, ScanTrigger.Request, OperationActor.Of(ScanInstance.Person), true, ScanState.Pending, now);

        await instance.Rows.AddAsync(row, tenants, TestContext.Current.CancellationToken);
        var end = await instance.UntilAsync(row.Id, progress => progress.Scan.IsFinished);

        Assert.Equal((ScanState.Completed, 60), (end.Scan.State, end.Done));
        Assert.Equal(60, instance.Reader.Reads.Count);
    }

    [FactAttribute]
    public async Task Stop_WhileItRuns_FinishesWhatIsAtHandAndTheNextStartDoesTheRest()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var stopped = await ScanInstance.StartAsync(database, new ScriptedReader());
        var tenants = await stopped.AddTenantsAsync(20);
        var atHand = new TaskCompletionSource();
        var begun = 0;
        stopped.Reader.Answer = async (tenant, _, _, cancellation) =>
        {
            // Whatever began after the stop would never end by itself.
            await (Interlocked.Increment(ref begun) <= 4 ? atHand.Task.WaitAsync(cancellation) : Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation));
            return ScriptedReader.Healthy(tenant);
        };
        var scan = await stopped.StartScanAsync(tenants);
        await stopped.UntilAsync(scan.Scan.Id, _ => begun == 4);

        var stopping = stopped.StopAsync();
        await stopped.Woken;
        atHand.SetResult();
        await stopping;
        var between = await stopped.UntilAsync(scan.Scan.Id, _ => true);
        await using var next = await ScanInstance.StartAsync(database, new ScriptedReader());
        var end = await next.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);

        Assert.Equal((ScanState.Running, 4), (between.Scan.State, between.Done));
        Assert.Equal((ScanState.Completed, 20, 16), (end.Scan.State, end.Done, next.Reader.Reads.Count));
    }

    /// <summary>The disk is full for longer than the chunk tries: it is begun again, and what stands is not read again.</summary>
    [FactAttribute]
    public async Task Save_ThatFails_BlocksNoLongerThanTheNextBeat()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var instance = await ScanInstance.StartAsync(database, new ScriptedReader());
        var tenants = await instance.AddTenantsAsync(10);
        instance.Refuse(5);

        var scan = await instance.StartScanAsync(tenants);
        var end = await instance.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);

        Assert.Equal((ScanState.Completed, 10, 0), (end.Scan.State, end.Done, end.Failed));
        Assert.All(await instance.ItemsAsync(scan.Scan.Id), item => Assert.Equal((ScanItemState.Done, 2), (item.State, item.Attempts)));
    }

    /// <summary>This instance slept, and another one has read the tenant meanwhile.</summary>
    [FactAttribute]
    public async Task Read_ThatAnotherInstanceWasFasterWith_IsNoResultInTheMetric()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var instance = await ScanInstance.StartAsync(database, new ScriptedReader());
        using var counted = new MetricCollector<long>(instance.Meters, ScanTelemetry.Name, "pinreset.scan.tenants");
        var tenants = await instance.AddTenantsAsync(2);
        var begun = new TaskCompletionSource<Guid>(TaskCreationOptions.RunContinuationsAsynchronously);
        instance.Reader.Answer = async (tenant, _, _, _) =>
        {
            if (tenant.Id == tenants[0])
            {
                await instance.Rows.SaveAsync(new(ScanInstance.Home, await begun.Task, [new(tenant.Id, new(ScanOutcome.Read, null, null, 1), null, null)], [], []), instance.Time.GetUtcNow(), CancellationToken.None);
            }

            return ScriptedReader.Healthy(tenant);
        };

        var scan = await instance.StartScanAsync(tenants);
        begun.SetResult(scan.Scan.Id);
        await instance.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);
        await instance.StopAsync();

        Assert.Single(counted.GetMeasurementSnapshot());
    }

    [FactAttribute]
    public async Task Scan_OfOneTenant_DoesNotWaitBehindALargeOne()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        await using var instance = await ScanInstance.StartAsync(database, new ScriptedReader(), concurrency: 1);
        var tenants = await instance.AddTenantsAsync(150);
        var (smallBegan, smallEnded, read) = (new TaskCompletionSource(), new TaskCompletionSource(), 0);
        instance.Reader.Answer = async (tenant, _, _, _) =>
        {
            if (tenant.Id != tenants[^1])
            {
                var number = Interlocked.Increment(ref read);
                await (number == 1 ? smallBegan.Task : number > 30 ? smallEnded.Task : Task.CompletedTask);
            }

            return ScriptedReader.Healthy(tenant);
        };
        var large = await instance.StartScanAsync([.. tenants.Take(149)]);
        await instance.UntilAsync(large.Scan.Id, _ => read > 0);

        var small = await instance.StartScanAsync([tenants[^1]]);
        await instance.UntilAsync(small.Scan.Id, progress => progress.Scan.State != ScanState.Pending);
        smallBegan.SetResult();
        await instance.UntilAsync(small.Scan.Id, progress => progress.Scan.IsFinished);
        var beside = await instance.UntilAsync(large.Scan.Id, _ => true);
        smallEnded.SetResult();

        Assert.False(beside.Scan.IsFinished);
        Assert.Equal(149, (await instance.UntilAsync(large.Scan.Id, progress => progress.Scan.IsFinished)).Done);
    }

    [FactAttribute]
    public async Task Scan_TwoInstancesOnOnePostgres_ShareItAndReadNobodyTwice()
    {
        await using var database = await PostgresTestDatabase.MigratedAsync(server);
        await using var one = await ScanInstance.StartAsync(database, new ScriptedReader());
        await one.AddTenantsAsync(150);
        await using var two = await ScanInstance.StartAsync(database, new ScriptedReader(), one.Time);
        var bothRead = new TaskCompletionSource();
        foreach (var instance in new[] { one, two })
        {
            instance.Reader.Answer = async (tenant, _, _, _) =>
            {
                if (one.Reader.Reads.Count > 0 && two.Reader.Reads.Count > 0)
                {
                    bothRead.TrySetResult();
                }

                await bothRead.Task;
                return ScriptedReader.Healthy(tenant);
            };
        }

        var scan = await one.StartScanAsync();
        var end = await two.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);

        Assert.Equal((ScanState.Completed, 151, 151, 0), (end.Scan.State, end.Total, end.Done, end.Failed));
        Assert.Equal(151, one.Reader.Reads.Concat(two.Reader.Reads).Select(read => read.Tenant).Distinct().Count());
        Assert.Equal(151, one.Reader.Reads.Count + two.Reader.Reads.Count);
        Assert.All(await two.ItemsAsync(scan.Scan.Id), item => Assert.Equal((ScanItemState.Done, 1), (item.State, item.Attempts)));
    }

    [FactAttribute]
    public async Task Scan_OneOfTwoInstancesDies_TheOtherGoesOnWithItsChunks()
    {
        await using var database = await PostgresTestDatabase.MigratedAsync(server);
        await using var one = await ScanInstance.StartAsync(database, new ScriptedReader());
        var tenants = await one.AddTenantsAsync(150);
        var begun = 0;
        one.Reader.Answer = (tenant, _, _, _) =>
        {
            if (Interlocked.Increment(ref begun) == 10)
            {
                one.KillAsync();
            }

            return Task.FromResult(ScriptedReader.Healthy(tenant));
        };
        var scan = await one.StartScanAsync(tenants);
        await one.UntilAsync(scan.Scan.Id, _ => begun >= 10);
        await one.KillAsync();
        await using var two = await ScanInstance.StartAsync(database, new ScriptedReader(), one.Time);

        var end = await two.UntilAsync(scan.Scan.Id, progress => progress.Scan.IsFinished);

        Assert.Equal((ScanState.Completed, 150, 150, 0), (end.Scan.State, end.Total, end.Done, end.Failed));
        Assert.Contains(await two.ItemsAsync(scan.Scan.Id), item => item.Attempts > 1);
        Assert.InRange(two.Reader.Reads.Count, 150 - 10, 150);
    }
}
