using System.Collections.Concurrent;
using PinResetPortal.Core;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Work.Scans;

/// <summary>Answers as the test says, and notes who was read by whom, how, and how many at once.</summary>
internal sealed class ScriptedReader : ITenantFactReader
{
    private readonly ConcurrentQueue<(TenantId Tenant, ActorKind Actor, ReadPriority Priority)> _reads = new();
    private int _now;
    private int _most;

    public IReadOnlyList<(TenantId Tenant, ActorKind Actor, ReadPriority Priority)> Reads => [.. _reads];

    /// <summary>The most reads that were under way at the same time.</summary>
    public int MostAtOnce => _most;

    /// <summary>What a read answers; healthy by default.</summary>
    public Func<Tenant, Actor, ReadManner, CancellationToken, Task<TenantFacts>>? Answer { get; set; }

    public static TenantFacts Healthy(Tenant tenant) => TenantFactsBuilder.Healthy() with { TenantId = tenant.Id };

    public static TenantFacts Unreadable(Tenant tenant, UnreadableKind kind) =>
        Healthy(tenant) with { Access = new UnreadableReason(kind, "It could not be read.", "Do something."), ConfigurationPolicies = new UnreadableReason(kind, "It could not be read.") };

    public Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) =>
        ReadAsync(tenant, actor, ReadManner.Click, cancellationToken);

    public async Task<TenantFacts> ReadAsync(Tenant tenant, Actor actor, ReadManner manner, CancellationToken cancellationToken)
    {
        _reads.Enqueue((tenant.Id, actor.Kind, manner.Priority));
        var now = Interlocked.Increment(ref _now);
        InterlockedMax(ref _most, now);
        try
        {
            await Task.Yield();
            return Answer is { } answer ? await answer(tenant, actor, manner, cancellationToken) : Healthy(tenant);
        }
        finally
        {
            Interlocked.Decrement(ref _now);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
        {
            Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
