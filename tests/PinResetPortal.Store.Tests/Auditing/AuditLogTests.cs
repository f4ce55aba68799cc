using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

public abstract class AuditLogTests : StoreTests
{
    private static readonly TenantId Contoso = new(Guid.Parse("aaaaaaaa-0000-4000-8000-000000000001"));
    private static readonly TenantId Northwind = new(Guid.Parse("bbbbbbbb-0000-4000-8000-000000000002"));

    private IAuditLog Log => Store.Get<IAuditLog>();

    [Fact]
    public async Task Append_FirstEntry_StartsChain()
    {
        var record = Record(Contoso, "1") with { OperationId = Guid.NewGuid(), Detail = """{"a":"ü"}""" };

        var entry = await Log.AppendAsync(record, Cancellation);

        Assert.Equal(1, entry.Sequence);
        Assert.Equal(Store.Time.GetUtcNow(), entry.At);
        Assert.Equal(new string('0', 64), entry.PreviousHash);
        Assert.Matches("^[0-9a-f]{64}$", entry.Hash);
        Assert.Equal([entry], await Log.ReadAsync(Fabrikam, Contoso, 10, Cancellation));
    }

    [Fact]
    public async Task Append_SecondEntry_FollowsFirst()
    {
        var first = await Log.AppendAsync(Record(Contoso, "1"), Cancellation);
        var other = await Log.AppendAsync(Record(Northwind, "1"), Cancellation);
        var second = await Log.AppendAsync(Record(Contoso, "2"), Cancellation);

        Assert.Equal((1, 1, 2), (first.Sequence, other.Sequence, second.Sequence));
        Assert.Equal(first.Hash, second.PreviousHash);
        AssertHolds(3, await Log.VerifyAsync(Fabrikam, null, Cancellation));
    }

    [Fact]
    public async Task Append_TextThatDatabasesRefuse_IsStoredAndVerifies()
    {
        var entry = await Log.AppendAsync(Record(Contoso, "zero \0 half \ud83d end"), Cancellation);

        Assert.Equal("zero \ufffd half \ufffd end", entry.Record.Summary);
        Assert.True((await Log.VerifyAsync(Fabrikam, null, Cancellation)).Holds);
    }

    [Fact]
    public async Task Append_HundredAtOnceToOneTenant_NoGapNoLoss()
    {
        await using var other = await OpenAnotherAsync();
        var logs = new[] { Log, other.Get<IAuditLog>() };

        var entries = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => logs[i % 2].AppendAsync(Record(Contoso, $"{i}"), Cancellation))));

        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), entries.Select(entry => entry.Sequence).Order());
        AssertHolds(100, await Log.VerifyAsync(Fabrikam, null, Cancellation));
    }

    [Fact]
    public async Task Append_HundredAtOnceToManyTenants_EachChainHolds()
    {
        await using var other = await OpenAnotherAsync();
        var logs = new[] { Log, other.Get<IAuditLog>() };
        var tenants = Enumerable.Range(0, 25).Select(_ => new TenantId(Guid.NewGuid())).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => logs[i % 2].AppendAsync(Record(tenants[i / 4], $"{i}"), Cancellation))));

        AssertHolds(100, await Log.VerifyAsync(Fabrikam, null, Cancellation));
        foreach (var tenant in tenants)
        {
            AssertHolds(4, await Log.VerifyAsync(Fabrikam, tenant, Cancellation));
        }
    }

    [Fact]
    public async Task Read_AllTenants_NewestFirstUpToLimit()
    {
        foreach (var (tenant, summary) in new[] { (Contoso, "a"), (Northwind, "b"), (Contoso, "c"), (Northwind, "d") })
        {
            await Log.AppendAsync(Record(tenant, summary), Cancellation);
            Store.Time.Advance(TimeSpan.FromTicks(1));
        }

        Assert.Equal(["d", "c", "b"], (await Log.ReadAsync(Fabrikam, null, 3, Cancellation)).Select(entry => entry.Record.Summary));
        Assert.Equal(["c", "a"], (await Log.ReadAsync(Fabrikam, Contoso, 10, Cancellation)).Select(entry => entry.Record.Summary));
    }

    [Fact]
    public async Task Verify_EmptyLog_Holds() => AssertHolds(0, await Log.VerifyAsync(Fabrikam, null, Cancellation));

    [Theory]
    [InlineData("ActorId")]
    [InlineData("ActorName")]
    [InlineData("Action")]
    [InlineData("Summary")]
    [InlineData("Detail")]
    public async Task Verify_TextAltered_NamesEntry(string column)
    {
        await TamperAsync($"""UPDATE "AuditEntries" SET "{column}" = 'forged' WHERE "Sequence" = 3 AND {IsContoso}""");

        await AssertProblemAsync("entry 3 does not match its hash", verified: 2);
    }

    [Fact]
    public async Task Verify_TimeAltered_NamesEntry()
    {
        await TamperAsync($"""UPDATE "AuditEntries" SET "At" = '2026-11-22T09:30:00.1234568Z' WHERE "Sequence" = 2 AND {IsContoso}""");

        await AssertProblemAsync("entry 2 does not match its hash", verified: 1);
    }

    [Fact]
    public async Task Verify_TimeUnreadable_SaysWhereItStopped()
    {
        await TamperAsync($"""UPDATE "AuditEntries" SET "At" = 'yesterday' WHERE "Sequence" = 2 AND {IsContoso}""");

        await AssertProblemAsync("entry after entry 1 cannot be read", verified: 1);
    }

    [Fact]
    public async Task Verify_TextMovedBetweenFields_NamesEntry()
    {
        // Joined without their lengths, "person" + "Alice" and "personA" + "lice" would hash alike.
        await TamperAsync($"""UPDATE "AuditEntries" SET "ActorId" = 'personA', "ActorName" = 'lice' WHERE "Sequence" = 1 AND {IsContoso}""");

        await AssertProblemAsync("entry 1 does not match its hash", verified: 0);
    }

    [Fact]
    public async Task Verify_MiddleEntryDeleted_NamesIt()
    {
        await TamperAsync($"""DELETE FROM "AuditEntries" WHERE "Sequence" = 3 AND {IsContoso}""");

        await AssertProblemAsync("entry 3 is missing", verified: 2);
    }

    [Fact]
    public async Task Verify_LastEntryDeleted_NamesIt()
    {
        await TamperAsync($"""DELETE FROM "AuditEntries" WHERE "Sequence" = 5 AND {IsContoso}""");

        await AssertProblemAsync("entry 5 is missing", verified: 4);
    }

    [Fact]
    public async Task Verify_AllEntriesOfTenantDeleted_NamesFirst()
    {
        await TamperAsync($"""DELETE FROM "AuditEntries" WHERE {IsContoso}""");

        await AssertProblemAsync("entry 1 is missing", verified: 0);
    }

    [Fact]
    public async Task Verify_HeadDeleted_SaysSo()
    {
        await TamperAsync($"""DELETE FROM "AuditHeads" WHERE {IsContoso}""");

        await AssertProblemAsync("where its log ends is missing", verified: 5);
    }

    [Fact]
    public async Task Verify_EntriesSwapped_NamesFirstOfThem()
    {
        await TamperAsync(
            $"""UPDATE "AuditEntries" SET "Sequence" = 99 WHERE "Sequence" = 2 AND {IsContoso}""",
            $"""UPDATE "AuditEntries" SET "Sequence" = 2 WHERE "Sequence" = 4 AND {IsContoso}""",
            $"""UPDATE "AuditEntries" SET "Sequence" = 4 WHERE "Sequence" = 99 AND {IsContoso}""");

        await AssertProblemAsync("entry 2 does not match its hash", verified: 1);
    }

    [Fact]
    public async Task Verify_EntryForgedWithItsOwnHash_NamesTheOneThatDoesNotFollow()
    {
        var third = (await SeedAsync())[2];
        var forged = third.Record with { Summary = "nothing happened" };
        var hash = AuditChain.Hash(Store.Get<AuditKeys>().Active, third.Sequence, third.At, forged, third.PreviousHash);
        await Store.ExecuteAsync([
            .. Database.DropAuditTriggers,
            $"""UPDATE "AuditEntries" SET "Summary" = 'nothing happened', "Hash" = '{hash}' WHERE "Sequence" = 3 AND {IsContoso}""",
        ]);

        await AssertProblemAsync("entry 4 does not follow", verified: 3);
    }

    [Fact]
    public async Task Verify_LastEntryForgedWithItsOwnHash_NamesIt()
    {
        var last = (await SeedAsync())[4];
        var hash = AuditChain.Hash(Store.Get<AuditKeys>().Active, last.Sequence, last.At, last.Record with { Summary = "nothing happened" }, last.PreviousHash);
        await Store.ExecuteAsync([
            .. Database.DropAuditTriggers,
            $"""UPDATE "AuditEntries" SET "Summary" = 'nothing happened', "Hash" = '{hash}' WHERE "Sequence" = 5 AND {IsContoso}""",
        ]);

        await AssertProblemAsync("entry 5 is not the one that was written last", verified: 5);
    }

    [Theory]
    [InlineData("""UPDATE "AuditEntries" SET "Summary" = 'forged'""")]
    [InlineData("""DELETE FROM "AuditEntries" """)]
    [InlineData("""DELETE FROM "AuditHeads" """)]
    [InlineData("""UPDATE "AuditHeads" SET "Entries" = 1""")]
    public async Task Database_ChangeOfAudit_IsRefused(string sql)
    {
        await SeedAsync();

        var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Store.ExecuteAsync(sql));

        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
        Assert.True((await Log.VerifyAsync(Fabrikam, null, Cancellation)).Holds);
    }

    [Theory]
    [InlineData(EntityState.Modified)]
    [InlineData(EntityState.Deleted)]
    public async Task SaveChanges_ChangeOfAuditEntry_Throws(EntityState state)
    {
        await SeedAsync();
        await using var context = Store.CreateContext();
        var entry = await context.AuditEntries.FirstAsync(Cancellation);
        context.Entry(entry).State = state;

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => context.SaveChangesAsync(Cancellation));

        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
    }

    private static string IsContoso => $"upper(CAST(\"TenantId\" AS text)) = '{Contoso.ToString().ToUpperInvariant()}'";

    private static AuditRecord Record(TenantId tenantId, string summary) =>
        new(new TenantKey(Fabrikam, tenantId), "person", "Alice", AuditActions.RemediationStep, null, summary, null);

    private async Task<IReadOnlyList<AuditEntry>> SeedAsync()
    {
        var entries = new List<AuditEntry>();
        for (var i = 1; i <= 5; i++)
        {
            entries.Add(await Log.AppendAsync(Record(Contoso, $"entry {i}"), Cancellation));
        }

        return entries;
    }

    private async Task TamperAsync(params string[] statements)
    {
        await SeedAsync();
        Assert.True((await Log.VerifyAsync(Fabrikam, null, Cancellation)).Holds);
        await Store.ExecuteAsync([.. Database.DropAuditTriggers]);
        Assert.NotEqual(0, await Store.ExecuteAsync(statements));
    }

    private async Task AssertProblemAsync(string problem, long verified)
    {
        var verification = await Log.VerifyAsync(Fabrikam, null, Cancellation);
        Assert.False(verification.Holds);
        Assert.StartsWith($"Tenant {Contoso}: ", verification.Problem, StringComparison.Ordinal);
        Assert.Contains(problem, verification.Problem, StringComparison.Ordinal);
        Assert.Equal(verified, verification.Entries);
        var alone = await Log.VerifyAsync(Fabrikam, Contoso, Cancellation);
        Assert.Equal((verification.Entries, verification.Problem), (alone.Entries, alone.Problem));
        Assert.All((await Log.VerifyAsync(Fabrikam, Northwind, Cancellation)).Problems, other => Assert.Equal(AuditProblemKind.GuardsMissing, other.Kind));
    }

    private static void AssertHolds(long entries, AuditVerification verification) =>
        Assert.Equal((entries, null), (verification.Entries, verification.Problem));
}

public sealed class SqliteAuditLogTests : AuditLogTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresAuditLogTests(PostgresServer server) : AuditLogTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
