using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Store.Overview;

/// <summary>The overview's filters and orders as SQL of both databases.</summary>
internal static class OverviewFiltering
{
    /// <summary>What needs somebody first: not ready, unknown, not checked, ready; of the ready ones those that have got least far.</summary>
    private static readonly Expression<Func<OverviewEntry, int>> Urgency = entry =>
        entry.Verdict == Verdict.NotReady ? 0
        : entry.Verdict == Verdict.Unknown ? 1
        : entry.Verdict == null ? 2
        : entry.Stage == TenantStage.RollingOut ? 4
        : entry.Stage == TenantStage.Ready ? 5
        : entry.Stage == TenantStage.Proven ? 6
        : 3;

    /// <summary>The home tenant itself, its customers, and what its people added by hand.</summary>
    public static IQueryable<TenantRow> TenantsOf(this PortalDbContext context, TenantId homeTenantId) =>
        context.Tenants.AsNoTracking().Of(homeTenantId);

    public static IQueryable<OverviewEntry> EntriesOf(this PortalDbContext context, TenantId homeTenantId) =>
        from tenant in context.TenantsOf(homeTenantId)
        join answer in context.ReadinessAnswers.Of(homeTenantId) on tenant.TenantId equals answer.TenantId into answers
        from answer in answers.DefaultIfEmpty()
        select new OverviewEntry
        {
            Tenant = tenant,
            Verdict = (Verdict?)answer.Verdict,
            ReadAt = (DateTimeOffset?)answer.ReadAt,
            Consent = (FindingStatus?)answer.Consent,
            Policy = (FindingStatus?)answer.Policy,
            Coverage = answer.Coverage,
            BrokenChecks = answer.BrokenChecks,
            Stage = answer.Stage,
            Devices = answer.Devices,
            UnreadSince = answer.UnreadSince,
        };

    /// <summary>Everything but verdict and stage.</summary>
    public static IQueryable<OverviewEntry> Matching(this IQueryable<OverviewEntry> entries, TenantId homeTenantId, OverviewQuery query, DateTimeOffset now)
    {
        if (!string.IsNullOrWhiteSpace(query.Text))
        {
            var text = SearchableText.Of(query.Text.Trim());
            entries = entries.Where(entry => entry.Tenant.SearchText.Contains(text));
        }

        if (query.Consent is { } consent)
        {
            entries = entries.Where(entry => entry.Consent == consent);
        }

        if (query.Policy is { } policy)
        {
            entries = entries.Where(entry => entry.Policy == policy);
        }

        if (query.BrokenCheck is { } check)
        {
            var quoted = StoredJson.Write(check);
            entries = entries.Where(entry => entry.BrokenChecks != null && entry.BrokenChecks.Contains(quoted));
        }

        if (query.Tag is { } tag)
        {
            entries = entries.Tagged(TagAsStored(tag));
        }

        if (query.Stale)
        {
            var oldest = now - OverviewQuery.StaleAfter;
            entries = entries.Where(entry => entry.ReadAt == null || entry.ReadAt < oldest);
        }

        if (query.Unread)
        {
            entries = entries.Where(entry => entry.UnreadSince != null);
        }

        if (query.Only is { } only)
        {
            entries = entries.Where(entry => only.Contains(entry.Tenant.TenantId));
        }

        return query.Relationship is { } relationship ? entries.Related(homeTenantId, relationship, now) : entries;
    }

    public static IQueryable<OverviewEntry> WithVerdict(this IQueryable<OverviewEntry> entries, OverviewVerdict? wanted) => wanted switch
    {
        null => entries,
        OverviewVerdict.Ready => entries.Where(entry => entry.Verdict == Verdict.Ready),
        OverviewVerdict.NotReady => entries.Where(entry => entry.Verdict == Verdict.NotReady),
        OverviewVerdict.Unknown => entries.Where(entry => entry.Verdict == Verdict.Unknown),
        OverviewVerdict.NotChecked => entries.Where(entry => entry.Verdict == null),
        _ => throw new UnreachableException($"There is no verdict {wanted}."),
    };

    public static IQueryable<OverviewEntry> AtStage(this IQueryable<OverviewEntry> entries, TenantStage? wanted) =>
        wanted is { } stage ? entries.Where(entry => entry.Stage == stage) : entries;

    public static IOrderedQueryable<OverviewEntry> Sorted(this IQueryable<OverviewEntry> entries, OverviewQuery query)
    {
        var sorted = query.Sort switch
        {
            OverviewSort.Name => entries.By(entry => entry.Tenant.SortName, query.Descending),
            OverviewSort.Verdict => entries.By(Urgency, query.Descending),
            OverviewSort.LastChecked => query.Descending
                ? entries.OrderBy(entry => entry.ReadAt == null).ThenByDescending(entry => entry.ReadAt)
                : entries.OrderBy(entry => entry.ReadAt != null).ThenBy(entry => entry.ReadAt),
            OverviewSort.Coverage => query.Descending
                ? entries.OrderBy(entry => entry.Coverage == null).ThenByDescending(entry => entry.Coverage)
                : entries.OrderBy(entry => entry.Coverage == null).ThenBy(entry => entry.Coverage),
            _ => throw new UnreachableException($"There is no order {query.Sort}."),
        };
        return sorted.ThenBy(entry => entry.Tenant.SortName).ThenBy(entry => entry.Tenant.TenantId);
    }

    /// <summary>A tag as it stands in the JSON array, folded as the databases fold it: quotes keep "vip" apart from "vip-2".</summary>
    [SuppressMessage("Globalization", "CA1308:Normalize strings to uppercase", Justification = "The databases' lower() is what it is compared with.")]
    public static string TagAsStored(string tag) => StoredJson.Write(tag).ToLowerInvariant();

    [SuppressMessage("Globalization", "CA1304:Specify CultureInfo", Justification = "Becomes SQL.")]
    [SuppressMessage("Globalization", "CA1311:Specify a culture or use an invariant version", Justification = "Becomes SQL.")]
    [SuppressMessage("Performance", "CA1862:Use the 'StringComparison' method overloads", Justification = "Becomes SQL.")]
    private static IQueryable<OverviewEntry> Tagged(this IQueryable<OverviewEntry> entries, string quoted) =>
        entries.Where(entry => entry.Tenant.Tags.ToLower().Contains(quoted));

    private static IOrderedQueryable<OverviewEntry> By<TKey>(this IQueryable<OverviewEntry> entries, Expression<Func<OverviewEntry, TKey>> key, bool descending) =>
        descending ? entries.OrderByDescending(key) : entries.OrderBy(key);

    /// <summary>As <see cref="TenantRelationship.StateAt"/> tells it.</summary>
    private static IQueryable<OverviewEntry> Related(this IQueryable<OverviewEntry> entries, TenantId homeTenantId, OverviewRelationship wanted, DateTimeOffset now)
    {
        var soon = now + TenantRelationship.ExpiryNotice;
        var gdap = entries.Where(entry => entry.Tenant.Relationship == RelationshipKind.Gdap);
        return wanted switch
        {
            OverviewRelationship.Home => entries.Where(entry => entry.Tenant.Relationship == RelationshipKind.Home),
            OverviewRelationship.Direct => entries.Where(entry => entry.Tenant.Relationship == RelationshipKind.Direct),
            OverviewRelationship.Ended => gdap.Where(entry =>
                !entry.Tenant.Listed || !entry.Tenant.Active || (entry.Tenant.AutoExtendDays == null && entry.Tenant.EndsAt != null && entry.Tenant.EndsAt <= now)),
            OverviewRelationship.Expiring => gdap.Where(entry =>
                entry.Tenant.Listed && entry.Tenant.Active && entry.Tenant.AutoExtendDays == null
                && entry.Tenant.EndsAt != null && entry.Tenant.EndsAt > now && entry.Tenant.EndsAt <= soon),
            OverviewRelationship.Active => gdap.Where(entry =>
                entry.Tenant.Listed && entry.Tenant.Active && (entry.Tenant.AutoExtendDays != null || entry.Tenant.EndsAt == null || entry.Tenant.EndsAt > soon)),
            _ => throw new UnreachableException($"There is no relationship {wanted}."),
        };
    }
}
