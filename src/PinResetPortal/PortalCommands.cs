using System.CommandLine;
using Microsoft.Extensions.Options;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Registration;
using PinResetPortal.Offboarding;
using PinResetPortal.Proof;
using PinResetPortal.Setup;
using PinResetPortal.Store.Storage;

namespace PinResetPortal;

/// <summary>The commands beside the portal itself, in the same binary.</summary>
internal static class PortalCommands
{
    private static readonly string[] _names = ["setup", "doctor", "verify", "audit", "offboard"];

    public static bool Handles(IReadOnlyList<string> args) => args.Count > 0 && _names.Contains(args[0], StringComparer.Ordinal);

    /// <param name="configure">Tests add their configuration here.</param>
    /// <param name="openBrowser">Tests stand in for a person's browser.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, CommandConsole console, Action<WebApplicationBuilder>? configure = null, Action<Uri>? openBrowser = null, CancellationToken cancellationToken = default)
    {
        var setup = new SetupSyntax();
        setup.Command.SetAction((parsed, cancelled) => SetUpAsync(setup.Read(parsed), setup.CloudOf(parsed), console, configure, openBrowser, cancelled));
        var root = new RootCommand("PinResetPortal: can the users of a tenant reset their PIN? Without a command the portal starts.")
        {
            setup.Command, DoctorSyntax.Command(console, configure, openBrowser), ProofCommands.Verify(console), ProofCommands.Audit(console, configure),
            OffboardSyntax.Command(console, configure),
        };
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
        catch (StoreRefusedException refusal)
        {
            console.Complain(refusal.Message);
            return ExitCodes.Failed;
        }
        catch (Exception refusal) when (refusal is StartupRefusedException or OptionsValidationException)
        {
            console.Complain(refusal.Message);
            return ExitCodes.BadInput;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var isSetup = result.CommandResult.Command == setup.Command;
            console.Complain(isSetup ? "Stopped. Run the command again: it looks first and sends only what is missing." : "Stopped.");
            return isSetup ? ExitCodes.HalfDone : ExitCodes.Failed;
        }
    }

    private static async Task<int> SetUpAsync(
        SetupChoices choices, Cloud? cloud, CommandConsole console, Action<WebApplicationBuilder>? configure, Action<Uri>? openBrowser, CancellationToken cancellationToken)
    {
        if (choices.Print is { } format)
        {
            return PrintCommand.Run(format, choices, cloud, console);
        }

        await using var host = CommandHost.Build(cloud, choices.Out, configure);
        using var session = await new SetupSignIn(host, console, openBrowser).OpenAsync(choices.SignIn, choices.TokenFile, tenant: null, choices.Admins.Count > 0 ? [.. SetupSignIn.Writing, .. SetupSignIn.Finding] : SetupSignIn.Writing, cancellationToken);
        if (choices.Rotate)
        {
            return await new RotateCommand(host, console, choices).RunAsync(session, cancellationToken);
        }

        return await new SetupCommand(host, console, choices).RunAsync(session, cancellationToken);
    }
}
