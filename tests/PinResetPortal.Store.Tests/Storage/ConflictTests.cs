using Microsoft.EntityFrameworkCore;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Schema;

namespace PinResetPortal.Store.Storage;

/// <summary>PostgreSQL ends one of two transactions that wait for each other; on SQLite there is one writer at a time.</summary>
public sealed class ConflictTests(PostgresServer server) : StoreTests
{
    [Fact]
    public async Task WriteRepeatable_TwoThatWaitForEachOther_BothAreWritten()
    {
        var database = Store.Get<PortalDatabase>();
        await database.WriteAsync(
            context =>
            {
                context.Settings.AddRange(Row("one"), Row("two"));
                return context.SaveChangesAsync(Cancellation);
            },
            Cancellation);
        var (hasOne, hasTwo) = (new TaskCompletionSource(), new TaskCompletionSource());
        var begun = 0;

        await Task.WhenAll(WriteAsync("one", hasOne, hasTwo, "two"), WriteAsync("two", hasTwo, hasOne, "one"));

        await using var written = Store.CreateContext();
        Assert.Equal([2, 2], await written.Settings.Of(Fabrikam).Select(row => row.Version).ToListAsync(Cancellation));
        Assert.True(begun > 2, "Neither of them was ended by the database.");

        Task<int> WriteAsync(string first, TaskCompletionSource mine, TaskCompletionSource others, string second) => database.WriteRepeatableAsync(
            async context =>
            {
                Interlocked.Increment(ref begun);
                await RaiseAsync(context, first);
                mine.TrySetResult();
                await others.Task;
                return await RaiseAsync(context, second);
            },
            Cancellation);
    }

    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);

    private static Task<int> RaiseAsync(PortalDbContext context, string key) =>
        context.Settings.Of(Fabrikam).Where(row => row.Key == key).ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version + 1), Cancellation);

    private static SettingsRow Row(string key) => new() { HomeTenantId = Fabrikam, Key = key, Json = "{}", ChangedBy = "ada" };
}
