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

    public Task FollowAsync(TenantId homeTenantId, TenantId tenantId, DateTimeOffset changedAt, CancellationToken cancellationToken)
    {
        Followed.Add(tenantId);
        return Task.CompletedTask;
    }

    public Task EndAsync(TenantId homeTenantId, TenantId tenantId, CancellationToken cancellationToken)
    {
        Followed.Remove(tenantId);
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

    public Task<Operation?> FindAsync(Guid id, CancellationToken cancellationToken) => Task.FromResult(_operations.GetValueOrDefault(id));

    /// <summary>Runs before a save, as another instance may.</summary>
    public Func<Task>? BeforeSave { get; set; }

    public Action? Touched { get; set; }

    public async Task<Operation> SaveAsync(Operation operation, CancellationToken cancellationToken)
    {
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
            throw new SavedElsewhereException("Saved over a newer revision.");
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

    public Task TouchAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            _operations[id] = _operations[id] with { UpdatedAt = now };
        }

        Touched?.Invoke();
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Operation>> ListAsync(TenantId? tenantId, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Operation>>([.. _operations.Values.Where(operation => tenantId is null || operation.TenantId == tenantId)]);

    public Task<IReadOnlyList<Operation>> ListUnfinishedAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Operation>>([.. _operations.Values.Where(operation => !operation.IsFinished)]);

    public Task<AuditEntry> AppendAsync(AuditRecord record, CancellationToken cancellationToken)
    {
        Audit.Add(record);
        return Task.FromResult(new AuditEntry(Audit.Count, default, record, "", ""));
    }

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(TenantId? tenantId, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<AuditVerification> VerifyAsync(TenantId? tenantId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<TenantReadiness> SaveAsync(TenantReadiness readiness, CancellationToken cancellationToken)
    {
        Answers.Add(KeptAnswer.Of(Answers.LastOrDefault(), readiness));
        return Task.FromResult(Answers[^1]);
    }

    public Task<TenantReadiness?> LatestAsync(TenantId tenantId, CancellationToken cancellationToken) => Task.FromResult(Answers.LastOrDefault());

    public Task<IReadOnlyDictionary<TenantId, ReadinessMark>> LatestMarksAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<ReadinessMark>> HistoryAsync(TenantId tenantId, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<Tenant>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Tenant?> FindAsync(TenantId tenantId, CancellationToken cancellationToken) => Task.FromResult<Tenant?>(null);

    public Task UpsertAsync(IReadOnlyCollection<Tenant> tenants, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<TenantList> ListAsync(Actor actor, bool refresh, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CatalogRefresh> RefreshAsync(Actor actor, bool refresh, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Tenant?> FindAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult(tenantId == Tenant.Id ? Tenant : null);

    Task<IReadOnlyList<DeployedPolicy>> IDeploymentStore.ListAsync(TenantId tenantId, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeployedPolicy>>([.. Deployed.Values]);

    Task IDeploymentStore.SaveAsync(IReadOnlyList<DeployedPolicy> policies, CancellationToken cancellationToken)
    {
        foreach (var policy in policies)
        {
            Deployed[policy.Policy.Id] = policy;
        }

        return Task.CompletedTask;
    }

    Task IDeploymentStore.RemoveAsync(TenantId tenantId, Guid operationId, CancellationToken cancellationToken)
    {
        foreach (var id in Deployed.Where(item => item.Value.OperationId == operationId).Select(item => item.Key).ToList())
        {
            Deployed.Remove(id);
        }

        return Task.CompletedTask;
    }

    Task IDeploymentStore.RemoveAsync(TenantId tenantId, string policyId, CancellationToken cancellationToken)
    {
        Deployed.Remove(policyId);
        return Task.CompletedTask;
    }

    Task<bool> IDeploymentStore.AcceptAsync(TenantId tenantId, string policyId, DriftAcceptance acceptance, CancellationToken cancellationToken)
    {
        Deployed[policyId] = Deployed[policyId] with { AcceptedDrift = acceptance };
        return Task.FromResult(true);
    }

    Task<SettingsDocument?> ISettingsStore.FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult<SettingsDocument?>(null);

    Task<SettingsDocument?> ISettingsStore.SaveAsync(string key, int expectedVersion, string json, string changedBy, CancellationToken cancellationToken) =>
        Task.FromResult<SettingsDocument?>(null);

    public Task SaveCustomersAsync(TenantId partnerTenantId, IReadOnlyCollection<Tenant> customers, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> RemoveAsync(TenantId tenantId, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task SetTagsAsync(Tenant tenant, IReadOnlyList<string> tags, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What stands for <c>kill -9</c>: nothing of the run may go on after it.</summary>
internal sealed class ProcessKilledException : Exception;
