using System.Net;
using System.Net.Sockets;

namespace PinResetPortal.Hosting;

/// <summary>What the configuration points to and cannot be used: the process ends with 1 and one sentence, never with a stack trace.</summary>
public sealed class StartRefusalTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pinresetportal-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Start_DamagedDatabase_IsRefused()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "portal.db"), new string('x', 4096), TestContext.Current.CancellationToken);

        Assert.Contains("is damaged, or is no SQLite database", await RefusedAsync($"--Storage:Path={_folder}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DatabaseServerAway_SaysATryALineAndIsRefused()
    {
        var said = await RefusedAsync(
            "--Storage:Provider=PostgreSQL", "--Storage:ConnectionString=Host=127.0.0.1;Port=1;Database=portal;Username=portal;Password=hush", "--Storage:StartupWait=00:00:02");

        Assert.Contains("PostgreSQL at 127.0.0.1:1 cannot be reached: the connection was refused; try 1", said, StringComparison.Ordinal);
        Assert.Contains("could not be reached for 00:00:02", said, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortTaken_IsRefused()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        Assert.Contains("another program does already", await RefusedAsync($"--Storage:Path={_folder}", $"--urls=http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_CertificateOfTheServerIsNotThere_IsRefused() => Assert.Contains(
        "Kestrel:Certificates",
        await RefusedAsync($"--Storage:Path={_folder}", "--Kestrel:Endpoints:Web:Url=https://127.0.0.1:0", $"--Kestrel:Endpoints:Web:Certificate:Path={Path.Combine(_folder, "none.pfx")}"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("--Portal:SessionHours=long", "Portal:SessionHours: 'long' is not a whole number")]
    [InlineData("--Storage:StartupWait=soon", "Storage:StartupWait: 'soon' is not a duration")]
    [InlineData("--Notifications:AllowPrivateAddresses=perhaps", "Notifications:AllowPrivateAddresses: 'perhaps' is not true or false")]
    [InlineData("--Portal:PublicUrl=http://pin.example.com", "Portal:PublicUrl: 'http://pin.example.com' is not an https address")]
    [InlineData("--Portal:PublicUrl=https://pin.example.com/portal", "Portal:PublicUrl")]
    [InlineData("--Portal:TrustedProxies:0=10.0.0.0/33", "neither an IP address nor a network")]
    [InlineData("--Portal:TrustedProxies=10.0.0.1", "Portal:TrustedProxies: '10.0.0.1' is not a list")]
    [InlineData("--Portal:SessionHour=4", "Portal:SessionHour is not a key of the portal, so it does nothing. Did you mean Portal:SessionHours?")]
    [InlineData("--AzureAd:ClientCredentials:0:ClientSecrt=x", "Did you mean AzureAd:ClientCredentials:0:ClientSecret?")]
    [InlineData("--Graph:ClientId=x", "Graph:ClientId is not a key of the portal")]
    [InlineData("--Portal:SecretsPath=/nowhere", "Portal:SecretsPath is '/nowhere', where there is no folder.")]
    public async Task Start_KeyThatCannotWork_IsNamed(string argument, string words) =>
        Assert.Contains(words, await RefusedAsync($"--Storage:Path={_folder}", argument), StringComparison.Ordinal);

    /// <summary>A file is a key, an environment variable of the same name wins over it; what is in it shows in what the start says about it.</summary>
    [Fact]
    public async Task Start_KeyInAFile_Counts()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "Portal__SessionHours"), "99\n", TestContext.Current.CancellationToken);

        var (code, said) = await PortalProgram.RunAsync("Production", [.. PortalProgram.Complete, $"--Portal:SecretsPath={_folder}", "--Portal:TenantRefreshMinutes=9999"]);
        var (_, overruled) = await PortalProgram.RunAsync(
            "Production", new Dictionary<string, string> { ["Portal__SessionHours"] = "9" }, [.. PortalProgram.Complete, $"--Portal:SecretsPath={_folder}", "--Portal:TenantRefreshMinutes=9999"]);

        Assert.Equal(1, code);
        Assert.Contains("Portal:SessionHours: must be", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Portal:SessionHours", overruled, StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(params string[] arguments)
    {
        var (code, said) = await PortalProgram.RunAsync("Production", [.. PortalProgram.Complete, .. arguments]);
        Assert.Equal(1, code);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        return said;
    }
}
