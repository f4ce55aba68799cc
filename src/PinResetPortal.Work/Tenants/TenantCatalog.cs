using System.Collections.Concurrent;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Tenants;

/// <summary>
/// Home tenant, its GDAP customers, and tenants added by hand. An actor sees only what belongs to their own home tenant: a customer's
/// admin who signs in sees that one tenant, whatever the partner has.
/// </summary>
internal sealed class TenantCatalog(ITenantStore store, ITenantDirectory directory, TimeProvider time) : ITenantCatalog
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(5);

    /// <summary>For how long a failure, or that an id is unknown, is not asked about again.</summary>
    private static readonly TimeSpan NotAgainFor = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<TenantId, CustomerRead> _reads = new();

    public async Task<TenantList> ListAsync(Actor actor, bool refresh, CancellationToken cancellationToken)
    {
        var stale = (await RefreshAsync(actor, refresh, cancellationToken)).Stale;
        var tenants = (await store.ListAsync(actor.HomeTenantId, cancellationToken)).Where(tenant => tenant.Id != actor.HomeTenantId);
        var home = await HomeAsync(actor, cancellationToken);
        return new([home, .. tenants.OrderBy(tenant => tenant.DisplayName, StringComparer.CurrentCultureIgnoreCase)], stale);
    }

    public async Task<CatalogRefresh> RefreshAsync(Actor actor, bool refresh, CancellationToken cancellationToken)
    {
        var due = refresh || IsDue(actor);
        var stale = due ? await ReadAsync(actor, anew: refresh, cancellationToken) : ReadOf(actor).FailureOf(actor, time.GetUtcNow() - NotAgainFor);
        await HomeAsync(actor, cancellationToken);
        return new(due, stale);
    }

    public async Task<Tenant?> FindAsync(TenantId tenantId, Actor actor, CancellationToken cancellationToken)
    {
        if (tenantId == actor.HomeTenantId)
        {
            return await HomeAsync(actor, cancellationToken);
        }

        var isDue = IsDue(actor);
        if (isDue)
        {
            await ReadAsync(actor, anew: false, cancellationToken);
        }

        var found = await store.FindAsync(actor.KeyOf(tenantId), cancellationToken);
        if (found is not null)
        {
            return found;
        }

        // A customer that was won a moment ago: look once more before saying no. A look in vain holds for a minute and for every id, so that
        // ids that somebody makes up cost one read; one that found its tenant does not keep the next new customer waiting.
        var (read, since) = (ReadOf(actor), time.GetUtcNow() - NotAgainFor);
        if (read.MissedAt > since || read.FailureOf(actor, since) is not null)
        {
            return null;
        }

        if (!isDue)
        {
            await ReadAsync(actor, anew: false, cancellationToken);
            found = await store.FindAsync(actor.KeyOf(tenantId), cancellationToken);
        }

        if (found is null && read.FailureOf(actor, since) is null)
        {
            read.MissedAt = time.GetUtcNow();
        }

        return found;
    }

    private CustomerRead ReadOf(Actor actor) => _reads.GetOrAdd(actor.HomeTenantId, _ => new CustomerRead());

    private bool IsDue(Actor actor)
    {
        var (read, now) = (ReadOf(actor), time.GetUtcNow());
        return now - read.At > FreshFor && read.FailureOf(actor, now - NotAgainFor) is null;
    }

    /// <summary>One read at a time for each home tenant: whoever comes meanwhile takes its result, when it has one.</summary>
    /// <param name="anew">What changed before this call has to be in the result: one that began earlier is not taken.</param>
    private async Task<UnreadableReason?> ReadAsync(Actor actor, bool anew, CancellationToken cancellationToken)
    {
        var read = ReadOf(actor);
        var before = anew ? (Ended: read.Begun, Good: read.Begun) : (read.Ended, read.Good);
        await read.Gate.WaitAsync(cancellationToken);
        try
        {
            if (read.Good > before.Good)
            {
                return null;
            }

            if (read.Ended > before.Ended && read.FailureOf(actor, time.GetUtcNow() - NotAgainFor) is { } failed)
            {
                return failed;
            }

            read.Begun++;
            if (!directory.LooksForCustomers)
            {
                read.Succeeded(time.GetUtcNow());
                return null;
            }

            var customers = await directory.ReadCustomersAsync(actor.HomeTenantId, actor, cancellationToken);
            if (customers.IsKnown(out var tenants, out var reason))
            {
                await store.SaveCustomersAsync(actor.HomeTenantId, tenants, cancellationToken);
                read.Succeeded(time.GetUtcNow());
            }
            else
            {
                read.Failed(actor, time.GetUtcNow(), reason);
            }

            return reason;
        }
        finally
        {
            read.Gate.Release();
        }
    }

    private async Task<Tenant> HomeAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(TenantKey.OfHome(actor.HomeTenantId), cancellationToken) is { } stored)
        {
            return stored;
        }

        // The database counts and sorts it among the others from the first day on.
        var fresh = new Tenant(actor.HomeTenantId, "Your tenant", null, new(RelationshipKind.Home, Active: true));
        await store.UpsertAsync(actor.HomeTenantId, [fresh], cancellationToken);
        return fresh;
    }

    /// <summary>When the customers of one home tenant were read. Why it failed is a matter of who asked: people have different rights.</summary>
    private sealed class CustomerRead
    {
        private readonly ConcurrentDictionary<string, (DateTimeOffset At, UnreadableReason Reason)> _failures = new(StringComparer.Ordinal);

        public SemaphoreSlim Gate { get; } = new(1, 1);

        /// <summary>How many reads have begun: the number of the one that is under way, or was last.</summary>
        public int Begun { get; set; }

        /// <summary>The number of the last read that ended, well or not.</summary>
        public int Ended { get; private set; }

        /// <summary>The number of the last read that ended well.</summary>
        public int Good { get; private set; }

        public DateTimeOffset At { get; private set; }

        /// <summary>When somebody asked for a tenant that was not among them even after they were read again.</summary>
        public DateTimeOffset MissedAt { get; set; }

        public void Succeeded(DateTimeOffset at)
        {
            (At, Good, Ended) = (at, Begun, Begun);
            _failures.Clear();
        }

        public void Failed(Actor actor, DateTimeOffset at, UnreadableReason reason)
        {
            Ended = Begun;
            _failures[actor.Id] = (at, reason);
        }

        public UnreadableReason? FailureOf(Actor actor, DateTimeOffset since) => _failures.TryGetValue(actor.Id, out var failure) && failure.At > since ? failure.Reason : null;
    }
}
