using System.Reflection;

namespace PinResetPortal.Architecture;

/// <summary>References point one way: host to Graph, Store, Emulator and Core; Graph and Store to Core; Core and Emulator to none of ours.</summary>
public sealed class RoomsTests
{
    private static readonly Assembly Core = typeof(PinResetPortal.Core.Checks.ITenantCheck).Assembly;
    private static readonly Assembly Graph = Assembly.Load("PinResetPortal.Graph");
    private static readonly Assembly Store = Assembly.Load("PinResetPortal.Store");
    private static readonly Assembly Emulator = Assembly.Load("PinResetPortal.Emulator");

    [Fact]
    public void Core_References_NoneOfOursAndOnlyAbstractions()
    {
        Assert.Empty(Ours(Core));
        Assert.DoesNotContain(Names(Core), name =>
            name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Graph", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Identity", StringComparison.Ordinal)
            || name.StartsWith("System.Net.Http", StringComparison.Ordinal));
    }

    [Fact]
    public void Graph_References_OnlyCore() => Assert.Equal(["PinResetPortal.Core"], Ours(Graph));

    [Fact]
    public void Store_References_OnlyCore() => Assert.Equal(["PinResetPortal.Core"], Ours(Store));

    [Fact]
    public void Emulator_References_NoneOfOurs() => Assert.Empty(Ours(Emulator));

    [Fact]
    public void GraphSdk_IsKnown_OnlyToTheGraphRoom() => Assert.All(
        new[] { Core, Store, Emulator, Assembly.Load("PinResetPortal") },
        assembly => Assert.DoesNotContain(Names(assembly), name => name.StartsWith("Microsoft.Graph", StringComparison.Ordinal) || name.StartsWith("Microsoft.Kiota", StringComparison.Ordinal)));

    [Fact]
    public void EntityFramework_IsKnown_OnlyToTheStore() => Assert.All(
        new[] { Core, Graph, Emulator },
        assembly => Assert.DoesNotContain(Names(assembly), name => name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)));

    private static IEnumerable<string> Ours(Assembly assembly) => Names(assembly).Where(name => name.StartsWith("PinResetPortal", StringComparison.Ordinal));

    private static IEnumerable<string> Names(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);
}
