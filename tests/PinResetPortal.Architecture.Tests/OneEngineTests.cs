using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Hosting;
using PinResetPortal.Graph;
using PinResetPortal.SignIn;
using PinResetPortal.Store;
using PinResetPortal.Work;

namespace PinResetPortal.Architecture;

/// <summary>What runs in the background is the engine's: nothing else starts with the host or beats, besides what the decision lists.</summary>
public sealed partial class OneEngineTests
{
    private const string Decision = "docs/decisions/0019-one-engine.md";
    private const string Chapter = "## Beside the engine";
    private const string Beat = "System.Threading.PeriodicTimer";

    private static readonly Assembly[] Rooms =
        [typeof(IChallengeLinks).Assembly, typeof(WorkRegistration).Assembly, typeof(GraphRegistration).Assembly, typeof(StoreRegistration).Assembly];

    private static string Listed { get; } = Sources.Read(Decision).Split(Chapter)[1];

    [FactAttribute]
    public void HostedServices_OfAllRooms_AreListed()
    {
        var hosted = Rooms.SelectMany(room => room.GetTypes()).Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IHostedService))).ToList();

        Assert.NotEmpty(hosted);
        Assert.All(hosted, type => Assert.Contains($"`{type.Name}`", Listed, StringComparison.Ordinal));
    }

    /// <summary>A page may look again and again as long as it is open; nothing else does.</summary>
    [FactAttribute]
    public void Beats_OutsideOfPages_AreListed()
    {
        foreach (var room in Rooms)
        {
            using var module = House.Open(room.GetName().Name!);
            var beating = module.Types.Where(type => !type.Namespace.StartsWith("PinResetPortal.Components", StringComparison.Ordinal) && House.UsesType(type, Beat));
            Assert.All(beating, type => Assert.Contains($"`{type.Name}`", Listed, StringComparison.Ordinal));
        }
    }

    /// <summary>Who holds a row, and until when, is known to the engine alone.</summary>
    [FactAttribute]
    public void Columns_OfAllTables_NameNoHolderOfWork()
    {
        var context = typeof(StoreRegistration).Assembly.GetType("PinResetPortal.Store.Schema.PortalDbContext", throwOnError: true)!;
        var rows = context.GetProperties().Where(property => property.PropertyType is { IsGenericType: true, Name: "DbSet`1" }).Select(property => property.PropertyType.GetGenericArguments()[0]).ToList();
        var columns = rows.SelectMany(row => row.GetProperties().Select(column => $"{row.Name}.{column.Name}")).ToList();

        Assert.InRange(rows.Count, 10, 100);
        Assert.DoesNotContain(columns, column => Holder().IsMatch(column));
    }

    [Theory]
    [InlineData("ScanItemRow.LeaseOwner", true)]
    [InlineData("OutboxRow.ClaimedAt", true)]
    [InlineData("OperationRow.LastHeartbeat", true)]
    [InlineData("OperationRow.UpdatedAt", false)]
    [InlineData("ScanRow.StartedBy", false)]
    public void Columns_ByName_AreTold(string column, bool holds) => Assert.Equal(holds, Holder().IsMatch(column));

    [GeneratedRegex(@"\..*(Lease|Owner|Heartbeat|Beat|Claim|Instance|LockedBy|HeldBy|TakenBy|Worker)")]
    private static partial Regex Holder();
}
