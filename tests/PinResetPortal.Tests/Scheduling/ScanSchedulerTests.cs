using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Scheduling;

public sealed class ScanSchedulerTests(PostgresServer server)
{
    private static readonly TenantId Home = ScanInstance.Home;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task Apply_ScheduleOfTheSettings_IsKeptInSqliteAndTakenAway()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        using var host = await StartAsync(database, "0 0 4 * * ?", new RecordedLog());
        var scheduler = host.Services.GetRequiredService<ScanScheduler>();
        await scheduler.ApplyAsync(Home, Cancellation);

        var next = await scheduler.NextAsync(Home, Cancellation);
        Assert.Equal(4, TimeZoneInfo.ConvertTime(next!.Value, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).Hour);

        var settings = host.Services.GetRequiredService<PortalSettings>();
        var admin = ScanInstance.Person with { Role = PortalRole.Admin };
        Assert.IsType<EditOutcome<Setting<ScanSchedule>>.Done>(await settings.SaveAsync(ScanSchedule.SettingsKey, new ScanSchedule("", "UTC"), 0, "No scan is scheduled", admin, Cancellation));
        await scheduler.ApplyAsync(Home, Cancellation);

        Assert.Null(await scheduler.NextAsync(Home, Cancellation));
        await host.StopAsync(Cancellation);
    }

    [FactAttribute]
    public async Task Fires_OnTwoInstancesOfOnePostgres_StartsOneScan()
    {
        await using var database = await PostgresTestDatabase.MigratedAsync(server);
        var log = new RecordedLog();
        using var one = await StartAsync(database, "* * * * * ?", log);
        using var two = await StartAsync(database, "* * * * * ?", log);

        // No read ends here: the first scan stays unfinished, and every further firing finds it.
        await log.UntilWarnedAsync("is not finished", 2, Cancellation);

        var scan = Assert.Single(await one.Services.GetRequiredService<IScanStore>().ListAsync(Home, 10, Cancellation));
        Assert.Equal((ScanTrigger.Schedule, 1), (scan.Scan.Trigger, scan.Total));
        await Task.WhenAll(one.StopAsync(Cancellation), two.StopAsync(Cancellation));
    }

    [Theory]
    [InlineData("0 30 5 * * ?", "Europe/Berlin", true)]
    [InlineData("", "UTC", true)]
    [InlineData("30 5 * * *", "UTC", false)]
    [InlineData("often", "UTC", false)]
    [InlineData("0 30 5 * * ?", "Mars/Olympus", false)]
    public void WhatIsWrong_Schedule_IsToldInWords(string cron, string zone, bool right) =>
        Assert.Equal(right, ScanScheduler.WhatIsWrong(new ScanSchedule(cron, zone)) is null);

    private static async Task<TenantFacts> NeverAsync(Tenant tenant, Actor actor, ReadManner manner, CancellationToken cancellationToken)
    {
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return ScriptedReader.Healthy(tenant);
    }

    private static async Task<IHost> StartAsync(ITestDatabase database, string cron, RecordedLog log)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Environment.EnvironmentName = "Test";
        builder.Configuration.AddInMemoryCollection(database.Configuration);
        builder.Logging.ClearProviders().AddProvider(log);

        // What is done again and again is not looked at here.
        builder.Services.AddPinResetWork().RemoveAll<IRound>();
        builder.Services
            .AddPinResetStore(builder.Configuration)
            .AddPortalScheduling(builder.Configuration)
            .Configure<ScanOptions>(options => (options.Schedule, options.TimeZone) = (cron, "Europe/Berlin"))
            .Configure<PortalOptions>(options => options.AllowedTenants.Add(Home.ToString()))
            .AddSingleton<IChangeExecutor>(new SimulatedTenant(TimeProvider.System))
            .AddSingleton<ITenantFactReader>(new ScriptedReader { Answer = NeverAsync })
            .AddSingleton<INotificationSecrets>(new TurnedSecrets())
            .AddSingleton<IHomeTenants>(new Homes(ScanInstance.Home))
            .AddSingleton<ILastingSignIns, NotedSignIns>()
            .AddSingleton<IReportMail>(new NotedReportMail())
            .AddSingleton<ITenantDirectory, ScanInstance.NoDirectory>();
        var host = builder.Build();
        await host.StartAsync(Cancellation);
        return host;
    }
}
