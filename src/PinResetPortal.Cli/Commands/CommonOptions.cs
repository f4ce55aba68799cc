using System.CommandLine;
using PinResetPortal.Cli.Calling;
using PinResetPortal.Cli.Outcomes;
using PinResetPortal.Cli.Screens;
using PinResetPortal.Cli.SigningIn;

namespace PinResetPortal.Cli.Commands;

/// <summary>The options of every command: which portal, who signs in, and how the answer is written. Each but --json may stand in the environment.</summary>
internal sealed class CommonOptions(TextReader input, TextWriter output, TextWriter error, TimeProvider time)
{
    /// <summary>Not an option: arguments are seen by everybody on the machine.</summary>
    private const string SecretVariable = "PINRESET_CLIENT_SECRET";

    /// <summary>A read of a large tenant takes its time.</summary>
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(5);

    private readonly Option<string?> _portal = Text("--portal", "Address of the portal, such as https://pinreset.example.com.");
    private readonly Option<string?> _api = Text("--api", "Application ID URI of the portal's API, such as api://pinresetportal; for --client-id and az.");
    private readonly Option<string?> _homeTenant = Text("--home-tenant", "Your home tenant, by id or domain; for --client-id and az.");
    private readonly Option<string?> _clientId = Text("--client-id", $"Application that signs in with the secret in {SecretVariable} or --client-secret-file.");
    private readonly Option<string?> _secretFile = Text("--client-secret-file", "File with the application's secret.");
    private readonly Option<string?> _tokenFile = Text("--token-file", "File with an access token; comes before the other ways to sign in.");
    private readonly Option<string?> _authority = Text("--authority", "Where applications sign in; left out: https://login.microsoftonline.com.");
    private readonly Option<bool> _json = new("--json") { Description = "Write the answer as JSON, as the API gives it.", Recursive = true };

    public TimeProvider Time { get; } = time;

    public IEnumerable<Option> All => [_portal, _api, _homeTenant, _clientId, _secretFile, _tokenFile, _authority, _json];

    /// <summary>Runs a command, and turns what ends it early into one sentence and a code.</summary>
    public async Task<int> RunAsync(ParseResult parsed, Func<Portal, Screen, Task<ExitCode>> command, CancellationToken cancellationToken)
    {
        var screen = new Screen(input, output, error, parsed.GetValue(_json), !Console.IsInputRedirected);
        try
        {
            using var direct = new HttpClient { Timeout = TimeSpan.FromSeconds(60) };
            var tokens = TokenSource(parsed, direct);
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
            {
                BaseAddress = Address($"{Needed(parsed, _portal).TrimEnd('/')}/", _portal.Name),
                Timeout = LongestRequest,
            };
            return (int)await command(new Portal(http, tokens, Time), screen);
        }
        catch (StoppedException stop)
        {
            screen.Note(stop.Message);
            return (int)stop.Code;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            screen.Note("Stopped. What has begun in the portal goes on there.");
            return (int)ExitCode.Interrupted;
        }
    }

    private ITokenSource TokenSource(ParseResult parsed, HttpClient http)
    {
        if (parsed.GetValue(_tokenFile) is { Length: > 0 } file)
        {
            return new TokenFile(file);
        }

        if (parsed.GetValue(_clientId) is not { Length: > 0 } clientId)
        {
            return new AzureCli(Needed(parsed, _api), parsed.GetValue(_homeTenant) is { Length: > 0 } tenant ? tenant : null);
        }

        var authority = Address(parsed.GetValue(_authority) is { Length: > 0 } given ? given : "https://login.microsoftonline.com", _authority.Name);
        return new ClientCredentials(http, authority, Needed(parsed, _homeTenant), clientId, cancellation => SecretAsync(parsed, cancellation), Needed(parsed, _api));
    }

    private async Task<string> SecretAsync(ParseResult parsed, CancellationToken cancellationToken) =>
        parsed.GetValue(_secretFile) is { Length: > 0 } file ? await TokenFile.ReadAsync(file, "secret", cancellationToken)
        : Environment.GetEnvironmentVariable(SecretVariable) is { Length: > 0 } secret ? secret
        : throw new StoppedException(ExitCode.Refused, $"--client-id needs its secret in the variable {SecretVariable} or in a file named by {_secretFile.Name}.");

    private static string Needed(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is { Length: > 0 } value ? value
        : throw new StoppedException(ExitCode.Refused, $"{option.Name} is missing: {option.Description}");

    /// <summary>Secrets and tokens go over HTTPS, or stay on the machine.</summary>
    private static Uri Address(string text, string option) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
            ? address
            : throw new StoppedException(ExitCode.Refused, $"{option} takes an https address (http only on this machine), not '{text}'.");

    private static string VariableOf(string option) => $"PINRESET_{option[2..].Replace('-', '_').ToUpperInvariant()}";

    private static Option<string?> Text(string name, string description) => new(name)
    {
        Description = $"{description} Variable {VariableOf(name)}.",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(VariableOf(name)),
    };
}
