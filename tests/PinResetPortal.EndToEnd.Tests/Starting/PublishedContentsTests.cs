using System.Text.Json.Nodes;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Starting;

/// <summary>What is published says itself what it consists of.</summary>
[Collection(Own.Starts)]
public sealed class PublishedContentsTests
{
    /// <summary>Packages that run while it is built, and are listed all the same.</summary>
    private static readonly string[] BuildOnly = ["Microsoft.EntityFrameworkCore.Analyzers"];

    /// <summary>Their manifests name a file instead of a licence, which the bill cannot tell; docs/third-party.md does.</summary>
    private static readonly string[] LicenceInAFile = ["Microsoft.Graph", "Microsoft.Graph.Core"];

    [Fact]
    public async Task BillOfMaterials_NamesEveryPackageThatIsThereWithItsLicence()
    {
        var folder = Path.GetDirectoryName(await PublishedPortal.ProgramAsync())!;
        var shipped = Json(folder, "PinResetPortal.deps.json")["libraries"]!.AsObject().Where(one => (string?)one.Value!["type"] == "package").Select(one => one.Key.Replace('/', '@'));

        var bill = Json(folder, "sbom.cdx.json");

        var components = bill["components"]!.AsArray();
        Assert.Equal("CycloneDX", (string?)bill["bomFormat"]);
        Assert.Equal("PinResetPortal", (string?)bill["metadata"]!["component"]!["name"]);
        Assert.Equal(
            shipped.Order(StringComparer.Ordinal),
            components.Where(one => !BuildOnly.Contains((string?)one!["name"])).Select(one => $"{one!["name"]}@{one["version"]}").Order(StringComparer.Ordinal));
        Assert.All(components.Where(one => !LicenceInAFile.Contains((string?)one!["name"])), one => Assert.NotEmpty(one!["licenses"]!.AsArray()));
        Assert.All(components, one => Assert.StartsWith("pkg:nuget/", (string?)one!["purl"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Licences_OfThePortalAndOfOthers_AreThere()
    {
        var folder = Path.Combine(Path.GetDirectoryName(await PublishedPortal.ProgramAsync())!, "licenses");

        Assert.Equal(["LICENSE", "third-party.md"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static JsonNode Json(string folder, string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(folder, file)))!;
}
