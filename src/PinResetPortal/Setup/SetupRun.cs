using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Registering;

namespace PinResetPortal.Setup;

/// <summary>Shows steps, asks, sends them one after the other, and tells how far it came.</summary>
internal sealed class SetupRun(CommandHost host, CommandConsole console, IRegistrationSession session)
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What Entra answered so far, for the steps to come.</summary>
    public Dictionary<string, string> Known { get; } = [];

    public void Show(IReadOnlyList<RegistrationStep> steps)
    {
        console.Line($"Tenant {session.TenantId}, signed in as {session.Name}.");
        console.Line($"{steps.Count} {(steps.Count == 1 ? "request" : "requests")}:");
        var root = host.Get<IOptions<GraphOptions>>().Value.BaseUrl.GetLeftPart(UriPartial.Authority);
        foreach (var (index, step) in steps.Index())
        {
            console.Line();
            console.Line($"{index + 1}. {step.Words}");
            console.Line($"   {step.Method} {root}{step.Path}{(step.CreatesIfMissing ? "   (Prefer: create-if-missing)" : "")}");
            if (step.Body is { } body)
            {
                console.Line($"   {body.ToJsonString(_indented).Replace("\n", "\n   ", StringComparison.Ordinal)}");
            }
        }

        console.Line();
    }

    /// <exception cref="CommandRefusedException">Nobody said yes.</exception>
    public void Confirm(string question, bool yes)
    {
        if (yes)
        {
            return;
        }

        if (!console.IsInteractive)
        {
            throw new CommandRefusedException("Nobody can be asked here. Look at the requests above, and run it again with --yes.", ExitCodes.BadInput);
        }

        if (!console.Confirm(question))
        {
            throw new CommandRefusedException("Nothing was sent.", ExitCodes.Declined);
        }
    }

    /// <param name="answered">Is told of each answer before the next step is sent.</param>
    /// <exception cref="CommandRefusedException">A step was refused; the sentence says what is done and what is not.</exception>
    public async Task SendAsync(IReadOnlyList<RegistrationStep> steps, Action<RegistrationStep, System.Text.Json.Nodes.JsonObject?> answered, CancellationToken cancellationToken)
    {
        foreach (var (index, step) in steps.Index())
        {
            var outcome = await session.SendAsync(step.With(Known), cancellationToken);
            if (outcome is StepOutcome.Refused refused)
            {
                throw Stopped(steps, index, refused.Reason);
            }

            var answer = ((StepOutcome.Done)outcome).Answer;
            foreach (var (placeholder, property) in step.Learns ?? new Dictionary<string, string>())
            {
                Known[placeholder] = answer?[property]?.ToString()
                    ?? throw Stopped(steps, index + 1, new(UnreadableKind.NotUnderstood, "Entra did not tell the id of what it made, or somebody made it at the same time.", "Run the command again: it looks first."));
            }

            answered(step, answer);
            console.Line($"   done  {step.Words}");
        }
    }

    private CommandRefusedException Stopped(IReadOnlyList<RegistrationStep> steps, int at, UnreadableReason reason)
    {
        foreach (var open in steps.Skip(at))
        {
            console.Line($"   open  {open.Words}");
        }

        var done = at == 0 ? "Nothing was changed." : $"{at} of {steps.Count} requests are done and stay; the rest is open. Run the same command again: it looks first and sends only what is missing.";
        return new($"{reason.Message} {reason.NextStep} {done}", at == 0 ? ExitCodes.Failed : ExitCodes.HalfDone);
    }
}
