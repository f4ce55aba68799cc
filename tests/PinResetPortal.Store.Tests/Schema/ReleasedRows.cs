using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Operations;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Deployments;
using PinResetPortal.Work.Idempotency;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Schema;

/// <summary>The rows of a released version as SQL: its last migration in the first line, then an INSERT for each row.</summary>
internal sealed partial record ReleasedRows(string Migration, IReadOnlyList<string> Inserts)
{
    public static readonly TenantId Home = new(Guid.Parse("11111111-1111-4111-8111-111111111111"));
    public static readonly TenantKey Key = new(Home, new(Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001")));
    public static readonly RequestKey Request = new(new string('a', 64), Home, new string('f', 64));

    /// <summary>How many rows each table got.</summary>
    public IReadOnlyDictionary<string, int> Tables => new SortedDictionary<string, int>(
        Inserts.GroupBy(insert => Table().Match(insert).Groups[1].Value).ToDictionary(table => table.Key, table => table.Count()), StringComparer.Ordinal);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static ReleasedRows Parse(string text)
    {
        var (migration, inserts) = (text["-- ".Length..text.IndexOf('\n', StringComparison.Ordinal)], text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        return new(migration, inserts.Split(";\n", StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Through the services, as the portal writes: at least one row in each table.</summary>
    public static async Task WriteAsync(StoreUnderTest store)
    {
        var now = store.Time.GetUtcNow();
        var by = new OperationActor(ActorKind.User, "id", "alice@contoso.example", Home, PortalRole.Operator);
        await store.Get<ITenantStore>().UpsertAsync(Home, [new(Key.Tenant, "Contoso", "contoso.example", new(RelationshipKind.Gdap, true, PartnerTenantId: Home))], Cancellation);
        await store.Get<ITenantStore>().ConfirmAppOnlyAsync(Key, Cancellation);
        await store.Get<IReadinessStore>().SaveAsync(Home, Answer(Verdict.Ready, FindingStatus.Healthy, now), Cancellation);
        await store.Get<IReadinessStore>().SaveAsync(Home, Answer(Verdict.NotReady, FindingStatus.Broken, now.AddMinutes(1)), Cancellation);
        await store.Get<IScanStore>().AddAsync(new(Guid.NewGuid(), Home, ScanTrigger.Request, by, true, ScanState.Completed, now, now, now), [Key.Tenant], Cancellation);
        await store.Get<IAuditLog>().AppendAsync(new(Key, "id", "alice@contoso.example", AuditActions.RemediationStep, null, "Did it.", null), Cancellation);
        var steps = OperationStoreTests.EveryKindOfChange.Select(OperationStoreTests.Step).ToList();
        await store.Get<IOperationStore>().TryAddAsync(new(Guid.NewGuid(), Key, OperationKind.Fix, OperationState.Verified, "hash", ["policy.conflict"], new PolicyChoice(), steps, by, now, now), Cancellation);
        var bulk = new BulkRepair(Guid.NewGuid(), Home, BulkRepairState.Planning, by, null, new(), now, now);
        await store.Get<IBulkRepairStore>().AddAsync(bulk, [Key.Tenant], Cancellation);
        await store.Get<IBulkRepairStore>().SavePlanAsync(new(bulk.Id, Key.Tenant, "Contoso", BulkRepairItemState.Planned, PlanHash: "hash"), steps, Cancellation);
        await store.Get<IDeploymentStore>().SaveAsync(Home, [new(Key.Tenant, new IntunePolicy { Id = "p", Name = "Hello", Kind = PolicyKind.SettingsCatalog, Settings = [], Assignments = [] }, Guid.NewGuid(), now, "alice")], Cancellation);
        await store.Get<ISettingsStore>().SaveAsync(Home, "schedule", 0, """{"a":1}""", "alice", Cancellation);
        var destination = new Destination(Guid.NewGuid(), Home, "Tickets", "webhook", true, new() { Values = new Dictionary<string, string> { ["url"] = "https://hooks.example/" } }, 1, now, "alice");
        await store.Get<IDestinationStore>().AddAsync(destination, Cancellation);
        var news = new Notification(Guid.NewGuid(), now, Key.Tenant, "Contoso", "Changed.", NotificationSeverity.Information, "x", new TestData());
        await store.Get<INotificationOutbox>().NoteAsync(Home, [new(new("x", "Ready", news), [new(destination.Id, DeliveryState.Waiting, now)])], Cancellation);
        await store.Get<IIdempotencyStore>().ClaimAsync(Request, Cancellation);
        await store.Get<IIdempotencyStore>().KeepAsync(Request, new(202, "application/json", "/api/v1/scans/1", [123, 125]), Cancellation);
        await store.Get<IDistributedCache>().SetAsync("key", Encoding.UTF8.GetBytes("a token"), new DistributedCacheEntryOptions(), Cancellation);
    }

    public static async Task<string> DumpAsync(PortalDbContext context)
    {
        var text = new StringBuilder("-- ").Append((await context.Database.GetAppliedMigrationsAsync(Cancellation)).Last()).Append('\n');
        await context.Database.OpenConnectionAsync(Cancellation);
        foreach (var table in EveryTable.Of(context).Select(type => type.GetTableName()))
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync(Cancellation);
            while (await reader.ReadAsync(Cancellation))
            {
                var columns = Enumerable.Range(0, reader.FieldCount).Where(column => !reader.IsDBNull(column)).ToList();
                text.Append(CultureInfo.InvariantCulture, $"INSERT INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{reader.GetName(column)}\""))}) VALUES ({string.Join(", ", columns.Select(column => Literal(reader, column)))});\n");
            }
        }

        return text.ToString();
    }

    public static async Task ExecuteAsync(PortalDbContext context, IEnumerable<string> statements)
    {
        await context.Database.OpenConnectionAsync(Cancellation);
        foreach (var statement in statements)
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }

    /// <summary>How many rows each table has, all of them read.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountAsync(PortalDbContext context)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var type in EveryTable.Of(context))
        {
            counts.Add(type.GetTableName()!, (await EveryTable.RowsAsync(context, type, Cancellation)).Count);
        }

        return counts;
    }

    private static TenantReadiness Answer(Verdict verdict, FindingStatus status, DateTimeOffset at) => new(
        Key.Tenant, "Contoso", verdict, at, [new AssessedFinding(new Finding("policy.conflict", CheckArea.Policy, true, status, "Says so.", []), false)], new ReadCost(1, 1, 1, 1));

    private static string Literal(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        bool flag => flag ? "TRUE" : "FALSE",
        byte[] bytes => reader.GetDataTypeName(column) == "bytea" ? $"'\\x{Convert.ToHexString(bytes)}'" : $"X'{Convert.ToHexString(bytes)}'",
        DateTime time => $"'{time:O}'",
        var value and (string or Guid) => $"'{$"{value}".Replace("'", "''", StringComparison.Ordinal)}'",
        var number => Convert.ToString(number, CultureInfo.InvariantCulture)!,
    };

    [GeneratedRegex("^INSERT INTO \"(\\w+)\"")]
    private static partial Regex Table();
}
