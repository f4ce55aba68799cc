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
    private const string Host = "pin.contoso.example";

    private readonly ScratchFolder _folder;
    private readonly string _program;
    private readonly int _port;
    private readonly EmulatorProcess _emulator;
    private readonly TlsFront _front;
    private readonly Visitor _visitor;
    private ChildProcess? _process;

    private Installation(ScratchFolder folder, string program, int port, EmulatorProcess emulator, TlsFront front, Visitor visitor)
    {
        (_folder, _program, _port, _emulator, _front, _visitor) = (folder, program, port, emulator, front, visitor);
        Control = new EmulatorControl(emulator.Address);
        Hands = new Hands(visitor.Page);
        File.WriteAllText(Authority, front.AuthorityPem);
    }

    public static Uri Url { get; } = new($"https://{Host}");

    public EmulatorControl Control { get; }

    /// <summary>Of the operator, whose browser has no way off this machine but the front.</summary>
    public Hands Hands { get; }

    public IReadOnlyList<string> Complaints => _visitor.Complaints;

    private string Authority => Path.Combine(_folder.Path, "authority.pem");

    private Dictionary<string, string> Settings => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Storage__Path"] = Path.Combine(_folder.Path, "data"),
        ["HTTPS_PROXY"] = _front.Address,
        ["NO_PROXY"] = "localhost,127.0.0.1",
        ["SSL_CERT_FILE"] = Authority,
    };

    /// <summary>A tenant that has nothing of the portal, and a browser at hand.</summary>
    public static async Task<Installation> PrepareAsync(Chromium chromium)
    {
        var (program, folder, port) = (await PublishedPortal.ProgramAsync(), new ScratchFolder(), FreePort.Next());
        var emulator = await EmulatorProcess.StartAsync(folder.Path, port);
        var front = await TlsFront.StartAsync(new Dictionary<string, int>
        {
            ["login.microsoftonline.com"] = emulator.Address.Port,
            ["graph.microsoft.com"] = emulator.Address.Port,
            ["api.partnercenter.microsoft.com"] = emulator.Address.Port,
            [Host] = port,
        });
        var installation = new Installation(folder, program, port, emulator, front, await Visitor.OpenAsync(chromium, Url, Look.Light, new Proxy { Server = front.Address, Bypass = "localhost" }));
        await installation.Control.EmptyAsync();
        return installation;
    }

    /// <summary>What the command said to open at its end.</summary>
    public string SignInLink { get; private set; } = "";

    /// <summary>The command as docs/install.md has it, with the page for the code in somebody's browser.</summary>
    /// <param name="pickAsync">How the person chooses their account.</param>
    public async Task SetUpByCodeAsync(Func<Hands, Task> pickAsync, params IReadOnlyList<string> more)
    {
        var process = Begin(Settings, ["--device-code", .. more]);
        var shown = await Eventually.SeeAsync(() => Task.FromResult(DeviceCode().Match(process.Output) is { Success: true } match ? match : null), "the device code of setup");
        await Hands.OpenAsync(shown.Groups["page"].Value);
        await Hands.TypeAsync(Hands.Page.GetByLabel("Code"), shown.Groups["code"].Value);
        await pickAsync(Hands);
        await Hands.ClickAsync("Accept");
        await Expect(Hands.Page.GetByText("You have signed in to")).ToBeVisibleAsync();
        await EndAsync(process);
    }

    /// <summary>The same on a machine with a browser, which the command opens itself: the system's program for that is the test's.</summary>
    public async Task SetUpInBrowserAsync(ILocator account, params IReadOnlyList<string> more)
    {
        var (programs, asked) = (Directory.CreateDirectory(Path.Combine(_folder.Path, "programs")).FullName, Path.Combine(_folder.Path, "asked"));
        var opener = Path.Combine(programs, "xdg-open");
        await File.WriteAllTextAsync(opener, $"#!/bin/sh\nprintf %s \"$1\" > '{asked}.new' && mv '{asked}.new' '{asked}'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(opener, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var process = Begin(
            new(Settings) { ["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}", ["DOTNET_RUNNING_IN_CONTAINER"] = "false" }, more);
        await Hands.Page.GotoAsync(await Eventually.SeeAsync(() => Task.FromResult(File.Exists(asked) ? File.ReadAllText(asked) : null), "the page that setup opens"));
        await Hands.ClickAsync(account, "account");
        await Hands.ClickAsync("Accept");
        await Expect(Hands.Page.GetByText("Signed in. You can close this window")).ToBeVisibleAsync();
        await EndAsync(process);
    }

    private ChildProcess Begin(Dictionary<string, string> settings, IReadOnlyList<string> more)
    {
        Hands.Command("setup");
        return _process = ChildProcess.Start(_program, _folder.Path, settings, ["setup", "--url", Url.GetLeftPart(UriPartial.Authority), "--repairs", "--yes", .. more]);
    }

    private async Task EndAsync(ChildProcess process)
    {
        Assert.True(await process.EndAsync() == 0, process.Output);
        Assert.Contains("Proved: Entra gives the registration a token", process.Output, StringComparison.Ordinal);
        SignInLink = SignIn().Match(process.Output).Groups["link"].Value;
        await process.DisposeAsync();
    }

    public async Task StartAsync()
    {
        var address = $"http://localhost:{_port}";
        Hands.Command("start");
        _process = ChildProcess.Start(_program, _folder.Path, Settings, "--urls", address);
        await _process.WaitUntilItAnswersAsync(new Uri($"{address}/health/ready"));
    }

    /// <summary>Says where it stopped, should it have: the page, what the program said, and hosts that somebody asked for and that are not of this world.</summary>
    public async ValueTask DisposeAsync()
    {
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Hands.Account}\nAt {Hands.Page.Url}\n{await Hands.Page.Locator("body").InnerTextAsync()}\n{string.Join('\n', Complaints)}\nRefused: {string.Join(' ', _front.Refused.Distinct())}\n{_process?.Output}");
        await _visitor.DisposeAsync();
        await (_process?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _front.DisposeAsync();
        Control.Dispose();
        await _emulator.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("open the page (?<page>\\S+) and enter the code (?<code>\\S+) to authenticate")]
    private static partial Regex DeviceCode();

    [GeneratedRegex("Then sign in: (?<link>\\S+)")]
    private static partial Regex SignIn();
}
