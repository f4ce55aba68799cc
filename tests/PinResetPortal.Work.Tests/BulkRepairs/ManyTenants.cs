using System.Collections.Concurrent;
using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Simulated tenants that lack one service principal each.</summary>
internal sealed class ManyTenants(TimeProvider time) : ITenantFactReader, IChangeExecutor
{
    private readonly ConcurrentDictionary<TenantId, SimulatedTenant> _tenants = new();
    private readonly ConcurrentQueue<TenantId> _sent = new();
    private int _reading;

    /// <summary>Called before a tenant is read.</summary>
    public Func<TenantId, ReadManner, CancellationToken, Task> OnRead { get; set; } = (_, _, _) => Task.CompletedTask;

    /// <summary>Called before a change is sent.</summary>
    public Func<TenantId, Task> OnSend { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called before it is looked whether a change is in place; an answer takes the place of the look.</summary>
    public Func<TenantId, ChangeObservation?> OnLook { get; set; } = _ => null;

    /// <summary>Where each change went, in order.</summary>
    public IReadOnlyList<TenantId> Sent => [.. _sent];

    public int Reading => _reading;

    public SimulatedTenant Of(TenantId id) => _tenants.GetOrAdd(id, _ => new(time)
    {
        Facts = TenantFactsBuilder.Healthy() with { TenantId = id, PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) },
    });

    public Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) => ReadAsync(tenant, actor, ReadManner.Click, cancellationToken);

    public async Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, ReadManner manner, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reading);
        try
        {
            await OnRead(tenant.Id, manner, cancellationToken);
            return await Of(tenant.Id).ReadAsync(tenant, actor, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _reading);
        }
    }

    public PlannedRequest Describe(PlannedChange change) => new("POST", $"/fake/{change.GetType().Name}", System.Text.Json.JsonSerializer.Serialize(change));

    public async Task<ChangeOutcome> ExecuteAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken)
    {
        _sent.Enqueue(tenant.Id);
        await OnSend(tenant.Id);
        return await Of(tenant.Id).ExecuteAsync(tenant, actor, change, cancellationToken);
    }

    public async Task<ChangeObservation> ObserveAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken) =>
        OnLook(tenant.Id) ?? await Of(tenant.Id).ObserveAsync(tenant, actor, change, cancellationToken);
}
