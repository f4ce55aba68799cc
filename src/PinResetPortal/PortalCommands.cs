using System.CommandLine;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Registration;

namespace PinResetPortal.Setup;

/// <summary>The commands beside the portal itself, in the same binary.</summary>
internal static class PortalCommands
{
    private static readonly string[] _names = ["setup"];

    public static bool Handles(IReadOnlyList<string> args) => args.Count > 0 && _names.Contains(args[0], StringComparer.Ordinal);

    /// <param name="configure">Tests add their configuration here.</param>
    /// <param name="openBrowser">Tests stand in for a person's browser.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, CommandConsole console, Action<WebApplicationBuilder>? configure = null, Action<Uri>? openBrowser = null, CancellationToken cancellationToken = default)
    {
        var setup = new SetupSyntax();
        setup.Command.SetAction((parsed, cancelled) => SetUpAsync(setup.Read(parsed), setup.CloudOf(parsed), console, configure, openBrowser, cancelled));
        var root = new RootCommand("PinResetPortal: can the users of a tenant reset their PIN? Without a command the portal starts.") { setup.Command };
        var result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            console.Complain($"{result.Errors[0].Message} All options: {args[0]} --help");
            return ExitCodes.BadInput;
        }

        try
        {
            return await result.InvokeAsync(new InvocationConfiguration { Output = console.Out, Error = console.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
        }
        catch (CommandRefusedException refusal)
        {
            console.Complain(refusal.Message);
            return refusal.ExitCode;
        }
        catch (StartupRefusedException refusal)
        {
            console.Complain(refusal.Message);
            return ExitCodes.BadInput;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Complain("Stopped. Run the command again: it looks first and sends only what is missing.");
            return ExitCodes.HalfDone;
        }
    }

    private static async Task<int> SetUpAsync(
        SetupChoices choices, Cloud? cloud, CommandConsole console, Action<WebApplicationBuilder>? configure, Action<Uri>? openBrowser, CancellationToken cancellationToken)
    {
        await using var host = CommandHost.Build(cloud, choices.Out, configure);
        using var session = await new SetupSignIn(host, console, openBrowser).OpenAsync(choices.SignIn, choices.TokenFile, tenant: null, choices.Admins.Count > 0, cancellationToken);
        if (choices.Rotate)
        {
            return await new RotateCommand(host, console, choices).RunAsync(session, cancellationToken);
        }

        return await new SetupCommand(host, console, choices).RunAsync(session, cancellationToken);
    }
}
