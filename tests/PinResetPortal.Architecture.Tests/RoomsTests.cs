namespace PinResetPortal.Architecture;

/// <summary>References between the rooms point one way, and what a room fences off is known to that room only.</summary>
public sealed class RoomsTests
{
    private const string Portal = "PinResetPortal";
    private const string Core = "PinResetPortal.Core";
    private const string Work = "PinResetPortal.Work";
    private const string Graph = "PinResetPortal.Graph";
    private const string Store = "PinResetPortal.Store";
    private const string Emulator = "PinResetPortal.Emulator";
    private const string Cli = "PinResetPortal.Cli";

    [Theory]
    [InlineData(Core)]
    [InlineData(Work, Core)]
    [InlineData(Graph, Core, Work)]
    [InlineData(Store, Core, Work)]
    [InlineData(Emulator)]
    [InlineData(Cli)]
    [InlineData(Portal, Core, Emulator, Graph, Store, Work)]
    public void References_OfARoom_PointOneWay(string room, params string[] others) =>
        Assert.Equal(others, References(room).Where(name => name.StartsWith(Portal, StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Microsoft.Graph", Graph)]
    [InlineData("Microsoft.Kiota", Graph)]
    [InlineData("Microsoft.EntityFrameworkCore", Store, Portal)]
    [InlineData("MudBlazor", Portal)]
    [InlineData("System.CommandLine", Cli, Portal)]
    public void Package_IsKnown_OnlyToItsRoom(string package, params string[] rooms) => Assert.All(
        Map.Rooms.Keys.Except(rooms),
        room => Assert.DoesNotContain(References(room), name => name.StartsWith(package, StringComparison.Ordinal)));

    private static List<string> References(string room)
    {
        using var module = House.Open(room);
        return [.. module.AssemblyReferences.Select(reference => reference.Name)];
    }
}
