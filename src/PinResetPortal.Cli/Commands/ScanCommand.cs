using System.CommandLine;
using PinResetPortal.Cli.Calling;
using PinResetPortal.Cli.Outcomes;
using PinResetPortal.Cli.Screens;

namespace PinResetPortal.Cli.Commands;

internal static class ScanCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    public static Command Create(CommonOptions common)
    {
        var tenants = new Argument<string[]>("tenants") { Description = "Ids, primary domains or names of tenants; none: all.", Arity = ArgumentArity.ZeroOrMore };
        var missing = new Option<bool>("--missing") { Description = "Read only tenants that have no answer yet." };
        var key = FixCommand.Key();
        var command = new Command("scan", "Reads many tenants in the background and waits for the results.") { tenants, missing, key };
        command.SetAction((parsed, cancellation) => common.RunAsync(
            parsed,
            async (portal, screen) =>
            {
                var ids = new List<Guid>();
                foreach (var tenant in parsed.GetValue(tenants) ?? [])
                {
                    ids.Add(await TenantChoice.FindAsync(portal, tenant, cancellation));
                }

                var body = new { tenants = ids.Count == 0 ? (object)"all" : ids, refresh = !parsed.GetValue(missing) };
                var scan = await portal.PostAsync<Scan>("api/v1/scans", body, parsed.GetValue(key) ?? $"{Guid.NewGuid()}", cancellation);
                screen.Note($"The portal reads {scan.Value.Total} tenants as scan {scan.Value.Id}.");
                return await FollowAsync(portal, scan, common.Time, screen, cancellation);
            },
            cancellation));
        return command;
    }

    private static async Task<ExitCode> FollowAsync(Portal portal, Reply<Scan> scan, TimeProvider time, Screen screen, CancellationToken cancellationToken)
    {
        var address = $"api/v1/scans/{scan.Value.Id}";
        using var pause = new PeriodicTimer(BetweenLooks, time);
        for (var done = -1; scan.Value.State is not ("completed" or "cancelled");)
        {
            if (done != scan.Value.Done)
            {
                done = scan.Value.Done;
                screen.Note($"{done} of {scan.Value.Total}");
            }

            await pause.WaitForNextTickAsync(cancellationToken);
            scan = await portal.GetAsync<Scan>(address, cancellationToken);
        }

        var (body, items) = await portal.ListAsync<ScanItem>($"{address}/items?limit=1000", cancellationToken);
        var whole = scan.Body.DeepClone().AsObject();
        whole["items"] = body;
        screen.Answer(whole);
        if (!screen.Json)
        {
            screen.Table(["TENANT", "VERDICT", "NAME", "WHY"], items.Select(item => (string[])[$"{item.TenantId}", item.Verdict ?? item.Outcome ?? "not read", item.DisplayName, item.Reason ?? ""]));
        }

        var worst = Judgement.Worst(items.Select(item => item.Outcome == "read" ? Judgement.Of(item.Verdict) : ExitCode.NotTold));
        return scan.Value.State == "cancelled" && worst == ExitCode.Fine ? ExitCode.NotTold : worst;
    }
}
