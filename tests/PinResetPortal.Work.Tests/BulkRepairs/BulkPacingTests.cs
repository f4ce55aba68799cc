using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Facts;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Graph throttles the portal as a whole while plans are made.</summary>
public sealed class BulkPacingTests : BulkWorld
{
    private protected override int Concurrency => 4;

    [Fact]
    public async Task Plan_GraphThrottlesThePortal_HalfAsManyAreReadAtOnce()
    {
        var bulk = Assert.IsType<BulkResult.Accepted>(await Service.PrepareAsync(Olive, await AddTenantsAsync(12), null, new(), Cancellation)).Bulk;
        var (reads, halved) = (0, 0);
        World.OnRead = async (_, manner, over) =>
        {
            if (Interlocked.Increment(ref reads) == 1)
            {
                Task pause;
                lock (Clock)
                {
                    pause = (manner.Pacer ?? throw new InvalidOperationException("Nobody paces.")).PauseAsync(TimeSpan.FromSeconds(1), ThrottleReach.Application, over);
                    halved = Store.Get<BulkPlanning>().Places;
                }

                await pause;
            }
        };

        Assert.Equal(4, Store.Get<BulkPlanning>().Places);
        await FireAsync(bulk);

        Assert.Equal(2, halved);
        Assert.Equal(12, (await FindAsync(bulk.Id)).Summary?.Tenants);
    }

    private protected override async Task<ITestDatabase> CreateDatabaseAsync() => await SqliteTestDatabase.MigratedAsync();
}
