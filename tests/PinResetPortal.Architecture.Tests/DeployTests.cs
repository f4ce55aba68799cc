using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace PinResetPortal.Architecture;

/// <summary>What can be held of the image, and of what goes with it, without building it.</summary>
public sealed partial class DeployTests
{
    /// <summary>They work while it is built, and are in no image.</summary>
    private static readonly string[] BuildOnly = ["Microsoft.AspNetCore.App.Internal.Assets", "Microsoft.CodeAnalysis.BannedApiAnalyzers"];

    private static string Dockerfile => Sources.Read("Dockerfile");

    /// <summary>The SDK runs on the machine's own kind, and compiles for the one that is asked for.</summary>
    [Fact]
    public void Dockerfile_OfTwoPlatforms_EmulatesNothing()
    {
        var lines = Dockerfile.Split('\n');

        Assert.All(lines.Where(line => line.Contains("/dotnet/sdk:", StringComparison.Ordinal)), line => Assert.StartsWith("FROM --platform=$BUILDPLATFORM ", line, StringComparison.Ordinal));
        Assert.All(lines.Where(line => line.StartsWith("RUN dotnet ", StringComparison.Ordinal)), line => Assert.Contains("--arch $TARGETARCH", line, StringComparison.Ordinal));

        // An argument is known in the stage that names it.
        Assert.All(Stages().Where(stage => stage.Contains("$TARGETARCH", StringComparison.Ordinal)), stage => Assert.Contains("\nARG TARGETARCH\n", stage, StringComparison.Ordinal));

        // The stages that run compile nothing.
        Assert.All(Stages().Where(stage => !stage.StartsWith("FROM --platform=$BUILDPLATFORM", StringComparison.Ordinal) && !stage.StartsWith("FROM sources", StringComparison.Ordinal)), stage => Assert.DoesNotContain("\nRUN ", stage, StringComparison.Ordinal));
    }

    [Fact]
    public void Dockerfile_Image_SaysWhatItIsAndRunsWithoutRights()
    {
        foreach (var label in new[] { "title", "description", "licenses", "version", "revision", "base.name" })
        {
            Assert.Contains($"org.opencontainers.image.{label}=", Dockerfile, StringComparison.Ordinal);
        }

        Assert.Contains("USER 1654", Dockerfile, StringComparison.Ordinal);
        Assert.EndsWith("EXPOSE 8080\n", Dockerfile, StringComparison.Ordinal);
        Assert.StartsWith("FROM base AS final\nCOPY --from=publish /app .", Stages()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Dockerfile_WhatItCopies_IsThere()
    {
        var copied = Copies().Matches(Dockerfile).Where(match => !match.Groups[1].Value.Contains("--from", StringComparison.Ordinal))
            .SelectMany(match => match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var ignored = Sources.Read(".dockerignore").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(copied, path => Assert.True(Path.Exists(Path.Combine(Sources.Root, path)), path));
        Assert.DoesNotContain(copied.Select(path => path.TrimEnd('/')), path =>
            ignored.Any(one => path == one || path.StartsWith($"{one}/", StringComparison.Ordinal)) && !ignored.Contains($"!{path}"));

        // Restoring needs every project that the portal refers to.
        var projects = XDocument.Parse(Sources.Read("src/PinResetPortal/PinResetPortal.csproj")).Descendants("ProjectReference").Select(one => $"src/{one.Attribute("Include")!.Value.Replace("../", "", StringComparison.Ordinal)}");
        Assert.Empty(projects.Except(copied));
    }

    /// <summary>Write what the failure prints.</summary>
    [Fact]
    public void Notices_ListEveryPackageOfTheProduct()
    {
        var page = Sources.Read("docs/third-party.md");

        Assert.True(page.EndsWith(Notices(), StringComparison.Ordinal), $"docs/third-party.md must end with:\n{Notices()}");
    }

    private static string Notices()
    {
        var text = new StringBuilder("| Package | Licence | Copyright |\n|---|---|---|\n");
        var locked = JsonNode.Parse(Sources.Read("src/PinResetPortal/packages.lock.json"))!["dependencies"]!.AsObject().SelectMany(framework => framework.Value!.AsObject());
        foreach (var (id, version) in locked.Where(one => one.Value!["type"]!.GetValue<string>() != "Project" && !BuildOnly.Contains(one.Key))
            .Select(one => (one.Key, one.Value!["resolved"]!.GetValue<string>())).DistinctBy(one => one.Key).OrderBy(one => one.Key, StringComparer.OrdinalIgnoreCase))
        {
            var metadata = Nuspec(id, version);
            text.Append($"| [{id}](https://www.nuget.org/packages/{id}) | ").Append(Licence(metadata)).Append(" | ").Append(Plain(Value(metadata, "copyright") ?? $"by {Value(metadata, "authors")}")).Append(" |\n");
        }

        return text.ToString();
    }

    private static XElement Nuspec(string id, string version)
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var name = id.ToLowerInvariant();
        return XDocument.Load(Path.Combine(packages, name, version, $"{name}.nuspec")).Root!.Elements().Single(one => one.Name.LocalName == "metadata");
    }

    private static string? Value(XElement metadata, string name) => metadata.Elements().FirstOrDefault(one => one.Name.LocalName == name)?.Value.Trim();

    private static string Licence(XElement metadata) => metadata.Elements().FirstOrDefault(one => one.Name.LocalName == "license") is { } license && license.Attribute("type")?.Value == "expression"
        ? $"[{license.Value}](https://licenses.nuget.org/{Uri.EscapeDataString(license.Value)})"
        : Value(metadata, "licenseUrl") is { } address && Uri.TryCreate(address, UriKind.Absolute, out _) && !address.Contains("deprecateLicenseUrl", StringComparison.OrdinalIgnoreCase) ? $"[its page]({address})"
        : "in the package";

    private static string Plain(string text) => Blanks().Replace(text.Replace('|', ' '), " ").Trim();

    private static string[] Stages() => [.. StageStarts().Split(Dockerfile).Where(stage => stage.StartsWith("FROM ", StringComparison.Ordinal))];

    [GeneratedRegex("^(?=FROM )", RegexOptions.Multiline)]
    private static partial Regex StageStarts();

    [GeneratedRegex(@"^COPY (.+) \S+$", RegexOptions.Multiline)]
    private static partial Regex Copies();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
