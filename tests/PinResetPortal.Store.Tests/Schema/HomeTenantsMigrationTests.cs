using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Auditing;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Schema;

/// <summary>A database from before rows had a home tenant: each comes to its owner, and no chain breaks.</summary>
public abstract class HomeTenantsMigrationTests
{
    private static readonly TenantId _mine = new(Guid.Parse("11111111-1111-4111-8111-111111111111"));
    private static readonly TenantId _other = new(Guid.Parse("a0000002-0000-4000-8000-000000000002"));
    private static readonly TenantId _customer = new(Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001"));
    private static readonly Guid _operation = Guid.Parse("cccccccc-0000-4000-8000-000000000001");
    private static readonly DateTimeOffset _at = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Initialize_RowsOfTheVersionBefore_KeepTheirOwner()
    {
        await using var database = await CreateDatabaseAsync();
        await using (var before = StoreUnderTest.Compose(database.Configuration))
        {
            await using var context = before.CreateContext();
            await context.Database.MigrateAsync("Stages", Cancellation);
            await before.ExecuteAsync([.. Rows()]);
        }

        await using var store = await StoreUnderTest.OpenAsync(database.Configuration);

        Assert.Equal(["Contoso", "Fabrikam"], (await store.Get<ITenantStore>().ListAsync(_mine, Cancellation)).Select(tenant => tenant.DisplayName));
        Assert.Equal(_mine, (await store.Get<ITenantStore>().FindAsync(new(_mine, _customer), Cancellation))?.Relationship.PartnerTenantId);
        Assert.Equal(_other, (await store.Get<IOperationStore>().FindAsync(_other, _operation, Cancellation))?.HomeTenantId);
        Assert.Null(await store.Get<IOperationStore>().FindAsync(_mine, _operation, Cancellation));
        Assert.NotNull(await store.Get<ISettingsStore>().FindAsync(_other, "scan-schedule", Cancellation));
        Assert.Null(await store.Get<ISettingsStore>().FindAsync(_mine, "scan-schedule", Cancellation));
        Assert.Equal([$"relationship/{_customer}"], (await store.Get<INotificationOutbox>().ToldAsync(_mine, Cancellation)).Keys);

        var log = store.Get<IAuditLog>();
        Assert.True((await log.VerifyAsync(_mine, null, Cancellation)) is { Entries: 1, Holds: true });
        Assert.True((await log.VerifyAsync(_other, null, Cancellation)) is { Entries: 1, Holds: true });
        await log.AppendAsync(Record(new(_mine, _customer), "Went on"), Cancellation);
        Assert.True((await log.VerifyAsync(_mine, _customer, Cancellation)) is { Entries: 2, Holds: true });
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.ExecuteAsync("""DELETE FROM "AuditEntries" """));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => store.ExecuteAsync("""UPDATE "AuditHeads" SET "Entries" = 1"""));
    }

    private protected abstract Task<ITestDatabase> CreateDatabaseAsync();

    private static IEnumerable<string> Rows()
    {
        var (mine, other, customer) = (Id(_mine), Id(_other), Id(_customer));
        const string At = "2026-11-22T09:30:00.0000000Z";
        yield return $"""INSERT INTO "Tenants" ("TenantId", "DisplayName", "Relationship", "Active", "PartnerTenantId", "Roles", "SearchText", "SortName") VALUES ('{mine}', 'Fabrikam', 'Home', TRUE, NULL, '[]', '', '')""";
        yield return $"""INSERT INTO "Tenants" ("TenantId", "DisplayName", "Relationship", "Active", "PartnerTenantId", "Roles", "SearchText", "SortName") VALUES ('{customer}', 'Contoso', 'Gdap', TRUE, '{mine}', '[]', '', '')""";
        yield return $$"""
            INSERT INTO "Operations" ("Id", "TenantId", "Kind", "State", "PlanHash", "Checks", "Choice", "Steps", "StartedBy", "CreatedAt", "UpdatedAt", "Interrupted", "Revision", "CancelRequested")
            VALUES ('{{_operation.ToString().ToUpperInvariant()}}', '{{customer}}', 'Fix', 'Verified', 'h', '[]', '{}', '[]', '{"kind":"User","id":"eve","name":"eve","homeTenantId":"{{_other}}","role":"Operator"}', '{{At}}', '{{At}}', FALSE, 0, FALSE)
            """.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);
        yield return $"""INSERT INTO "Settings" ("Key", "Version", "Json", "ChangedAt", "ChangedBy") VALUES ('scan-schedule', 1, 'x', '{At}', 'eve')""";
        yield return $"""INSERT INTO "NotificationsTold" ("Subject", "State") VALUES ('relationship/{_customer}', 'Ready')""";
        foreach (var (tenant, action, detail) in new[] { (_customer, AuditActions.RemediationIntent, (string?)null), (_other, AuditActions.SettingsChanged, """{"key":"scan-schedule","version":1}""") })
        {
            var record = Record(TenantKey.OfHome(tenant), "Did it") with { Action = action, Detail = detail };
            var hash = AuditChain.FirstHash(1, _at, record, AuditChain.Start);
            var json = detail is null ? "NULL" : $"'{detail.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)}'";
            yield return $"""
                INSERT INTO "AuditEntries" ("TenantId", "Sequence", "At", "ActorId", "ActorName", "Action", "Summary", "Detail", "PreviousHash", "Hash")
                VALUES ('{Id(tenant)}', 1, '{At}', 'eve', 'eve', '{action}', 'Did it', {json}, '{AuditChain.Start}', '{hash}')
                """;
            yield return $"""INSERT INTO "AuditHeads" ("TenantId", "Entries", "Hash") VALUES ('{Id(tenant)}', 1, '{hash}')""";
        }
    }

    private static AuditRecord Record(TenantKey key, string summary) => new(key, "eve", "eve", AuditActions.RemediationIntent, null, summary, null);

    private static string Id(TenantId id) => id.ToString().ToUpperInvariant();
}

public sealed class SqliteHomeTenantsMigrationTests : HomeTenantsMigrationTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync()
    {
        var database = new SqliteTestDatabase();
        Directory.CreateDirectory(database.Configuration["Storage:Path"]!);
        return Task.FromResult<ITestDatabase>(database);
    }
}

public sealed class PostgresHomeTenantsMigrationTests(PostgresServer server) : HomeTenantsMigrationTests
{
    private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync(server);
}
