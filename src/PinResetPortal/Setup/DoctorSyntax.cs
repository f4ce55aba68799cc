using System.CommandLine;

namespace PinResetPortal.Setup;

/// <summary>The command line of <c>doctor</c>.</summary>
internal static class DoctorSyntax
{
    public static Command Command(CommandConsole console, Action<WebApplicationBuilder>? configure, Action<Uri>? openBrowser)
    {
        var url = new Option<string>("--url") { Description = "Address under which people open the portal; without it the configured one is asked" };
        var config = new Option<string>("--config") { Description = "File that setup wrote, if it is not where the portal looks for it" };
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON" };
        var signIn = new Option<bool>("--sign-in") { Description = "Look with your own account: an Azure CLI session, else the browser. Needed where the portal has no application permissions" };
        var deviceCode = new Option<bool>("--device-code") { Description = "The same, signing in on another device" };
        var tokenFile = new Option<string>("--access-token-file") { Description = "The same, with a file that holds a Graph token; - reads it from the input" };
        var command = new Command("doctor", "Looks whether the portal can work: registration, credential, consent, roles, address, clock, database, licences. Changes nothing.")
        {
            url, config, json, signIn, deviceCode, tokenFile,
        };
        command.SetAction((parsed, cancelled) =>
        {
            SignInWay?[] ways = [parsed.GetValue(signIn) ? SignInWay.Best : null, parsed.GetValue(deviceCode) ? SignInWay.DeviceCode : null, parsed.GetValue(tokenFile) is not null ? SignInWay.TokenFile : null];
            if (ways.Count(way => way is not null) > 1)
            {
                throw new CommandRefusedException("--sign-in, --device-code and --access-token-file are three ways to sign in; name one of them.", ExitCodes.BadInput);
            }

            var choices = new DoctorChoices(Address(parsed.GetValue(url)), parsed.GetValue(config), parsed.GetValue(json), Array.Find(ways, way => way is not null), parsed.GetValue(tokenFile));
            return DoctorCommand.RunAsync(choices, console, configure, openBrowser, cancelled);
        });
        return command;
    }

    private static Uri? Address(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? url
        : throw new CommandRefusedException($"--url: '{text}' is not a web address; write it whole, for example https://pin.contoso.com.", ExitCodes.BadInput);
}

/// <summary>The options of <c>doctor</c>, read and checked.</summary>
/// <param name="SignIn">Null: nobody signs in; the portal's own token must do.</param>
internal sealed record DoctorChoices(Uri? Url, string? Config, bool Json, SignInWay? SignIn, string? TokenFile);
