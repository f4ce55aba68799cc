using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Deployments;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Graph;

/// <summary>One tenant at an Emulator, with the repairs of the Work room over real HTTP.</summary>
internal sealed class RepairWorld : IAsyncDisposable
{
    private readonly EmulatedWorld _emulated;
    private bool _ownsEmulated;
    private readonly ServiceProvider _services;

    /// <param name="emulated">Stays when this goes.</param>
    public RepairWorld(EmulatedWorld emulated, Tenant tenant, Action<IServiceCollection>? configure = null)
    {
        _emulated = emulated;
        Memory = new() { Tenant = tenant };
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddMetrics();
        services.AddSingleton(TimeProvider.System);
        services.AddPinResetWork();
        services.AddSingleton<IBackground, NotedBackground>();
        services.AddSingleton<ILastingSignIns, NotedSignIns>();
        services.AddSingleton<IOperationStore>(Memory);
        services.AddSingleton<IAuditLog>(Memory);
        services.AddSingleton<IReadinessStore>(Memory);
        services.AddSingleton<ITenantCatalog>(Memory);
        services.AddSingleton<ITenantStore>(Memory);
        services.AddSingleton<IDeploymentStore>(Memory);
        services.AddSingleton<IRolloutFollowUp>(Memory);
        services.AddSingleton<ISettingsStore>(Memory);
        services.AddSingleton(emulated.Reader);
        services.AddSingleton(emulated.Executor);
        services.CompleteFactsFromStore();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public Memory Memory { get; }

    public Tenant Tenant => Memory.Tenant;

    public static async Task<RepairWorld> StartAsync(string graph)
    {
        var emulated = await EmulatedWorld.StartAsync();
        return new(emulated, emulated.Add(graph)) { _ownsEmulated = true };
    }

    public Task<TenantFacts> FactsAsync() => _services.GetRequiredService<ITenantFactReader>().ReadAsync(Tenant, EmulatedWorld.Application, TestContext.Current.CancellationToken);

    public async Task<Finding> FindAsync(string checkId) => _services.GetRequiredService<CheckCatalog>().Evaluate(await FactsAsync()).Single(finding => finding.CheckId == checkId);

    public async Task<bool> IsFixableAsync(string checkId)
    {
        var facts = await FactsAsync();
        return _services.GetRequiredService<RemediationPlanner>().Repairable(facts, _services.GetRequiredService<CheckCatalog>().Evaluate(facts)).ContainsKey(checkId);
    }

    public async Task<IReadOnlyList<AssignmentTarget>> TargetsAsync() =>
        [.. (await FactsAsync()).ConfigurationPolicies.ValueOrDefault!.Single().Assignments.Select(assignment => assignment.Target)];

    public async Task<RemediationPlan> PlanAsync(IReadOnlyList<string>? checks, PolicyChoice? choice = null) => Assert.IsType<PlanResult.Planned>(
        await Remediation.PlanAsync(Tenant.Id, EmulatedWorld.Application, checks, choice ?? new(), TestContext.Current.CancellationToken)).Plan;

    public async Task<string> RefusedAsync(IReadOnlyList<string>? checks, PolicyChoice choice) => Assert.IsType<PlanResult.ChoiceRefused>(
        await Remediation.PlanAsync(Tenant.Id, EmulatedWorld.Application, checks, choice, TestContext.Current.CancellationToken)).Why;

    public async Task<Operation> FixAsync(IReadOnlyList<string>? checks, PolicyChoice? choice = null)
    {
        var plan = await PlanAsync(checks, choice);
        var started = Assert.IsType<StartResult.Accepted>(
            await Remediation.StartAsync(Tenant.Id, EmulatedWorld.Application, checks, choice ?? new(), plan.Hash, TestContext.Current.CancellationToken));
        return await RunAsync(started.Operation.Id, OperationState.Verified);
    }

    public async Task UndoAsync(Operation fix)
    {
        var started = Assert.IsType<StartResult.Accepted>(await Remediation.UndoAsync(fix.Id, EmulatedWorld.Application, TestContext.Current.CancellationToken));
        await RunAsync(started.Operation.Id, OperationState.Undone);
    }

    /// <summary>Repairs and takes it back, whatever comes of it.</summary>
    public async Task ThereAndBackAsync(IReadOnlyList<string>? checks, PolicyChoice choice)
    {
        var token = TestContext.Current.CancellationToken;
        if (await Remediation.PlanAsync(Tenant.Id, EmulatedWorld.Application, checks, choice, token) is not PlanResult.Planned { Plan: { IsEmpty: false } plan }
            || await Remediation.StartAsync(Tenant.Id, EmulatedWorld.Application, checks, choice, plan.Hash, token) is not StartResult.Accepted started)
        {
            return;
        }

        await RunAsync(started.Operation.Id);
        if (await Remediation.UndoAsync(started.Operation.Id, EmulatedWorld.Application, token) is StartResult.Accepted back)
        {
            await RunAsync(back.Operation.Id);
        }
    }

    public async Task ChangeBehindTheBackAsync(PlannedChange change) => Assert.IsType<ChangeOutcome.Applied>(await _emulated.ExecuteAsync(Tenant, change));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsEmulated)
        {
            await _emulated.DisposeAsync();
        }
    }

    private IRemediationService Remediation => _services.GetRequiredService<IRemediationService>();

    private async Task<Operation> RunAsync(Guid id, OperationState expected)
    {
        var ended = await RunAsync(id);
        Assert.True(ended.State == expected, $"{ended.State}: {ended.Error}");
        return ended;
    }

    private async Task<Operation> RunAsync(Guid id)
    {
        var home = EmulatedWorld.Application.HomeTenantId;
        var started = (await Memory.FindAsync(home, id, TestContext.Current.CancellationToken))!;
        await _services.GetRequiredService<OperationRunner>().RunAsync(started, EmulatedWorld.Application, TestContext.Current.CancellationToken);
        return (await Memory.FindAsync(home, id, TestContext.Current.CancellationToken))!;
    }
}
