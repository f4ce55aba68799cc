using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Schema;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Offboarding;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Tenants;

/// <summary>
/// Rows are made for every table of the model, three times: the tenant that goes, another tenant of the same home tenant, and the same tenant
/// of another one. A table that is added tomorrow is asked here tomorrow.
/// </summary>
public abstract class OffboardingStoreTests : StoreTests
{
    private static readonly TenantId _other = new(Guid.Parse("a0000002-0000-4000-8000-000000000002"));
    private static readonly TenantId _gone = new(Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001"));
    private static readonly TenantKey _mine = new(Fabrikam, _gone);
    private static readonly TenantKey _theirs = new(_other, _gone);
    private static readonly TenantKey _stays = new(Fabrikam, new(Guid.Parse("aaaaaaaa-0000-4000-8000-000000000002")));

    /// <summary>The audit log, and what docs/decisions/0033-offboarding.md lists: answers that end within a day, and rows of the home tenant or of the portal as a whole.</summary>
    private static readonly Type[] _kept =
    [
        typeof(AuditEntryRow), typeof(AuditHeadRow), typeof(RequestKeyRow),
        typeof(SettingsRow), typeof(DestinationRow), typeof(ScanRow), typeof(BulkRepairRow), typeof(DataProtectionKey),
    ];

    private IOffboardingStore Offboarding => Store.Get<IOffboardingStore>();

    [Fact]
    public async Task Delete_EveryTableOfTheModel_HoldsNothingOfTheTenantAndEverythingOfTheOthers()
    {
        await FillAsync(_mine, _stays, _theirs);
        var before = await RowsAsync();
        await using (var context = Store.CreateContext())
        {
            Assert.Equal(EveryTable.Of(context).Count, before.Select(row => row.Type).Distinct().Count());
        }

        var counted = await Offboarding.CountAsync(_mine, Cancellation);
        var deleted = await Offboarding.DeleteAsync(_mine, Cancellation);

        var after = await RowsAsync();
        Assert.Empty(after.Where(row => !_kept.Contains(row.Type) && row.Type != typeof(TokenCacheRow) && row.Text.Contains($"{_mine}", StringComparison.Ordinal)).Select(row => row.Type.Name));
        Assert.Equal(Others(before), Others(after));
        Assert.Equal(counted, deleted);
        Assert.Equal(before.Count - after.Count, deleted!.Values.Sum());

        // The portal's own tokens for the tenant go with the last home tenant that has it.
        Assert.Contains(after, row => row.Type == typeof(TokenCacheRow) && row.Text.Contains($"{_gone}", StringComparison.Ordinal));
        await Offboarding.DeleteAsync(_theirs, Cancellation);
        Assert.DoesNotContain(await RowsAsync(), row => !_kept.Contains(row.Type) && row.Text.Contains($"{_gone}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_GivesWhatIsDeleted_AndNoToken()
    {
        await FillAsync(_mine, _stays);

        var read = (await Offboarding.ReadAsync(_mine, Cancellation)).ToDictionary(table => table.Name, table => table.Rows.Count);
        var deleted = await Offboarding.DeleteAsync(_mine, Cancellation);

        Assert.DoesNotContain("TokenCache", read.Keys);
        Assert.Equal(deleted!.Where(table => table.Key != "TokenCache").OrderBy(table => table.Key, StringComparer.Ordinal), read.OrderBy(table => table.Key, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(OperationRow), UnfinishedWork.Run)]
    [InlineData(typeof(BulkRepairRow), UnfinishedWork.BulkRepair)]
    [InlineData(typeof(ScanRow), UnfinishedWork.Scan)]
    public async Task Delete_SomethingIsNotFinished_DeletesNothingAndSaysWhat(Type of, UnfinishedWork expected)
    {
        await FillAsync(_mine, _stays);
        await Store.ExecuteAsync($"UPDATE \"{(of == typeof(OperationRow) ? "Operations" : of == typeof(ScanRow) ? "Scans" : "BulkRepairs")}\" SET \"State\" = 'Running'{(of == typeof(OperationRow) ? " WHERE \"PlanHash\" LIKE '%" + $"{_mine}" + "%'" : "")}");
        var before = await RowsAsync();

        Assert.Equal(expected, await Offboarding.FindUnfinishedAsync(_mine, Cancellation));
        Assert.Null(await Offboarding.DeleteAsync(_mine, Cancellation));

        Assert.Equal(before.Count, (await RowsAsync()).Count);
        Assert.Null(await Offboarding.FindUnfinishedAsync(_theirs, Cancellation));
    }

    [Theory]
    [InlineData(AuditActions.TenantOffboarding, false)]
    [InlineData(AuditActions.TenantOffboardingFailed, true)]
    [InlineData(AuditActions.TenantAdded, true)]
    public async Task SaveCustomers_WhoWasOffboarded_ComesBackOnlyWhenChosen(string last, bool isBack)
    {
        var tenants = Store.Get<ITenantStore>();
        var customer = new Tenant(_gone, "Contoso", null, new(RelationshipKind.Gdap, Active: true, PartnerTenantId: Fabrikam));
        foreach (var action in new[] { AuditActions.TenantOffboarding, AuditActions.TenantOffboarded, last }.Distinct())
        {
            await Store.Get<IAuditLog>().AppendAsync(new(_mine, "id", "olive", action, null, "Says so", null), Cancellation);
        }

        await tenants.SaveCustomersAsync(Fabrikam, [customer], Cancellation);
        await tenants.SaveCustomersAsync(_other, [customer], Cancellation);

        Assert.Equal(isBack, await tenants.FindAsync(_mine, Cancellation) is not null);
        Assert.NotNull(await tenants.FindAsync(_theirs, Cancellation));
    }

    private static List<string> Others(IEnumerable<Row> rows) =>
        [.. rows.Where(row => !row.Text.Contains($"{_mine}", StringComparison.Ordinal)).Select(row => row.Text).Order(StringComparer.Ordinal)];

    private async Task FillAsync(params TenantKey[] keys)
    {
        await using var context = Store.CreateContext();
        foreach (var key in keys)
        {
            var made = new Dictionary<IEntityType, object>();
            foreach (var type in EveryTable.Of(context))
            {
                var row = RuntimeHelpers.GetUninitializedObject(type.ClrType);
                var entry = context.Entry(row);
                foreach (var property in type.GetProperties().Where(property => property.ValueGenerated == ValueGenerated.Never))
                {
                    entry.Property(property.Name).CurrentValue = property.FindFirstPrincipal() is { } principal && made.TryGetValue((IEntityType)principal.DeclaringType, out var owner)
                        ? context.Entry(owner).Property(principal.Name).CurrentValue
                        : Value(property, key);
                }

                context.Add(row);
                made.Add(type, row);
            }
        }

        await context.SaveChangesAsync(Cancellation);
    }

    private object? Value(IProperty property, TenantKey key) => (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType) switch
    {
        var type when type == typeof(TenantId) => property.Name == nameof(TenantKey.Tenant) + "Id" ? key.Tenant : key.Home,
        var type when type == typeof(string) => property.GetMaxLength() is { } most && most < $"{key}".Length ? $"{Guid.NewGuid():N}"[..Math.Min(32, most)] : $"{key}",
        var type when type == typeof(byte[]) => Encoding.UTF8.GetBytes($"{key}"),
        var type when type == typeof(Guid) => Guid.NewGuid(),
        var type when type == typeof(DateTimeOffset) => Store.Time.GetUtcNow(),

        // The last word of each set: what is finished.
        var type when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1),
        var type when type == typeof(bool) => false,
        var type => Convert.ChangeType(1, type, CultureInfo.InvariantCulture),
    };

    private async Task<List<Row>> RowsAsync()
    {
        await using var context = Store.CreateContext();
        var rows = new List<Row>();
        foreach (var type in EveryTable.Of(context))
        {
            rows.AddRange((await EveryTable.RowsAsync(context, type, Cancellation)).Select(row => new Row(type.ClrType, TextOf(context, type, row))));
        }

        return rows;
    }

    /// <summary>The whole row as text, with whose it is: also where only the row that it hangs on tells.</summary>
    private static string TextOf(DbContext context, IEntityType type, object row)
    {
        var values = context.Entry(row).Properties.ToDictionary(property => property.Metadata.Name, property => property.CurrentValue switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            var value => $"{value}",
        });
        var owner = type.GetForeignKeys().Select(key => context.Find(key.PrincipalEntityType.ClrType, [.. key.Properties.Select(property => context.Entry(row).Property(property.Name).CurrentValue)])).OfType<IHomeRow>().FirstOrDefault();
        var home = (row as IHomeRow)?.HomeTenantId ?? owner?.HomeTenantId;
        return $"{type.ClrType.Name} {home}/{values.GetValueOrDefault("TenantId")} {string.Join(' ', values.Values)}";
    }

    private sealed record Row(Type Type, string Text);
}

public sealed class SqliteOffboardingStoreTests : OffboardingStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresOffboardingStoreTests(PostgresServer server) : OffboardingStoreTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
