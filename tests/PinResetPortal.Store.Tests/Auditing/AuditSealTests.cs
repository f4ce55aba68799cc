using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

/// <summary>Seals, restores and what the start looks after.</summary>
public abstract class AuditSealTests : AuditTests
{
    [Fact]
    public async Task Seal_NothingNew_WritesNothingForADay()
    {
        await AppendAsync(1, 2);

        Assert.Equal(1, (await Upkeep.SealAsync(Cancellation))?.Number);
        Assert.Null(await Upkeep.SealAsync(Cancellation));
        Store.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, (await Upkeep.SealAsync(Cancellation))?.Number);
        await AppendAsync(3, 3);
        Assert.Equal(3, (await Upkeep.SealAsync(Cancellation))?.Number);
        Assert.True((await VerifyAsync()).Holds);
        Assert.Equal(3, (await File.ReadAllLinesAsync(Seals, Cancellation)).Length);
    }

    /// <summary>An instance remembers what it has read of the file, and notices what another one wrote meanwhile.</summary>
    [Fact]
    public async Task Seal_AnotherInstanceSealedMeanwhile_GoesOnFromThere()
    {
        await using var other = await OpenAnotherAsync();
        for (var number = 1; number <= 6; number++)
        {
            await AppendAsync(number, number);
            var instance = number % 3 == 0 ? other : Store;
            Assert.Equal(number, (await instance.Get<IAuditUpkeep>().SealAsync(Cancellation))?.Number);
        }

        Assert.True((await VerifyAsync()).Holds);
    }

    [Fact]
    public async Task Verify_EntriesAfterTheLastSeal_SaysWhatNobodyCouldTell()
    {
        Assert.Contains("There is no seal", Assert.Single((await VerifyAsync()).Untold), StringComparison.Ordinal);
        await AppendAsync(1, 2);
        await Upkeep.SealAsync(Cancellation);
        await AppendAsync(3, 3);

        var verification = await VerifyAsync();

        Assert.True(verification.Holds);
        Assert.StartsWith("2 entries are written after the last seal", Assert.Single(verification.Untold), StringComparison.Ordinal);
    }

    /// <summary>A seal over a log that was cut off would make the finding go away.</summary>
    [Fact]
    public async Task Seal_LogIsBehind_KeepsItsPlaceAndSaysSo()
    {
        await AppendAsync(1, 3);
        var copy = await CopyAsync();
        await AppendAsync(4, 5);
        await Upkeep.SealAsync(Cancellation);
        await PutBackAsync(copy);

        Store.Time.Advance(TimeSpan.FromDays(2));
        await Upkeep.SealAsync(Cancellation);

        Assert.Equal(2, (await VerifyAsync()).Problems.Count(problem => problem.Kind == AuditProblemKind.BehindSeal));
        Assert.Contains(Store.Log.Errors, line => line.Contains("do not contain what was sealed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Restore_OlderCopy_IsAnEntryOfItsOwnAndHoldsAgain()
    {
        await AppendAsync(1, 3);
        var copy = await CopyAsync();
        await AppendAsync(4, 5);
        await Upkeep.SealAsync(Cancellation);
        await PutBackAsync(copy);

        Assert.Equal(new RestoreRecord.Recorded(2), await Upkeep.RecordRestoreAsync("root", "The disk was broken.", Cancellation));

        var verification = await VerifyAsync();
        Assert.True(verification.Holds, verification.Problem);
        var entry = (await Log.ReadAsync(Fabrikam, Contoso, 1, Cancellation))[0];
        Assert.Equal((4, AuditActions.DatabaseRestored, "root"), (entry.Sequence, entry.Record.Action, entry.Record.ActorName));
        Assert.Contains("knew 5 entries of this log, 3 were there. The disk was broken.", entry.Record.Summary, StringComparison.Ordinal);
        Assert.IsType<RestoreRecord.Nothing>(await Upkeep.RecordRestoreAsync("root", "again", Cancellation));
    }

    [Fact]
    public async Task Restore_SomethingElseWasChanged_RecordsNothing()
    {
        await AppendAsync(1, 5);
        await Upkeep.SealAsync(Cancellation);
        await PastThePortalAsync($"""UPDATE "AuditEntries" SET "ActorName" = 'Mallory' WHERE "Sequence" = 3 AND {IsContoso}""");

        var refused = Assert.IsType<RestoreRecord.Unexplained>(await Upkeep.RecordRestoreAsync("root", "a try", Cancellation));

        Assert.Equal(AuditProblemKind.Altered, Assert.Single(refused.Problems).Kind);
        Assert.Single(await File.ReadAllLinesAsync(Seals, Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Verify_LineOfTheSealsRemoved_IsFound(int line)
    {
        foreach (var i in Enumerable.Range(1, 3))
        {
            await AppendAsync(i, i);
            await Upkeep.SealAsync(Cancellation);
        }

        var lines = (await File.ReadAllLinesAsync(Seals, Cancellation)).ToList();
        lines.RemoveAt(line);
        await File.WriteAllLinesAsync(Seals, lines, Cancellation);

        Assert.Contains((await VerifyAsync()).Problems, problem => problem.Kind == AuditProblemKind.SealsBroken);
    }

    [Fact]
    public async Task Verify_LastSealWasCutShort_ComparesWithTheOneBeforeAndGoesOn()
    {
        await AppendAsync(1, 2);
        await Upkeep.SealAsync(Cancellation);
        await File.AppendAllTextAsync(Seals, "0123 half a li", Cancellation);

        var torn = await VerifyAsync();
        Assert.True(torn.Holds);
        Assert.Contains(torn.Untold, sentence => sentence.Contains("not whole", StringComparison.Ordinal));

        await AppendAsync(3, 3);
        await Upkeep.SealAsync(Cancellation);
        var after = await VerifyAsync();
        Assert.True(after.Holds, after.Problem);
        Assert.Equal(2, after.LastSeal?.Number);
        Assert.Empty(after.Untold);
    }

    [Fact]
    public async Task Start_TriggersMissing_MakesThemAgainAndRecordsIt()
    {
        await Log.AppendAsync(Record(Contoso, "1"), Cancellation);
        await Store.ExecuteAsync([.. Database.DropAuditTriggers]);

        await using var next = await OpenAnotherAsync();

        Assert.True((await VerifyAsync()).Holds);
        var entry = Assert.Single(await Log.ReadAsync(Fabrikam, Fabrikam, 10, Cancellation));
        Assert.Equal(AuditActions.GuardsRestored, entry.Record.Action);
        Assert.Contains("AuditHeads_OnlyGrow", entry.Record.Summary, StringComparison.Ordinal);
        Assert.Contains(next.Log.Errors, line => line.Contains("did not refuse changes", StringComparison.Ordinal));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Store.ExecuteAsync("""DELETE FROM "AuditEntries" """));
    }
}

public sealed class SqliteAuditSealTests : AuditSealTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresAuditSealTests(PostgresServer server) : AuditSealTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
