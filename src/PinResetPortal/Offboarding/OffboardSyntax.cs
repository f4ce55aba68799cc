using System.CommandLine;
using PinResetPortal.Api.Offboarding;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Setup;

namespace PinResetPortal.Offboarding;

/// <summary>The command line of <c>offboard</c>.</summary>
internal static class OffboardSyntax
{
    public static Command Command(CommandConsole console, Action<WebApplicationBuilder>? configure)
    {
        var tenant = new Option<string>("--tenant") { Description = "Id of the tenant that goes", Required = true };
        var home = new Option<string>("--home") { Description = "Id of the home tenant on whose list it is, where several have it" };
        var keep = new Option<bool>("--keep-consent") { Description = "Leave the portal's consent to an administrator of the tenant, and say how it is removed" };
        var output = new Option<string>("--out") { Description = "File that everything is exported to first; it must not be there yet. Without it offboarding-<tenant>.zip in this folder" };
        var config = new Option<string>("--config") { Description = "File that setup wrote, if it is not where the portal looks for it" };
        var whatIf = new Option<bool>("--what-if") { Description = "Show what would be done, and do nothing" };
        var yes = new Option<bool>("--yes") { Description = "Do not ask" };
        var command = new Command("offboard", "Lets a customer go: removes the portal's consent in the tenant, exports what is stored about it, and deletes it. The audit log stays.")
        {
            tenant, home, keep, output, config, whatIf, yes,
        };
        command.SetAction((parsed, cancelled) =>
        {
            var id = Read(parsed.GetRequiredValue(tenant), "--tenant");
            var choices = new OffboardChoices(
                id,
                parsed.GetValue(home) is { } text ? Read(text, "--home") : null,
                parsed.GetValue(keep),
                parsed.GetValue(output) ?? OffboardingArchive.FileName(id),
                parsed.GetValue(config),
                parsed.GetValue(whatIf),
                parsed.GetValue(yes));
            return OffboardCommand.RunAsync(choices, console, configure, cancelled);
        });
        return command;
    }

    private static TenantId Read(string text, string option) => TenantId.TryParse(text, null, out var id)
        ? id
        : throw new CommandRefusedException($"{option}: '{text}' is not the id of a tenant; it looks like 72f988bf-86f1-41af-91ab-2d7cd011db47.", ExitCodes.BadInput);
}
