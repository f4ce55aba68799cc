using System.CommandLine;
using PinResetPortal.Cli.Calling;
using PinResetPortal.Cli.Outcomes;

namespace PinResetPortal.Cli.Commands;

internal static class TenantsCommand
{
    public static Command Create(CommonOptions common)
    {
        Option<string?>[] filters =
        [
            new("--verdict") { Description = "Only tenants with this verdict: Ready, NotReady or Unknown." },
            new("--stage") { Description = "Only tenants that have come so far, such as rollingOut." },
            new("--check") { Description = "Only tenants in which this check is Broken, by its id." },
            new("--tag") { Description = "Only tenants with this tag." },
            new("--changed-since") { Description = "Only tenants that were read, or tried, at this moment or later, such as 2026-11-26T08:00:00Z." },
        ];
        var refresh = new Option<bool>("--refresh") { Description = "Read the customers from Partner Center or Graph now." };
        var command = new Command("tenants", "Your tenants with the verdict of their last read; none is read now.") { refresh };
        foreach (var filter in filters)
        {
            command.Add(filter);
        }

        command.SetAction((parsed, cancellation) => common.RunAsync(
            parsed,
            async (portal, screen) =>
            {
                var query = Query.Of([("refresh", parsed.GetValue(refresh) ? "true" : null), .. filters.Select(filter => (Query.NameOf(filter), parsed.GetValue(filter)))]);
                var (body, tenants) = await portal.ListAsync<TenantEntry>($"api/v1/tenants{query}", cancellation);
                screen.Answer(body);
                if (!screen.Json)
                {
                    screen.Table(
                        ["TENANT", "VERDICT", "STAGE", "READ", "NAME"],
                        tenants.Select(one => (string[])[$"{one.TenantId}", one.Verdict ?? "not read", one.Stage ?? "-", Read(one), one.DisplayName]));
                }

                return ExitCode.Fine;
            },
            cancellation));
        return command;
    }

    private static string Read(TenantEntry tenant) =>
        (tenant.ReadAt is { } at ? $"{at:u}" : "never") + (tenant.UnreadSince is { } since ? $" (could not be read since {since:u})" : "");
}
