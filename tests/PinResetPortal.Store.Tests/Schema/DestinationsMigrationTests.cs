using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Store.Schema;

/// <summary>Notification settings of the version before: each way that was entered is a destination, with what it needs.</summary>
public abstract class DestinationsMigrationTests
{
    private static readonly TenantId _mine = new(Guid.Parse("11111111-1111-4111-8111-111111111111"));
    private static readonly TenantId _other = new(Guid.Parse("a0000002-0000-4000-8000-000000000002"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Initialize_SettingsOfTheVersionBefore_AreDestinations()
    {
        await using var database = await CreateDatabaseAsync();
        await using (var before = StoreUnderTest.Compose(database.Configuration))
        {
            await using var context = before.CreateContext();
            await context.Database.MigrateAsync("RequestKeys", Cancellation);
            await before.ExecuteAsync([.. Rows()]);
        }

        await using var store = await StoreUnderTest.OpenAsync(database.Configuration);

        var mine = await store.Get<IDestinationStore>().ListAsync(_mine, Cancellation);
        Assert.Equal([("Mail", "mail", false), ("Teams", "teams", true), ("Webhook", "webhook", true)], mine.Select(one => (one.Name, one.Channel, one.Enabled)));
        Assert.Equal(3, mine.Select(one => one.Id).Distinct().Count());
        Assert.All(mine, one =>
        {
            Assert.Equal([NotificationKind.StageChanged, NotificationKind.TenantUnread, NotificationKind.RelationshipChanged, NotificationKind.RolloutFinished], one.Settings.Route.Kinds);
            Assert.Equal(new DateTimeOffset(2026, 12, 1, 8, 0, 0, TimeSpan.Zero), one.Settings.PausedUntil);
            Assert.Equal((1, "eve"), (one.Revision, one.ChangedBy));
        });
        Assert.Equal(
            [KeyValuePair.Create("host", "mail.example"), KeyValuePair.Create("port", "587"), KeyValuePair.Create("from", "a@b.example"), KeyValuePair.Create("to", "\"Ada\" <c@d.example>")],
            mine[0].Settings.Values);
        Assert.Equal("""a "quoted" password""", mine[0].Settings.Secrets["password"]);
        Assert.Equal("workflow", mine[1].Settings.Secrets["url"]);
        Assert.Equal(("https://hooks.example/", "secret"), (mine[2].Settings.Values["url"], mine[2].Settings.Secrets["secret"]));

        // Nothing was wanted there: nothing is told.
        var other = Assert.Single(await store.Get<IDestinationStore>().ListAsync(_other, Cancellation));
        Assert.Equal(("Webhook", false), (other.Name, other.Enabled));
        Assert.Null(other.Settings.PausedUntil);
        Assert.Null(await store.Get<ISettingsStore>().FindAsync(_mine, "notifications", Cancellation));
        Assert.Equal(["relationship/x"], (await store.Get<INotificationOutbox>().ToldAsync(_mine, Cancellation)).Keys);
    }

    private protected abstract Task<ITestDatabase> CreateDatabaseAsync();

    private static IEnumerable<string> Rows()
    {
        const string Mine = """
            {"onVerdictChange":true,"onRelationship":true,"onFailedScan":false,"mutedUntil":"2026-12-01T08:00:00+00:00","webhook":{"enabled":true,"url":"https://hooks.example/","protectedSecret":"secret"},
             "teams":{"enabled":true,"protectedUrl":"workflow"},
             "mail":{"enabled":false,"host":"mail.example","port":587,"user":null,"protectedPassword":"a \"quoted\" password","from":"a@b.example","to":"\"Ada\" <c@d.example>"},"channels":["Webhook","Teams"]}
            """;
        const string Others = """
            {"onVerdictChange":false,"onRelationship":false,"onFailedScan":false,"onRollout":false,"mutedUntil":null,"webhook":{"enabled":true,"url":"https://other.example/","protectedSecret":"s"},
             "teams":{"enabled":false,"protectedUrl":null},"mail":{"enabled":false,"host":null,"port":587,"user":null,"protectedPassword":null,"from":null,"to":null}}
            """;
        foreach (var (home, json) in new[] { (_mine, Mine), (_other, Others) })
        {
            yield return $"""INSERT INTO "Settings" ("HomeTenantId", "Key", "Version", "Json", "ChangedAt", "ChangedBy") VALUES ('{Id(home)}', 'notifications', 1, '{Escaped(json)}', '2026-11-22T09:30:00.0000000Z', 'eve')""";
        }

        yield return $"""INSERT INTO "NotificationsTold" ("HomeTenantId", "Subject", "State") VALUES ('{Id(_mine)}', 'verdict/x', 'Ready')""";
        yield return $"""INSERT INTO "NotificationsTold" ("HomeTenantId", "Subject", "State") VALUES ('{Id(_mine)}', 'relationship/x', 'Active')""";
    }

    private static string Escaped(string json) => json.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

    private static string Id(TenantId id) => id.ToString().ToUpperInvariant();
}

public sealed class SqliteDestinationsMigrationTests : DestinationsMigrationTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync()
    {
        var database = new SqliteTestDatabase();
        Directory.CreateDirectory(database.Configuration["Storage:Path"]!);
        return Task.FromResult<ITestDatabase>(database);
    }
}

public sealed class PostgresDestinationsMigrationTests(PostgresServer server) : DestinationsMigrationTests
{
    private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await PostgresTestDatabase.CreateAsync(server);
}
