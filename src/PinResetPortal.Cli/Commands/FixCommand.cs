using System.CommandLine;
using PinResetPortal.Cli.Calling;
using PinResetPortal.Cli.Outcomes;
using PinResetPortal.Cli.Screens;

namespace PinResetPortal.Cli.Commands;

/// <summary>Shows the plan, asks, sends its hash, and follows the run to its end.</summary>
internal static class FixCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    public static Command Create(CommonOptions common)
    {
        var tenant = TenantChoice.Argument();
        var choice = new RepairChoice();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask: send what the plan shows." };
        var planHash = new Option<string?>("--plan-hash") { Description = "Only run the plan with this hash, as an earlier 'plan' showed it." };
        var key = Key();
        var command = new Command("fix", "Shows the plan, asks, runs it, and waits until the tenant shows the repair.") { tenant, yes, planHash, key };
        foreach (var option in choice.Options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => common.RunAsync(
            parsed,
            async (portal, screen) =>
            {
                var id = await TenantChoice.FindAsync(portal, parsed.GetRequiredValue(tenant), cancellation);
                var plan = (await portal.GetAsync<Plan>($"api/v1/tenants/{id}/plan{choice.Query(parsed)}", cancellation)).Value;
                PlanCommand.Draw(plan, screen);
                if (plan.Steps.Count == 0)
                {
                    return await PlanCommand.NothingToSendAsync(portal, id, choice.Checks(parsed), screen, cancellation);
                }

                await ConfirmAsync(plan, parsed.GetValue(planHash), parsed.GetValue(yes), screen, cancellation);
                var run = await portal.PostAsync<Operation>($"api/v1/tenants/{id}/remediations", choice.Body(parsed, plan.PlanHash), parsed.GetValue(key) ?? $"{Guid.NewGuid()}", cancellation);
                screen.Note($"The portal runs it as operation {run.Value.Id}.");
                return await FollowAsync(portal, run, common.Time, screen, cancellation);
            },
            cancellation));
        return command;
    }

    public static Option<string?> Key() => new("--key") { Description = "Idempotency-Key: sent again within 24 hours, it starts nothing and follows what was started. Left out: a new one." };

    private static async Task ConfirmAsync(Plan plan, string? shown, bool yes, Screen screen, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(shown) && shown != plan.PlanHash)
        {
            throw new StoppedException(ExitCode.Refused, "The tenant would get another plan by now than the one of --plan-hash: look at this one, and give its hash. Nothing was sent.");
        }

        if (yes)
        {
            return;
        }

        if (!screen.SomebodyIsThere)
        {
            throw new StoppedException(ExitCode.Refused, "Nobody is there to confirm the plan: look at it, and give --yes, best with --plan-hash. Nothing was sent.");
        }

        if (!await screen.ConfirmsAsync($"Send {(plan.Steps.Count == 1 ? "this request" : $"these {plan.Steps.Count} requests")}?", cancellationToken))
        {
            throw new StoppedException(ExitCode.Refused, "Not confirmed. Nothing was sent.");
        }
    }

    private static async Task<ExitCode> FollowAsync(Portal portal, Reply<Operation> run, TimeProvider time, Screen screen, CancellationToken cancellationToken)
    {
        using var pause = new PeriodicTimer(BetweenLooks, time);
        var told = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var operation = run.Value;
            foreach (var step in operation.Steps.Where(step => step.State != "pending" && told.Add($"{step.Summary}\n{step.State}")))
            {
                screen.Note($"{step.State}: {step.Summary}{(step.Error is null ? "" : $": {step.Error}")}");
            }

            if (operation.Interrupted || operation.State is not ("pending" or "running" or "verifying"))
            {
                screen.Answer(run.Body);
                return End(operation, screen);
            }

            await pause.WaitForNextTickAsync(cancellationToken);
            run = await portal.GetAsync<Operation>($"api/v1/operations/{operation.Id}", cancellationToken);
        }
    }

    private static ExitCode End(Operation operation, Screen screen)
    {
        var why = operation.Error is null ? "" : $" {operation.Error}";
        if (operation.Interrupted)
        {
            screen.Line($"The portal was stopped while it ran operation {operation.Id}: finish it or take it back there.{why}");
            return ExitCode.NotTold;
        }

        screen.Line(operation.State switch
        {
            "verified" => $"Verified: the tenant shows the repair. Its verdict is {operation.Verdict ?? "not read"}.{why}",
            "notYetVisible" => $"Sent, and not visible in the tenant yet: check again later.{why}",
            _ => $"The repair ended as {operation.State}: operation {operation.Id} says which requests were sent.{why}",
        });
        return operation.State switch
        {
            "verified" => Judgement.Of(operation.Verdict),
            "notYetVisible" => ExitCode.NotTold,
            _ => ExitCode.RepairFailed,
        };
    }
}
