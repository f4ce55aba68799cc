using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PinResetPortal.Store.Schema;

/// <summary>Every table of the model, for tests that a table added tomorrow is asked by tomorrow.</summary>
internal static class EveryTable
{
    /// <summary>What others refer to comes first.</summary>
    public static IReadOnlyList<IEntityType> Of(DbContext context)
    {
        var left = context.Model.GetEntityTypes().ToList();
        var ordered = new List<IEntityType>();
        while (left.Count > 0)
        {
            var next = left.First(type => type.GetForeignKeys().All(key => ordered.Contains(key.PrincipalEntityType)));
            ordered.Add(next);
            left.Remove(next);
        }

        return ordered;
    }

    public static Task<List<object>> RowsAsync(DbContext context, IEntityType type, CancellationToken cancellationToken)
    {
        var all = (IQueryable<object>)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(type.ClrType).Invoke(context, [])!;
        return all.AsTracking().ToListAsync(cancellationToken);
    }
}
