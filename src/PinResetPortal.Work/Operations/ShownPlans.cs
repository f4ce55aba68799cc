using System.Collections.Concurrent;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Operations;

/// <summary>
/// Plans as they were shown a moment ago, so that whoever confirms one does not pay for the same read again. The run itself reads before
/// its first change and sends nothing when the tenant is another one by then, so a plan from here can be old, never wrong.
/// </summary>
internal sealed class ShownPlans(TimeProvider time)
{
    /// <summary>How old the read may be that a plan was made from.</summary>
    internal static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(2);

    /// <summary>Of all people of this process; the oldest make room.</summary>
    internal const int Most = 200;

    private readonly ConcurrentDictionary<Key, Shown> _plans = new();

    public void Remember(Actor actor, RemediationPlan plan, IReadOnlyList<string>? checkIds, PolicyChoice choice, DateTimeOffset readAt)
    {
        _plans[KeyOf(actor, plan.TenantId, plan.Hash)] = new(plan, checkIds, choice, readAt);
        foreach (var (key, _) in _plans.Where(one => !IsFresh(one.Value)).Concat(_plans.OrderByDescending(one => one.Value.ReadAt).Skip(Most)).ToList())
        {
            _plans.TryRemove(key, out _);
        }
    }

    /// <summary>Gives a plan away, once: to whom it was shown, for what it was shown.</summary>
    /// <returns>Null when it was not shown here, or too long ago.</returns>
    public RemediationPlan? Take(Actor actor, TenantId tenantId, IReadOnlyList<string>? checkIds, PolicyChoice choice, string hash) =>
        _plans.TryRemove(KeyOf(actor, tenantId, hash), out var shown) && IsFresh(shown) && shown.Choice == choice && Same(shown.CheckIds, checkIds) ? shown.Plan : null;

    private bool IsFresh(Shown shown) => time.GetUtcNow() - shown.ReadAt <= FreshFor;

    private static bool Same(IReadOnlyList<string>? one, IReadOnlyList<string>? other) => one is null ? other is null : other is not null && one.SequenceEqual(other, StringComparer.Ordinal);

    private static Key KeyOf(Actor actor, TenantId tenantId, string hash) => new(actor.HomeTenantId, tenantId, actor.Kind, actor.Id, hash);

    private sealed record Key(TenantId Home, TenantId Tenant, ActorKind Kind, string ActorId, string Hash);

    private sealed record Shown(RemediationPlan Plan, IReadOnlyList<string>? CheckIds, PolicyChoice Choice, DateTimeOffset ReadAt);
}
