using System.CommandLine;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Registration.Printing;

namespace PinResetPortal.Setup;

/// <summary>The command line of <c>setup</c>.</summary>
internal sealed class SetupSyntax
{
    private const string ManagedIdentityPrefix = "managed-identity:";
    private readonly Option<string> _url = new("--url") { Description = "Where people reach the portal, for example https://pin.contoso.com. Once set up, the configuration knows it" };
    private readonly Option<bool> _msp = new("--msp") { Description = "Look after customers of this partner tenant, too" };
    private readonly Option<bool> _repairs = new("--repairs") { Description = "Let the portal repair, and not only look" };
    private readonly Option<bool> _grants = new("--grants") { Description = "Let it grant the Client app scopes that an administrator ticks, beside the documented consent page" };
    private readonly Option<bool> _unattended = new("--unattended") { Description = "Let it work without a person: scheduled scans, applications that call its API" };
    private readonly Option<bool> _people = new("--people") { Description = "Let users be looked up, and the sign-in log be read" };
    private readonly Option<string[]> _admin = new("--admin") { Description = "Who gets the role Admin: a user name, a group or an id. Without it: whoever signs in. A group takes Entra ID P1", AllowMultipleArgumentsPerToken = false };
    private readonly Option<string> _credential = new("--credential") { Description = "certificate (default), secret, or managed-identity:CLIENT-ID", DefaultValueFactory = _ => "certificate" };
    private readonly Option<string> _cloud = new("--cloud") { Description = "global, usgov or china" };
    private readonly Option<string> _name = new("--name") { Description = "Name of the application, for a second portal in the same tenant", DefaultValueFactory = _ => PortalRegistration.DefaultName };
    private readonly Option<string> _tokenFile = new("--access-token-file") { Description = "A file with a Graph token; - reads it from the input" };
    private readonly Option<bool> _deviceCode = new("--device-code") { Description = "Sign in on another device" };
    private readonly Option<string> _out = new("--out") { Description = "File of the configuration; with --print: file of what is printed" };
    private readonly Option<string> _print = new("--print") { Description = "Send nothing, and print the registration for tools of your own: json, bicep, az or powershell" };
    private readonly Option<bool> _whatIf = new("--what-if") { Description = "Look, show every request, and send nothing" };
    private readonly Option<bool> _rotate = new("--rotate") { Description = "Put a new credential in, prove it, and take the old one out" };
    private readonly Option<bool> _removeOld = new("--remove-old") { Description = "With --rotate: only take out older credentials, after the portal was restarted" };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask before sending" };

    public SetupSyntax()
    {
        _cloud.AcceptOnlyFromAmong([.. Cloud.All.Select(cloud => cloud.Name)]);
        _print.AcceptOnlyFromAmong([.. Enum.GetNames<PrintFormat>().Select(name => name.ToLowerInvariant())]);
        Command = new("setup", "Makes the portal's registration in Entra what it must be, proves it, and writes the configuration. Run it again to mend what has drifted.")
        {
            _url, _msp, _repairs, _grants, _unattended, _people, _admin, _credential, _cloud, _name, _tokenFile, _deviceCode, _out, _print, _whatIf, _rotate, _removeOld, _yes,
        };
    }

    public Command Command { get; }

    /// <summary>What the portal may do, each to be decided by whoever sets it up.</summary>
    public IReadOnlyList<Option> Features => [_msp, _repairs, _unattended, _people];

    public Cloud? CloudOf(ParseResult parsed) => parsed.GetValue(_cloud) is { } name ? Cloud.All.Single(cloud => cloud.Name == name) : null;

    /// <exception cref="CommandRefusedException">A value is not right.</exception>
    public SetupChoices Read(ParseResult parsed)
    {
        var rotate = parsed.GetValue(_rotate);
        if (parsed.GetValue(_removeOld) && !rotate)
        {
            throw Bad("--remove-old goes with --rotate.");
        }

        if (parsed.GetValue(_print) is not null && rotate)
        {
            throw Bad("--print makes a registration and --rotate changes one; name one of them.");
        }

        var text = parsed.GetValue(_url) ?? (rotate ? "https://localhost" : throw Bad("--url is missing: where people reach the portal, for example https://pin.contoso.com."));
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || RegistrationWish.ProblemOf(url) is not null)
        {
            throw Bad($"--url: {(url is null ? $"'{text}' is not a web address; write it whole, for example https://pin.contoso.com." : RegistrationWish.ProblemOf(url))}");
        }

        var (kind, identity) = Credential(parsed.GetRequiredValue(_credential));
        if (parsed.GetValue(_tokenFile) is not null && parsed.GetValue(_deviceCode))
        {
            throw Bad("--access-token-file and --device-code are two ways to sign in; name one of them.");
        }

        return new(
            new(url, parsed.GetValue(_msp), parsed.GetValue(_repairs), parsed.GetValue(_unattended), parsed.GetValue(_people), kind) { Grants = parsed.GetValue(_grants) },
            identity,
            parsed.GetValue(_admin) ?? [],
            parsed.GetRequiredValue(_name),
            parsed.GetValue(_tokenFile) is not null ? SignInWay.TokenFile : parsed.GetValue(_deviceCode) ? SignInWay.DeviceCode : SignInWay.Best,
            parsed.GetValue(_tokenFile),
            parsed.GetValue(_out),
            parsed.GetValue(_print) is { } format ? Enum.Parse<PrintFormat>(format, ignoreCase: true) : null,
            parsed.GetValue(_whatIf),
            parsed.GetValue(_yes),
            rotate,
            parsed.GetValue(_removeOld));
    }

    private static (CredentialKind Kind, string? Identity) Credential(string text) => text switch
    {
        "certificate" => (CredentialKind.Certificate, null),
        "secret" => (CredentialKind.Secret, null),
        _ when text.StartsWith(ManagedIdentityPrefix, StringComparison.Ordinal) && Guid.TryParse(text[ManagedIdentityPrefix.Length..], out var id) => (CredentialKind.ManagedIdentity, id.ToString("D")),
        _ => throw Bad($"--credential: '{text}' is none of certificate, secret, managed-identity:CLIENT-ID (the client id of a user-assigned managed identity)."),
    };

    private static CommandRefusedException Bad(string words) => new(words, ExitCodes.BadInput);
}
