using System.Text.RegularExpressions;
using PinResetPortal.EndToEnd.Browsing;
using PinResetPortal.EndToEnd.Emulation;
using PinResetPortal.EndToEnd.Processes;

namespace PinResetPortal.EndToEnd.Installing;

/// <summary>
/// A portal under Production's rules that believes to be alone with Microsoft: its binary and configuration are those of an operator, and only the
/// network around it is the test's.
/// </summary>
internal sealed partial class Installation : IAsyncDisposable
{
    public const string Host = "pin.contoso.example";

    private readonly ScratchFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private readonly EmulatorProcess _emulator;
    private readonly TlsFront _front;
    private ChildProcess? _portal;

    private Installation(EmulatorProcess emulator)
    {
        _emulator = emulator;
        Control = new EmulatorControl(emulator.Address);
        _front = new TlsFront(new Dictionary<string, int>
        {
            ["login.microsoftonline.com"] = emulator.Address.Port,
            ["graph.microsoft.com"] = emulator.Address.Port,
            ["api.partnercenter.microsoft.com"] = emulator.Address.Port,
            [Host] = _port,
        });
        File.WriteAllText(Authority, _front.AuthorityPem);
    }

    public static Uri Url { get; } = new($"https://{Host}");

    public EmulatorControl Control { get; }

    public string Output => _portal?.Output ?? "";

    /// <summary>Hosts that somebody asked for and that are not of this world.</summary>
    public IEnumerable<string> Refused => _front.Refused.Distinct();

    private string Authority => Path.Combine(_folder.Path, "authority.pem");

    /// <summary>What CI published, or the build beside the tests: both run under the rules of the environment Production.</summary>
    private static string Binary => Environment.GetEnvironmentVariable("PINRESET_PUBLISHED") is { Length: > 0 } folder ? Path.Combine(folder, "PinResetPortal.dll") : "PinResetPortal.dll";

    private Dictionary<string, string> Settings => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Storage__Path"] = Path.Combine(_folder.Path, "data"),
        ["HTTPS_PROXY"] = _front.Address,
        ["NO_PROXY"] = "localhost,127.0.0.1",
        ["SSL_CERT_FILE"] = Authority,
    };

    public static async Task<Installation> PrepareAsync()
    {
        using var folder = new ScratchFolder();
        return new(await EmulatorProcess.StartAsync(folder.Path, FreePort.Next()));
    }

    /// <summary>A browser whose only way out is the front.</summary>
    public Task<Visitor> VisitAsync(Chromium chromium) => Visitor.OpenAsync(chromium, Url, Look.Light, new Proxy { Server = _front.Address, Bypass = "localhost,127.0.0.1" });

    /// <summary>The command as docs/install.md has it, with the page for the code in somebody's browser.</summary>
    /// <returns>What it said.</returns>
    public async Task<string> SetUpAsync(Visitor visitor, string person)
    {
        await using var setup = ChildProcess.Start(
            Binary, _folder.Path, Settings, "setup", "--url", Url.GetLeftPart(UriPartial.Authority), "--msp", "--repairs", "--unattended", "--people", "--name", "Pin reset", "--device-code", "--yes");
        var shown = await Eventually.SeeAsync(() => Task.FromResult(DeviceCode().Match(setup.Output) is { Success: true } match ? match : null), $"the device code of setup: {setup.Output}");
        var page = visitor.Page;
        await page.GotoAsync(shown.Groups["page"].Value);
        await page.GetByLabel("Code").FillAsync(shown.Groups["code"].Value);
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = person }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Expect(page.GetByText("You have signed in to")).ToBeVisibleAsync();
        var code = await setup.EndAsync();
        Assert.True(code == 0, setup.Output);
        return setup.Output;
    }

    public async Task StartAsync()
    {
        var address = $"http://localhost:{_port}";
        _portal = ChildProcess.Start(Binary, _folder.Path, Settings, "--urls", address);
        await _portal.WaitUntilItAnswersAsync(new Uri($"{address}/health/ready"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_portal is not null)
        {
            await _portal.DisposeAsync();
        }

        await _front.DisposeAsync();
        Control.Dispose();
        await _emulator.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("open the page (?<page>\\S+) and enter the code (?<code>\\S+) to authenticate")]
    private static partial Regex DeviceCode();
}
