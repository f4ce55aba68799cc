using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Work.Operations;

/// <summary>
/// A tenant with state behind the two seams of the Graph room: what is executed is what is read back, later if replication is slow.
/// </summary>
internal sealed class SimulatedTenant(TimeProvider time) : ITenantFactReader, IChangeExecutor
{
    private readonly List<(DateTimeOffset At, Action Effect)> _pending = [];
    private readonly Queue<Func<Func<ChangeOutcome>, ChangeOutcome>> _faults = new();

    public TenantFacts Facts { get; set; } = TenantFactsBuilder.Healthy();

    public TimeSpan ReplicationDelay { get; set; }

    /// <summary>Every change that arrived, in order, whatever was answered.</summary>
    public List<PlannedChange> Arrived { get; } = [];

    public int Reads { get; private set; }

    /// <summary>Called before each read with its number, to change the tenant behind the portal's back.</summary>
    public Action<int>? BeforeRead { get; set; }

    /// <summary>The next request is answered so; the function decides whether the change happens.</summary>
    public void Next(Func<Func<ChangeOutcome>, ChangeOutcome> fault) => _faults.Enqueue(fault);

    public void NextIsLostBeforeItArrives() => Next(_ => new ChangeOutcome.Uncertain("connection dropped", null, null));

    public void NextIsLostAfterItArrived() => Next(apply =>
    {
        apply();
        return new ChangeOutcome.Uncertain("connection dropped", null, null);
    });

    public Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        BeforeRead?.Invoke(++Reads);
        Settle();
        return Task.FromResult(Facts with { ReadAt = time.GetUtcNow() });
    }

    public PlannedRequest Describe(PlannedChange change) => new("POST", $"/fake/{change.GetType().Name}", System.Text.Json.JsonSerializer.Serialize(change));

    public Task<ChangeOutcome> ExecuteAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(_faults.TryDequeue(out var fault) ? fault(() => Apply(change)) : Apply(change));
    }

    public Task<ChangeObservation> ObserveAsync(Tenant tenant, Actor actor, PlannedChange change, CancellationToken cancellationToken)
    {
        Settle();
        ChangeObservation seen = change switch
        {
            PlannedChange.CreateServicePrincipal { AppId: var app } when Principal(app).Presence == ServicePrincipalPresence.Present => new ChangeObservation.InPlace(Principal(app).ObjectId),
            PlannedChange.RestoreServicePrincipal { AppId: var app } when Principal(app).Presence == ServicePrincipalPresence.Present => new ChangeObservation.InPlace(Principal(app).ObjectId),
            PlannedChange.SetServicePrincipalEnabled { AppId: var app, Enabled: var enabled } when Principal(app) is { Presence: ServicePrincipalPresence.Present } there && there.AccountEnabled == enabled => new ChangeObservation.InPlace(there.ObjectId),
            PlannedChange.DeleteServicePrincipal { AppId: var app } when Principal(app).Presence != ServicePrincipalPresence.Present => new ChangeObservation.InPlace(null),
            PlannedChange.CreateConfigurationPolicy { Draft.Description: var marker } when Policies.FirstOrDefault(policy => policy.Description == marker) is { } made => new ChangeObservation.InPlace(made.Id),
            PlannedChange.DeleteConfigurationPolicy { Policy.Id: var id } when Policies.All(policy => policy.Id != id) => new ChangeObservation.InPlace(id),
            PlannedChange.AssignPolicy { Policy.Id: var id, Assignments: var wanted } when Policies.FirstOrDefault(policy => policy.Id == id)?.Assignments.SequenceEqual(wanted) == true => new ChangeObservation.InPlace(id),
            _ => new ChangeObservation.NotInPlace(),
        };
        return Task.FromResult(seen);
    }

    public IReadOnlyList<IntunePolicy> Policies => Facts.ConfigurationPolicies.ValueOrDefault!;

    private ServicePrincipalFacts Principal(string appId) => (appId == KnownApps.PinResetServiceAppId ? Facts.PinResetService : Facts.PinResetClient).ValueOrDefault!;

    private ChangeOutcome Apply(PlannedChange change)
    {
        Arrived.Add(change);
        switch (change)
        {
            case PlannedChange.CreateServicePrincipal { AppId: var app }:
                var id = $"sp-{Arrived.Count}";
                Later(() => SetPrincipal(app, TenantFactsBuilder.Present(id)));
                return new ChangeOutcome.Applied(201, "r", id);

            case PlannedChange.RestoreServicePrincipal { AppId: var app, ObjectId: var deleted }:
                Later(() => SetPrincipal(app, Principal(app) with { Presence = ServicePrincipalPresence.Present, ObjectId = deleted }));
                return new ChangeOutcome.Applied(200, "r", deleted);

            case PlannedChange.SetServicePrincipalEnabled { AppId: var app, Enabled: var enabled }:
                Later(() => SetPrincipal(app, Principal(app) with { AccountEnabled = enabled }));
                return new ChangeOutcome.Applied(204, "r", Principal(app).ObjectId);

            case PlannedChange.DeleteServicePrincipal { AppId: var app }:
                Later(() => SetPrincipal(app, new(ServicePrincipalPresence.SoftDeleted, "sp")));
                return new ChangeOutcome.Applied(204, "r", null);

            case PlannedChange.CreateConfigurationPolicy { Draft: var draft }:
                var policyId = $"policy-{Arrived.Count}";
                var policy = TenantFactsBuilder.Catalog(policyId, draft.Name, true) with { Description = draft.Description };
                Later(() => SetPolicies([.. Policies, policy]));
                return new ChangeOutcome.Applied(201, "r", policyId);

            case PlannedChange.DeleteConfigurationPolicy { Policy.Id: var policyToGo }:
                Later(() => SetPolicies([.. Policies.Where(item => item.Id != policyToGo)]));
                return new ChangeOutcome.Applied(204, "r", policyToGo);

            case PlannedChange.AssignPolicy { Policy.Id: var assigned, Assignments: var assignments }:
                Settle();
                if (Policies.All(item => item.Id != assigned))
                {
                    return new ChangeOutcome.NotVisibleYet(404, "r");
                }

                SetPolicies([.. Policies.Select(item => item.Id == assigned ? item with { Assignments = assignments } : item)]);
                return new ChangeOutcome.Applied(200, "r", assigned);

            default:
                throw new NotSupportedException(change.GetType().Name);
        }
    }

    private void SetPrincipal(string appId, ServicePrincipalFacts principal) =>
        Facts = appId == KnownApps.PinResetServiceAppId ? Facts with { PinResetService = principal } : Facts with { PinResetClient = principal };

    private void SetPolicies(IntunePolicy[] policies) => Facts = Facts with { ConfigurationPolicies = TenantFactsBuilder.Policies(policies) };

    private void Later(Action effect)
    {
        _pending.Add((time.GetUtcNow() + ReplicationDelay, effect));
        Settle();
    }

    private void Settle()
    {
        foreach (var item in _pending.Where(item => item.At <= time.GetUtcNow()).ToList())
        {
            _pending.Remove(item);
            item.Effect();
        }
    }
}
