using Mono.Cecil;

namespace PinResetPortal.Architecture;

/// <summary>Public is what another room uses, and what stands in the signatures of that; everything else stays in its room.</summary>
public sealed class PublicTypesTests
{
    [Theory]
    [InlineData("PinResetPortal.Core")]
    [InlineData("PinResetPortal.Work")]
    [InlineData("PinResetPortal.Graph")]
    [InlineData("PinResetPortal.Store")]
    [InlineData("PinResetPortal.Emulator")]
    public void PublicTypes_AreUsedByAnotherRoom(string room)
    {
        using var module = House.Open(room);
        var open = module.Types.Where(type => type.IsPublic && !type.Namespace.Contains(".Migrations", StringComparison.Ordinal)).ToDictionary(type => type.FullName);
        var used = new HashSet<string>();
        var next = new Queue<TypeReference>(Map.Rooms.Keys.Where(other => other != room).SelectMany(References));
        while (next.TryDequeue(out var reference))
        {
            foreach (var name in House.Names(reference).Where(open.ContainsKey).Where(used.Add))
            {
                foreach (var part in House.Signatures(open[name]))
                {
                    next.Enqueue(part);
                }
            }
        }

        // Constants are copied by the compiler, and an options class is named by the configuration it is bound to.
        var unused = open.Values.Where(type => !used.Contains(type.FullName) && !OnlyConstants(type) && type.Name is not "Program");
        Assert.Empty(unused.Select(type => type.FullName));
    }

    private static List<TypeReference> References(string room)
    {
        var module = House.Open(room);
        return [.. module.GetTypeReferences()];
    }

    private static bool OnlyConstants(TypeDefinition type) => type.Fields.Any(field => field.IsLiteral && field.IsPublic) && type is { IsAbstract: true, IsSealed: true };
}
