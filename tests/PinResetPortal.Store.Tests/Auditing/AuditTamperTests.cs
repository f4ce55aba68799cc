using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

/// <summary>Eight ways of changing the audit log by somebody who may write the database and does not have the key. Each must be found.</summary>
public abstract class AuditTamperTests : AuditTests
{
    [Fact]
    public async Task Verify_NothingTampered_Holds()
    {
        await SealedAsync();

        var verification = await VerifyAsync();

        Assert.True(verification.Holds, verification.Problem);
        Assert.Equal((10, 0), (verification.Entries, verification.BeforeKey));
        Assert.Empty(verification.Untold);
        Assert.Equal(1, verification.LastSeal?.Number);
    }

    [Fact]
    public async Task Verify_1Altered_IsFound()
    {
        await SealedAsync();
        await PastThePortalAsync($"""UPDATE "AuditEntries" SET "ActorName" = 'Mallory' WHERE "Sequence" = 3 AND {IsContoso}""");

        await AssertFoundAsync(AuditProblemKind.Altered, 3);
    }

    [Fact]
    public async Task Verify_2Removed_IsFound()
    {
        await SealedAsync();
        await PastThePortalAsync($"""DELETE FROM "AuditEntries" WHERE "Sequence" = 3 AND {IsContoso}""");

        await AssertFoundAsync(AuditProblemKind.Removed, 3);
    }

    [Fact]
    public async Task Verify_3Reordered_IsFound()
    {
        await SealedAsync();
        await PastThePortalAsync(
            $"""UPDATE "AuditEntries" SET "Sequence" = 99 WHERE "Sequence" = 2 AND {IsContoso}""",
            $"""UPDATE "AuditEntries" SET "Sequence" = 2 WHERE "Sequence" = 4 AND {IsContoso}""",
            $"""UPDATE "AuditEntries" SET "Sequence" = 4 WHERE "Sequence" = 99 AND {IsContoso}""");

        await AssertFoundAsync(AuditProblemKind.Altered, 2);
    }

    [Fact]
    public async Task Verify_4TruncatedWithCorrectedHead_IsFound()
    {
        await SealedAsync();
        await TruncateAsync();

        await AssertFoundAsync(AuditProblemKind.BehindSeal, 5);
    }

    /// <summary>Without a seal the end of the log, which only the key's holder can move, tells it.</summary>
    [Fact]
    public async Task Verify_4TruncatedWithCorrectedHeadBeforeTheFirstSeal_IsFound()
    {
        await AppendAsync(1, 5);
        await TruncateAsync();

        await AssertFoundAsync(AuditProblemKind.Removed, 5);
    }

    [Fact]
    public async Task Verify_5LogAndHeadRemoved_IsFound()
    {
        await SealedAsync();
        await PastThePortalAsync($"""DELETE FROM "AuditEntries" WHERE {IsContoso}""", $"""DELETE FROM "AuditHeads" WHERE {IsContoso}""");

        await AssertFoundAsync(AuditProblemKind.LogRemoved, 1);
    }

    /// <summary>A log that the first seal knows may begin without a key; its end is sealed. A later one may not.</summary>
    [Theory]
    [InlineData(false, AuditProblemKind.NotAsSealed, 5)]
    [InlineData(true, AuditProblemKind.Keyless, 1)]
    public async Task Verify_6RecomputedWithoutTheKey_IsFound(bool begunAfterTheFirstSeal, AuditProblemKind kind, long entry)
    {
        if (begunAfterTheFirstSeal)
        {
            await Upkeep.SealAsync(Cancellation);
        }

        await SealedAsync();
        await RecomputeKeylessAsync("Mallory");

        await AssertFoundAsync(kind, entry, others: 1);
    }

    /// <summary>The same with entries that have a right to be without a key: the first seal knows them.</summary>
    [Fact]
    public async Task Verify_6EntriesBeforeTheKeyRecomputed_IsFound()
    {
        await AppendAsync(1, 5);
        await RecomputeKeylessAsync("Alice");
        await Upkeep.SealAsync(Cancellation);
        var before = await VerifyAsync();
        Assert.True(before.Holds, before.Problem);
        Assert.Equal(10, before.BeforeKey);
        Assert.Contains(before.Untold, sentence => sentence.Contains("before the log had a key", StringComparison.Ordinal));

        await RecomputeKeylessAsync("Mallory");

        await AssertFoundAsync(AuditProblemKind.NotAsSealed, 5, others: 1);
        Assert.IsType<RestoreRecord.Unexplained>(await Upkeep.RecordRestoreAsync("root", "a try", Cancellation));
    }

    [Fact]
    public async Task Verify_6RecomputedWithAnotherKey_CannotBeTold()
    {
        await SealedAsync();
        await PastThePortalAsync($"""UPDATE "AuditEntries" SET "KeyId" = '0123456789abcdef' WHERE {IsContoso}""");

        await AssertFoundAsync(AuditProblemKind.KeyMissing, 1);
    }

    [Fact]
    public async Task Verify_7OlderCopyPutBack_IsFound()
    {
        await AppendAsync(1, 3);
        await Upkeep.SealAsync(Cancellation);
        var copy = await CopyAsync();
        await AppendAsync(4, 5);
        await Upkeep.SealAsync(Cancellation);
        await PutBackAsync(copy);

        await AssertFoundAsync(AuditProblemKind.BehindSeal, 4, others: 1);
    }

    [Fact]
    public async Task Verify_7OlderCopyPutBackAndWrittenOn_IsFound()
    {
        await AppendAsync(1, 3);
        var copy = await CopyAsync();
        await AppendAsync(4, 5);
        await Upkeep.SealAsync(Cancellation);
        await PutBackAsync(copy);
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await AppendAsync(4, 7);

        await AssertFoundAsync(AuditProblemKind.NotAsSealed, 5, others: 1);
    }

    [Fact]
    public async Task Verify_8TriggersMissing_IsFound()
    {
        await SealedAsync();
        foreach (var statement in Database.DropAuditTriggers)
        {
            await Store.ExecuteAsync(statement);

            var problem = Assert.Single((await VerifyAsync()).Problems);
            Assert.Equal(AuditProblemKind.GuardsMissing, problem.Kind);
            Assert.Contains(statement.Split('"')[1], problem.Message, StringComparison.Ordinal);
        }
    }

    private async Task SealedAsync()
    {
        await AppendAsync(1, 5);
        await Upkeep.SealAsync(Cancellation);
    }

    private async Task TruncateAsync()
    {
        var fourth = (await CopyAsync()).Entries.Single(entry => entry.TenantId == Contoso && entry.Sequence == 4).Hash;
        await PastThePortalAsync(
            $"""DELETE FROM "AuditEntries" WHERE "Sequence" = 5 AND {IsContoso}""",
            $"""UPDATE "AuditHeads" SET "Entries" = 4, "Hash" = '{fourth}' WHERE {IsContoso}""");
    }

    private async Task AssertFoundAsync(AuditProblemKind kind, long entry, int others = 0)
    {
        var verification = await VerifyAsync();

        var problem = Assert.Single(verification.Problems, problem => problem.TenantId == Contoso);
        Assert.Equal((kind, entry), (problem.Kind, problem.Entry));
        Assert.StartsWith($"Tenant {Contoso}: entry ", problem.Message.Replace("the record of where its log ends", "entry", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(1 + others, verification.Problems.Count);
    }
}

public sealed class SqliteAuditTamperTests : AuditTamperTests
{
    /// <summary>It needs no trigger to be dropped: the old row goes without one for deletions being asked.</summary>
    [Theory]
    [InlineData("""INSERT OR REPLACE INTO "AuditEntries" SELECT "HomeTenantId", "TenantId", "Sequence", "At", "ActorId", 'Mallory', "Action", "OperationId", "Summary", "Detail", "PreviousHash", "Hash", "KeyId" FROM "AuditEntries" WHERE "Sequence" = 3""")]
    [InlineData("""REPLACE INTO "AuditHeads" ("HomeTenantId", "TenantId", "Entries", "Hash") SELECT "HomeTenantId", "TenantId", 1, "Hash" FROM "AuditHeads" """)]
    [InlineData("""INSERT OR REPLACE INTO "AuditEntries" (rowid, "HomeTenantId", "TenantId", "Sequence", "At", "ActorId", "ActorName", "Action", "Summary", "PreviousHash", "Hash") SELECT rowid, "HomeTenantId", "TenantId", 99, "At", "ActorId", 'Mallory', "Action", "Summary", "PreviousHash", "Hash" FROM "AuditEntries" WHERE "Sequence" = 3""")]
    public async Task Database_Replace_IsRefused(string sql)
    {
        await AppendAsync(1, 5);

        var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Store.ExecuteAsync(sql));

        Assert.Contains("append-only", refusal.Message, StringComparison.Ordinal);
        Assert.True((await VerifyAsync()).Holds);
    }

    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresAuditTamperTests(PostgresServer server) : AuditTamperTests
{
    [Theory]
    [InlineData("""ALTER TABLE "AuditEntries" DISABLE TRIGGER "AuditEntries_RefuseChange" """)]
    [InlineData("""CREATE OR REPLACE FUNCTION "AuditRefuse"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$""")]
    [InlineData("""DROP TRIGGER "AuditHeads_OnlyGrow" ON "AuditHeads"; CREATE TRIGGER "AuditHeads_OnlyGrow" BEFORE UPDATE ON "AuditHeads" FOR EACH ROW WHEN (NEW."Entries" < 0) EXECUTE FUNCTION "AuditRefuse"()""")]
    public async Task Verify_TriggerThatDoesNothing_IsFound(string sql)
    {
        await AppendAsync(1, 2);
        await Store.ExecuteAsync(sql);

        Assert.Contains((await VerifyAsync()).Problems, problem => problem.Kind == AuditProblemKind.GuardsMissing);
    }

    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
