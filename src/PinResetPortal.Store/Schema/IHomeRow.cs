using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Schema;

/// <summary>A row that belongs to a home tenant: only that one sees it.</summary>
internal interface IHomeRow
{
    TenantId HomeTenantId { get; }
}

/// <summary>A row about one tenant as one home tenant has it.</summary>
internal interface ITenantRow : IHomeRow
{
    TenantId TenantId { get; }
}

/// <summary>The one way from a key to its rows.</summary>
internal static class HomeRows
{
    public static IQueryable<TRow> Of<TRow>(this IQueryable<TRow> rows, TenantId homeTenantId)
        where TRow : class, IHomeRow => rows.Where(row => row.HomeTenantId == homeTenantId);

    public static IQueryable<TRow> Of<TRow>(this IQueryable<TRow> rows, TenantKey key)
        where TRow : class, ITenantRow
    {
        var (home, tenant) = key;
        return rows.Where(row => row.HomeTenantId == home && row.TenantId == tenant);
    }
}
