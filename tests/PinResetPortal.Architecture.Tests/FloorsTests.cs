using System.Text.RegularExpressions;

namespace PinResetPortal.Architecture;

/// <summary>Inside a room the folders form floors: <see cref="Map"/> says which folder may use which, and the assemblies are held to it.</summary>
public sealed partial class FloorsTests
{
    public static TheoryData<string> Rooms => [.. Map.Rooms.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Arrows_OfARoom_AreThoseOfTheMap(string room)
    {
        using var module = House.Open(room);
        var arrows = House.Arrows(module);
        var allowed = Map.Rooms[room].SelectMany(floor => floor.Uses.Select(to => (From: floor.Folder, To: to))).ToHashSet();
        var problems = arrows.Where(arrow => !allowed.Contains((arrow.From, arrow.To))).Select(arrow => $"not on the map: {arrow.From} -> {arrow.To}, because {arrow.Because}")
            .Concat(allowed.Except(arrows.Select(arrow => (arrow.From, arrow.To))).Select(arrow => $"on the map, and no longer so: {arrow.From} -> {arrow.To}"));
        Assert.Empty(problems);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Folders_OfARoom_AreThoseOfTheMap(string room)
    {
        using var module = House.Open(room);
        Assert.Equal(House.Folders(module), Map.Rooms[room].Select(floor => floor.Folder).Order(StringComparer.Ordinal));
    }

    /// <summary>What is written further up is a floor further down: so there is no circle on the map.</summary>
    [Theory]
    [MemberData(nameof(Rooms))]
    public void Map_OfARoom_IsReadFromTheGroundUp(string room)
    {
        var below = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (folder, uses) in Map.Rooms[room])
        {
            Assert.All(uses, to => Assert.True(below.Contains(to), $"{folder} -> {to} points up: {to} stands further down on the map"));
            below.Add(folder);
        }
    }

    [Fact]
    public void Namespaces_OfEachFile_AreItsFolders()
    {
        var root = Sources.Root;
        var wrong = from project in Directory.EnumerateFiles(root, "*.csproj", SearchOption.AllDirectories)
                    let folder = Path.GetDirectoryName(project)!
                    let named = RootNamespace().Match(File.ReadAllText(project))
                    let rootNamespace = named.Success ? named.Groups[1].Value : Path.GetFileNameWithoutExtension(project)
                    from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                    let inside = Path.GetRelativePath(folder, file).Replace('\\', '/')
                    where !inside.StartsWith("obj/", StringComparison.Ordinal) && !inside.StartsWith("bin/", StringComparison.Ordinal)
                    let written = Namespace().Match(File.ReadAllText(file))
                    where written.Success
                    let expected = string.Join('.', inside.Split('/')[..^1].Prepend(rootNamespace))
                    where written.Groups[1].Value != expected
                    select $"{Path.GetRelativePath(root, file)}: {written.Groups[1].Value}, and not {expected}";
        Assert.Empty(wrong);
    }

    [GeneratedRegex("<RootNamespace>([^<]+)</RootNamespace>")]
    private static partial Regex RootNamespace();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
