using System.CommandLine;
using PinResetPortal.Cli.Calling;

namespace PinResetPortal.Cli.Commands;

internal static class CheckCommand
{
    public static Command Create(CommonOptions common)
    {
        var tenant = TenantChoice.Argument();
        var stored = new Option<bool>("--stored") { Description = "Take the stored answer if there is one, instead of reading the tenant now." };
        var everything = new Option<bool>("--all") { Description = "Show what is healthy or does not apply as well." };
        var command = new Command("check", "Whether the users of a tenant can reset their PIN, and if not, why.") { tenant, stored, everything };
        command.SetAction((parsed, cancellation) => common.RunAsync(
            parsed,
            async (portal, screen) =>
            {
                var id = await TenantChoice.FindAsync(portal, parsed.GetRequiredValue(tenant), cancellation);
                var reply = await portal.GetAsync<Readiness>($"api/v1/tenants/{id}/readiness?refresh={(parsed.GetValue(stored) ? "false" : "true")}", cancellation);
                screen.Answer(reply.Body);
                if (!screen.Json)
                {
                    Judgement.Draw(reply.Value, parsed.GetValue(everything), screen);
                }

                return Judgement.Of(reply.Value);
            },
            cancellation));
        return command;
    }
}
