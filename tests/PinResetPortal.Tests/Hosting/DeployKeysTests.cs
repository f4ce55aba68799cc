using System.Text.RegularExpressions;
using PinResetPortal.Architecture;

namespace PinResetPortal.Hosting;

/// <summary>Every key of the portal that the files of docs/deploy set is one that it takes.</summary>
public sealed partial class DeployKeysTests
{
    private static readonly string[] Others = ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"];

    [Theory]
    [InlineData("docs/deploy/compose/compose.yaml", 6)]
    [InlineData("docs/deploy/compose/make-secrets", 2)]
    [InlineData("docs/deploy/azure/infra/portal.bicep", 3)]
    [InlineData("docs/deploy/azure/infra/registration.bicep", 12)]
    public void Keys_OfADeployment_AreTaken(string file, int atLeast)
    {
        var keys = Key().Matches(Sources.Read(file)).Select(match => match.Value).Distinct().ToList();

        Assert.All(keys, key => Assert.True(
            key.StartsWith("AzureAd__", StringComparison.Ordinal) || Others.Contains(key) || ConfigurationPageTests.IsKey(key.Replace("__", ":", StringComparison.Ordinal)), key));
        Assert.True(keys.Count >= atLeast, string.Join(", ", keys));
    }

    /// <summary>The proxy's network is the one that is trusted.</summary>
    [Fact]
    public void Compose_TrustedProxies_AreTheNetworkOfTheProxy()
    {
        var compose = Sources.Read("docs/deploy/compose/compose.yaml");

        Assert.Equal(Subnet().Match(compose).Groups[1].Value, Trusted().Match(compose).Groups[1].Value);
        Assert.Contains("reverse_proxy portal:8080", Sources.Read("docs/deploy/compose/Caddyfile"), StringComparison.Ordinal);
        Assert.Contains("EXPOSE 8080", Sources.Read("Dockerfile"), StringComparison.Ordinal);
    }

    /// <summary>What compose mounts, the script makes.</summary>
    [Fact]
    public void Compose_Secrets_AreMadeByTheScript()
    {
        var script = Sources.Read("docs/deploy/compose/make-secrets");

        Assert.All(SecretFile().Matches(Sources.Read("docs/deploy/compose/compose.yaml")), match => Assert.Contains(match.Groups[1].Value, script, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"\b(?:[A-Z][A-Za-z]+(?:__\w+?)+\b|ASPNETCORE_\w+)")]
    private static partial Regex Key();

    [GeneratedRegex(@"subnet: (\S+)")]
    private static partial Regex Subnet();

    [GeneratedRegex(@"Portal__TrustedProxies__0: (\S+)")]
    private static partial Regex Trusted();

    [GeneratedRegex(@"file: \./secrets/(\S+)")]
    private static partial Regex SecretFile();
}
