using System.CommandLine;
using PinResetPortal.Cli.Calling;
using PinResetPortal.Cli.Outcomes;
using PinResetPortal.Cli.Screens;

namespace PinResetPortal.Cli.Commands;

internal static class PlanCommand
{
    public static Command Create(CommonOptions common)
    {
        var tenant = TenantChoice.Argument();
        var choice = new RepairChoice();
        var command = new Command("plan", "Every request that a repair would send, in order. Nothing is sent.") { tenant };
        foreach (var option in choice.Options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellation) => common.RunAsync(
            parsed,
            async (portal, screen) =>
            {
                var id = await TenantChoice.FindAsync(portal, parsed.GetRequiredValue(tenant), cancellation);
                var plan = await portal.GetAsync<Plan>($"api/v1/tenants/{id}/plan{choice.Query(parsed)}", cancellation);
                screen.Answer(plan.Body);
                Draw(plan.Value, screen);
                return plan.Value.Steps.Count > 0 ? ExitCode.Finding : await NothingToSendAsync(portal, id, choice.Checks(parsed), screen, cancellation);
            },
            cancellation));
        return command;
    }

    /// <summary>Every request with its body and, in words, every setting that it changes.</summary>
    public static void Draw(Plan plan, Screen screen)
    {
        foreach (var (step, number) in plan.Steps.Select((step, place) => (step, place + 1)))
        {
            screen.Line($"{number}. {step.Summary} ({step.CheckId})");
            screen.Line($"   {step.Method} {step.Path}");
            if (step.Body is { } body)
            {
                screen.Line($"   {body.ToJsonString()}");
            }

            screen.Line($"   now: {step.Before}; then: {step.After}");
            foreach (var setting in step.Settings)
            {
                screen.Line($"   {setting.Name}: now {setting.Now}, then {setting.Then}");
            }

            screen.Line($"   needs the permission {step.Scope} and the role {step.Role}");
        }

        if (plan.NeedsAudience.Count > 0)
        {
            screen.Line($"Left out, because somebody has to choose whom the policy reaches (--check and --assign): {string.Join(", ", plan.NeedsAudience)}");
        }

        if (plan.Steps.Count > 0)
        {
            screen.Line($"Plan {plan.PlanHash}");
        }
    }

    /// <summary>An empty plan does not say that all is well: the findings do.</summary>
    /// <param name="checks">Empty: the whole tenant.</param>
    public static async Task<ExitCode> NothingToSendAsync(Portal portal, Guid tenant, IReadOnlyList<string> checks, Screen screen, CancellationToken cancellationToken)
    {
        var readiness = (await portal.GetAsync<Readiness>($"api/v1/tenants/{tenant}/readiness?refresh=true", cancellationToken)).Value;
        var asked = readiness.Findings.Where(finding => checks.Count == 0 ? finding.Required : checks.Contains(finding.CheckId, StringComparer.Ordinal)).ToList();
        var open = asked.Where(finding => finding.Status is "Broken" or "Unknown").ToList();
        screen.Note(open.Count == 0
            ? $"There is nothing to send: {readiness.DisplayName} is {readiness.Verdict}."
            : $"There is nothing that the portal can send by itself: {string.Join(" ", open.Select(finding => $"{finding.CheckId} is {finding.Status}: {finding.Summary}"))}");
        return checks.Count == 0 ? Judgement.Of(readiness)
            : open.Any(finding => finding.Status == "Broken") ? ExitCode.Finding
            : open.Count > 0 || readiness.Unread is not null || asked.Count < checks.Count ? ExitCode.NotTold
            : ExitCode.Fine;
    }
}
