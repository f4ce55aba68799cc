using System.Security.Claims;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PinResetPortal.Core;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Templates;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Rollouts;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Tenants;
using Quartz;

namespace PinResetPortal.Scheduling;

/// <summary>Rollouts on the real scheduler over SQLite.</summary>
public sealed class RolloutFollowUpTests
{
    private static readonly Actor Operator = new(ActorKind.User, "ada", "Ada", ScanInstance.Home, PortalRole.Operator, new ClaimsPrincipal());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task Fix_VerifiedTwice_SchedulesOneJobForTheNewerChange()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        using var host = await StartAsync(database);
        var scheduler = await SchedulerAsync(host);

        await FixAsync(host);
        var first = await NextAsync(scheduler, ScanInstance.Home, TenantFactsBuilder.Tenant);
        await FixAsync(host);
        var second = await NextAsync(scheduler, ScanInstance.Home, TenantFactsBuilder.Tenant);

        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.True(second.Rollout.ChangedAt > first.Rollout.ChangedAt);
        Assert.Equal(second.Rollout.ChangedAt + TimeSpan.FromMinutes(15), second.At, TimeSpan.FromMilliseconds(1));
        Assert.Null(second.Rollout.ScanId);
        Assert.Single(await scheduler.GetTriggersOfJob(RolloutFollowUp.KeyOf(new(ScanInstance.Home, TenantFactsBuilder.Tenant)), Cancellation));
        await host.StopAsync(Cancellation);
    }

    [FactAttribute]
    public async Task Job_IsDue_StartsTheScanAndPutsTheNextStepInItsPlace()
    {
        await using var database = await SqliteTestDatabase.MigratedAsync();
        using var host = await StartAsync(database);
        var scheduler = await SchedulerAsync(host);
        await host.Services.GetRequiredService<IRolloutFollowUp>().FollowAsync(TenantKey.OfHome(ScanInstance.Home), TimeProvider.System.GetUtcNow().AddMinutes(-20), Cancellation);

        RolloutStep? next;
        while ((next = await NextAsync(scheduler, ScanInstance.Home, ScanInstance.Home)) is not { Rollout.ScanId: not null })
        {
            Assert.NotNull(next);
            await Task.Yield();
            Cancellation.ThrowIfCancellationRequested();
        }

        var scan = Assert.Single(await host.Services.GetRequiredService<IScanStore>().ListAsync(ScanInstance.Home, 10, Cancellation)).Scan;
        Assert.Equal((next.Rollout.ScanId, ActorKind.Application), (scan.Id, scan.StartedBy.Kind));
        Assert.InRange(next.At, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow() + RolloutFollower.ScanPause);

        // What is next is still there when the step is over: until then no other one of the tenant may fire.
        var key = RolloutFollowUp.KeyOf(TenantKey.OfHome(ScanInstance.Home));
        while (await scheduler.GetTriggerState(new TriggerKey(key.Name, key.Group), Cancellation) == TriggerState.Blocked)
        {
            await Task.Yield();
            Cancellation.ThrowIfCancellationRequested();
        }

        Assert.Equal(next, await NextAsync(scheduler, ScanInstance.Home, ScanInstance.Home));
        await host.StopAsync(Cancellation);
    }

    private static async Task<RolloutStep?> NextAsync(IScheduler scheduler, TenantId home, TenantId tenant)
    {
        var key = RolloutFollowUp.KeyOf(new(home, tenant));
        var job = await scheduler.GetJobDetail(key, Cancellation);
        var trigger = await scheduler.GetTrigger(new TriggerKey(key.Name, key.Group), Cancellation);
        return job is null || trigger is null ? null : new(RolloutFollowUp.Read(new JobDataMap(job.JobDataMap.Concat(trigger.JobDataMap).ToDictionary())), trigger.StartTimeUtc);
    }

    private static async Task<IScheduler> SchedulerAsync(IHost host) => await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler(Cancellation);

    /// <summary>Repairs a tenant in which nothing is, by the real runner.</summary>
    private static async Task FixAsync(IHost host)
    {
        var time = TimeProvider.System;
        var memory = new Memory();
        var tenant = new SimulatedTenant(time)
        {
            Facts = TenantFactsBuilder.Healthy() with { ConfigurationPolicies = TenantFactsBuilder.Policies() },
        };
        var checks = new CheckCatalog([new PinRecoveryPolicyCheck()]);
        var planner = new RemediationPlanner(checks, [new TurnOnPinRecovery(new PolicyTemplates(new PolicyTemplateOptions()))], tenant);
        var readiness = new ReadinessService(memory, tenant, checks, planner, memory, memory);
        var service = new RemediationService(memory, tenant, planner, checks, tenant, memory, new NotedBackground(), new Starters(new NotedSignIns()), new ShownPlans(time), memory, new OperationMeter(new OwnMeters()), time, NullLogger<RemediationService>.Instance);
        var runner = new OperationRunner(
            memory, memory, memory, tenant, readiness, planner, tenant, checks, memory, host.Services.GetRequiredService<IRolloutFollowUp>(), new OperationMeter(new OwnMeters()), time,
            Options.Create(new RunnerOptions()), NullLogger<OperationRunner>.Instance);
        var plan = Assert.IsType<PlanResult.Planned>(await service.PlanAsync(TenantFactsBuilder.Tenant, Operator, null, new(), Cancellation)).Plan;
        var started = Assert.IsType<StartResult.Accepted>(await service.StartAsync(TenantFactsBuilder.Tenant, Operator, null, new(), plan.Hash, Cancellation));
        await runner.RunAsync(started.Operation, Operator, Cancellation);
        Assert.Equal(OperationState.Verified, memory.States[^1]);
    }

    private static async Task<IHost> StartAsync(SqliteTestDatabase database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Environment.EnvironmentName = "Test";
        builder.Configuration.AddInMemoryCollection(database.Configuration);
        builder.Logging.ClearProviders();

        // What is done again and again is not looked at here.
        builder.Services.AddPinResetWork().RemoveAll<IRound>();
        builder.Services
            .AddPinResetStore(builder.Configuration)
            .AddPortalScheduling(builder.Configuration)
            .AddSingleton<IChangeExecutor>(new SimulatedTenant(TimeProvider.System))
            .AddSingleton<ITenantFactReader>(new ScriptedReader())
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
