using PinResetPortal.Core;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Deployments;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>The Store's seams in memory.</summary>
internal sealed class Memory : IOperationStore, IAuditLog, IReadinessStore, ITenantCatalog, ITenantStore, IDeploymentStore, ISettingsStore, IRolloutFollowUp
{
    private readonly Dictionary<Guid, Operation> _operations = [];

    public List<AuditRecord> Audit { get; } = [];

    public Dictionary<string, DeployedPolicy> Deployed { get; } = [];

    public List<TenantReadiness> Answers { get; } = [];

    public List<OperationState> States { get; } = [];

    public List<TenantId> Followed { get; } = [];

    public Task FollowAsync(TenantKey key, DateTimeOffset changedAt, CancellationToken cancellationToken)
    {
        Followed.Add(key.Tenant);
        return Task.CompletedTask;
    }

    public Task EndAsync(TenantKey key, CancellationToken cancellationToken)
    {
        Followed.Remove(key.Tenant);
        return Task.CompletedTask;
    }

    /// <summary>Throws out of the n-th save, as a killed process would never return from it. Counts down.</summary>
    public int? DieAtSave { get; set; }

    public Tenant Tenant { get; init; } = new(TenantFactsBuilder.Tenant, "Contoso", "contoso.example", new(RelationshipKind.Gdap, true));

    public Task<bool> TryAddAsync(Operation operation, CancellationToken cancellationToken)
    {
        if (_operations.Values.Any(other => other.TenantId == operation.TenantId && !other.IsFinished))
        {
            return Task.FromResult(false);
        }

        _operations[operation.Id] = operation;
        return Task.FromResult(true);
    }

    public Task<Operation?> FindAsync(TenantId homeTenantId, Guid id, CancellationToken cancellationToken) =>
        Task.FromResult(_operations.GetValueOrDefault(id) is { } found && found.HomeTenantId == homeTenantId ? found : null);

    /// <summary>Sees what is about to be saved.</summary>
    public Action<Operation>? BeforeSaveOf { get; set; }

    /// <summary>Runs before a save, as another instance may.</summary>
    public Func<Task>? BeforeSave { get; set; }

    public async Task<Operation?> TrySaveAsync(Operation operation, CancellationToken cancellationToken)
    {
        BeforeSaveOf?.Invoke(operation);
        if (BeforeSave is { } before)
        {
            await before();
        }

        if (DieAtSave is { } left && (DieAtSave = left - 1) < 0)
        {
            throw new ProcessKilledException();
        }

        if (_operations[operation.Id].Revision != operation.Revision)
        {
            return null;
        }

        States.Add(operation.State);
        return _operations[operation.Id] = operation with { Revision = operation.Revision + 1, CancelRequested = _operations[operation.Id].CancelRequested };
    }

    public Task<bool> RequestCancelAsync(Guid id, bool wanted, CancellationToken cancellationToken)
    {
        if (_operations.GetValueOrDefault(id) is not { IsFinished: false } operation)
        {
            return Task.FromResult(false);
        }

        _operations[id] = operation with { CancelRequested = wanted };
        return Task.FromResult(true);
    }

    public Task<bool> IsCancelRequestedAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult(_operations[id].CancelRequested);

    public Task<IReadOnlyList<Operation>> ListAsync(TenantId homeTenantId, TenantId? tenantId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Operation>>([.. _operations.Values.Where(operation => operation.HomeTenantId == homeTenantId).Where(operation => tenantId is null || operation.TenantId == tenantId)]);

    public Task<IReadOnlyList<Guid>> EndedSinceAsync(TenantId homeTenantId, DateTimeOffset since, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Guid>>([.. _operations.Values.Where(operation => operation.HomeTenantId == homeTenantId && operation.IsFinished && operation.UpdatedAt > since).Select(operation => operation.Id)]);

    public Task<IReadOnlyList<Operation>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Operation>>([.. _operations.Values.Where(operation => !operation.IsFinished)]);

    public Task<IReadOnlyList<OpenRuns>> CountUnfinishedAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<OpenRuns>>(
        [.. _operations.Values.Where(operation => !operation.IsFinished).GroupBy(operation => (operation.State, operation.Interrupted)).Select(same => new OpenRuns(same.Key.State, same.Key.Interrupted, same.Count()))]);

    public Task<AuditEntry> AppendAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        Audit.Add(record);
        return Task.FromResult(new AuditEntry(Audit.Count, default, record, "", ""));
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(TenantId homeTenantId, TenantId? tenantId, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ReadAllAsync(TenantId homeTenantId, TenantId? tenantId, Func<AuditEntry, Task> write, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AuditVerification> VerifyAsync(TenantId homeTenantId, TenantId? tenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TenantReadiness> SaveAsync(TenantId homeTenantId, TenantReadiness readiness, CancellationToken cancellationToken)
    {
        Answers.Add(KeptAnswer.Of(Answers.LastOrDefault(), readiness));
        return Task.FromResult(Answers[^1]);
    }

    public Task<TenantReadiness?> LatestAsync(TenantKey key, CancellationToken cancellationToken) => Task.FromResult(Answers.LastOrDefault());

    public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> LatestMarksAsync(TenantId homeTenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReadinessMark>> HistoryAsync(TenantKey key, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> MarksAtAsync(TenantId homeTenantId, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Tenant>> ListAsync(TenantId homeTenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Tenant?> FindAsync(TenantKey key, CancellationToken cancellationToken) => Task.FromResult<Tenant?>(null);

    public Task<IReadOnlyList<TenantId>> HomesOfAsync(TenantId tenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task LearnAsync(TenantId homeTenantId, Tenant tenant, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ConfirmAppOnlyAsync(TenantKey key, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task UpsertAsync(TenantId homeTenantId, IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<TenantList> ListAsync(Actor actor, bool refresh, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CatalogRefresh> RefreshAsync(Actor actor, bool refresh, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Tenant?> FindAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult(tenantId == Tenant.Id ? Tenant : null);

    Task<IReadOnlyList<DeployedPolicy>> IDeploymentStore.ListAsync(TenantKey key, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeployedPolicy>>([.. Deployed.Values]);

    Task IDeploymentStore.SaveAsync(TenantId homeTenantId, IReadOnlyList<DeployedPolicy> policies, CancellationToken cancellationToken)
    {
        foreach (var policy in policies)
        {
            Deployed[policy.Policy.Id] = policy;
        }

        return Task.CompletedTask;
    }

    Task IDeploymentStore.RemoveAsync(TenantKey key, Guid operationId, CancellationToken cancellationToken)
    {
        foreach (var id in Deployed.Where(item => item.Value.OperationId == operationId).Select(item => item.Key).ToList())
        {
            Deployed.Remove(id);
        }

        return Task.CompletedTask;
    }

    Task IDeploymentStore.RemoveAsync(TenantKey key, string policyId, CancellationToken cancellationToken)
    {
        Deployed.Remove(policyId);
        return Task.CompletedTask;
    }

    Task<bool> IDeploymentStore.AcceptAsync(TenantKey key, string policyId, DriftAcceptance acceptance, CancellationToken cancellationToken)
    {
        Deployed[policyId] = Deployed[policyId] with { AcceptedDrift = acceptance };
        return Task.FromResult(true);
    }

    Task<SettingsDocument?> ISettingsStore.FindAsync(TenantId homeTenantId, string key, CancellationToken cancellationToken) => Task.FromResult<SettingsDocument?>(null);

    Task<SettingsDocument?> ISettingsStore.SaveAsync(TenantId homeTenantId, string key, int expectedVersion, string json, string changedBy, CancellationToken cancellationToken) =>
        Task.FromResult<SettingsDocument?>(null);

    public Task SaveCustomersAsync(TenantId partnerTenantId, IReadOnlyCollection<Tenant> customers, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> RemoveAsync(TenantKey key, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task SetTagsAsync(TenantId homeTenantId, Tenant tenant, IReadOnlyList<string> tags, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What stands for <c>kill -9</c>: nothing of the run may go on after it.</summary>
internal sealed class ProcessKilledException : Exception;
