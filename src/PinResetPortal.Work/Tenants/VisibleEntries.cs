using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Tenants;

/// <summary>The newest entries of some tenants out of a list that holds those of all.</summary>
public static class VisibleEntries
{
    /// <summary>Reads further back until enough entries of <paramref name="visible"/> are found, or there are no more.</summary>
    /// <param name="read">Reads as many of the newest entries as it is told, of all tenants.</param>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(
        Func<int, Task<IReadOnlyList<T>>> read, Func<T, TenantId> tenantOf, IReadOnlySet<TenantId> visible, int count)
    {
        for (var depth = count; ; depth *= 4)
        {
            var entries = await read(depth);
            T[] mine = [.. entries.Where(entry => visible.Contains(tenantOf(entry))).Take(count)];
            if (mine.Length == count || entries.Count < depth)
            {
                return mine;
            }
        }
    }
}
