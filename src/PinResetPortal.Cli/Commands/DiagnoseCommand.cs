using System.CommandLine;
using PinResetPortal.Cli.Calling;
using PinResetPortal.Cli.Outcomes;
using PinResetPortal.Cli.Screens;
using PinResetPortal.Cli.SigningIn;

namespace PinResetPortal.Cli.Commands;

internal static class DiagnoseCommand
{
    public static Command Create(CommonOptions common)
    {
        var file = new Argument<string>("file") { Description = "File with what the user sees: an error code, a message, dsregcmd /status. '-' or none: the input.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "-" };
        var tenant = new Option<string?>("--tenant") { Description = "The user's tenant: causes are compared with its stored findings." };
        var command = new Command("diagnose", "From an error code, a message or the output of dsregcmd /status to causes and next steps.") { file, tenant };
        command.SetAction((parsed, cancellation) => common.RunAsync(
            parsed,
            async (portal, screen) =>
            {
                var path = parsed.GetRequiredValue(file);
                var text = path == "-" ? await screen.ReadInputAsync(cancellation) : await TokenFile.ReadAsync(path, "text", cancellation);
                Guid? tenantId = parsed.GetValue(tenant) is { Length: > 0 } named ? await TenantChoice.FindAsync(portal, named, cancellation) : null;
                var reply = await portal.PostAsync<Diagnosis>("api/v1/diagnose", new { text, tenantId }, key: null, cancellation);
                screen.Answer(reply.Body);
                if (!screen.Json)
                {
                    Draw(reply.Value, screen);
                }

                return reply.Value.Causes.Any(cause => cause.Standing != "ruledOut") ? ExitCode.Finding : ExitCode.NotTold;
            },
            cancellation));
        return command;
    }

    private static void Draw(Diagnosis diagnosis, Screen screen)
    {
        foreach (var (cause, number) in diagnosis.Causes.Select((cause, place) => (cause, place + 1)))
        {
            screen.Line($"{number}. {cause.Title} ({cause.Standing}{(cause.CheckId is null ? "" : $", {cause.CheckId}")})");
            screen.Line($"   {cause.Evidence}");
            screen.Line($"   Next: {cause.NextStep} ({cause.Who})");
        }

        foreach (var code in diagnosis.Unknown)
        {
            screen.Line($"{code.Value}: {code.Advice}");
        }

        foreach (var caveat in diagnosis.Caveats)
        {
            screen.Line(caveat);
        }

        if (diagnosis.Causes.Count == 0)
        {
            screen.Line("The text names no cause that the guide knows. That does not say that nothing is wrong.");
        }
    }
}
