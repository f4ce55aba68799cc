using Microsoft.Extensions.Configuration;
using PinResetPortal.Setup;

namespace PinResetPortal.Hosting;

/// <summary>The commands <c>verify</c> and <c>audit</c>, as a shell calls them.</summary>
public sealed class ProofCommandTests(PortalHost host) : IClassFixture<PortalHost>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pinreset-proof-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Verify_FileOfThePortal_IsGenuineAndAlteredIsRefused()
    {
        using var reader = host.Reader();
        var pack = await reader.GetByteArrayAsync($"/api/v1/tenants/{FakeTenantCatalog.Customer}/evidence", Token);
        var keys = await (await reader.GetAsync("/api/v1/portal/keys", Token)).JsonAsync();
        var (file, key) = (Path.Combine(_folder, "evidence.json"), Path.Combine(_folder, "key.pem"));
        await File.WriteAllBytesAsync(file, pack, Token);
        await File.WriteAllTextAsync(key, (string?)keys[0]?["pem"], Token);

        Assert.Equal(0, await RunAsync("verify", file, "--key", key));
        Assert.Contains("is as the portal wrote it", _output.ToString(), StringComparison.Ordinal);

        pack[20] ^= 1;
        await File.WriteAllBytesAsync(file, pack, Token);
        Assert.Equal(1, await RunAsync("verify", file, "--key", key));
        Assert.Contains("was altered", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WithoutAKey_SaysWhatToName()
    {
        Assert.Equal(2, await RunAsync("verify", Path.Combine(_folder, "evidence.json")));
        Assert.Contains("--key FILE", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_PortalThatDoesNotAnswer_SaysSo()
    {
        var file = Path.Combine(_folder, "evidence.json");
        await File.WriteAllTextAsync(file, "{}", Token);

        Assert.Equal(2, await RunAsync("verify", file, "--portal", "http://127.0.0.1:9"));
        Assert.Contains("did not tell its keys", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_RestoredWithNothingLost_RecordsNothing()
    {
        Assert.Equal(0, await RunAsync("audit", "restored", "--reason", "a drill"));
        Assert.Contains("nothing to record", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_Rotate_SaysWhatToDoNext()
    {
        Assert.Equal(0, await RunAsync("audit", "rotate"));
        Assert.Contains("Start every instance again", _output.ToString(), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder, "audit", "audit-0002.key")));
    }

    /// <summary>The commands work with what the portal starts with: also with what <c>setup</c> wrote.</summary>
    [Fact]
    public async Task Audit_SettingsThatSetupWrote_AreRead()
    {
        var keys = Path.Combine(_folder, "elsewhere");
        await File.WriteAllTextAsync(Path.Combine(_folder, "portal.json"), $$$"""{"Audit":{"KeyPath":"{{{keys}}}"}}""", Token);

        Assert.Equal(0, await RunAsync("audit", "rotate"));

        Assert.True(File.Exists(Path.Combine(keys, "audit-0002.key")));
    }

    [Fact]
    public async Task Audit_DatabaseIsNone_IsRefusedInASentence()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "portal.db"), new string('x', 4096), Token);

        Assert.Equal(1, await RunAsync("audit", "rotate"));

        Assert.Contains("is damaged, or is no SQLite database", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audit_UnknownOption_NamesTheHelp()
    {
        Assert.Equal(2, await RunAsync("audit", "restored"));
        Assert.Contains("--help", _error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<int> RunAsync(params string[] args) =>
        PortalCommands.RunAsync(
            args,
            new CommandConsole(TextReader.Null, _output, _error, IsInteractive: false),
            builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Path"] = _folder }),
            cancellationToken: Token);
}
