using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Graph.Registering;

namespace PinResetPortal.Setup;

/// <summary>
/// <c>setup --rotate</c>: a new credential in, proved; the old one out after somebody says that the portal uses the new one. With
/// <c>--remove-old</c> only the second half, for scripts that restart the portal between the two.
/// </summary>
internal sealed class RotateCommand(CommandHost host, CommandConsole console, SetupChoices choices)
{
    private const string OwnNames = "pinresetportal ";

    /// <exception cref="CommandRefusedException">It could not be done, or not all of it.</exception>
    public async Task<int> RunAsync(IRegistrationSession session, CancellationToken cancellationToken)
    {
        var clientId = host.Configuration["AzureAd:ClientId"] is { Length: > 0 } id ? id
            : throw new CommandRefusedException($"There is nothing to rotate: {host.File.Path} names no application. Run 'setup' first, or name its file with --out.", ExitCodes.BadInput);
        var kind = new CurrentCredential(host.Configuration).Kind switch
        {
            CredentialKind.ManagedIdentity => throw new CommandRefusedException("The portal uses a managed identity, which has nothing to rotate.", ExitCodes.BadInput),
            { } known => known,
            null => choices.Wish.Credential,
        };
        var live = await ReadAsync(session, clientId, cancellationToken);
        var wanted = new PortalRegistration(choices.Wish with { Credential = kind, Unattended = false });
        var run = new SetupRun(host, console, session);
        if (!choices.RemoveOld)
        {
            live = await AddAsync(session, run, live, wanted, clientId, cancellationToken);
            if (choices.WhatIf)
            {
                console.Line("Nothing was sent (--what-if).");
                return ExitCodes.Done;
            }
        }

        return await RemoveOldAsync(session, run, live, wanted, clientId, cancellationToken);
    }

    private async Task<LiveRegistration> AddAsync(
        IRegistrationSession session, SetupRun run, LiveRegistration live, PortalRegistration wanted, string clientId, CancellationToken cancellationToken)
    {
        var now = host.Time.GetUtcNow();
        var fresh = NewCredential.Make(wanted.Wish.Credential, live, SetupCommand.CredentialName(host.Time), now);
        run.Known[Placeholders.ApplicationId] = live.ApplicationId ?? "";
        IReadOnlyList<RegistrationStep> steps = [fresh.Step.With(run.Known)];
        run.Show(steps);
        if (choices.WhatIf)
        {
            return live;
        }

        host.File.RequireWritable();
        run.Confirm("Send this request?", choices.Yes);
        await run.SendAsync(steps, (step, answer) => new SettingsWriter(host, choices).Credential(step, answer, fresh), cancellationToken);
        live = await ReadAsync(session, clientId, cancellationToken);
        await ProveAsync(session, live, wanted, isNew: true, cancellationToken);
        return live;
    }

    private async Task<int> RemoveOldAsync(
        IRegistrationSession session, SetupRun run, LiveRegistration live, PortalRegistration wanted, string clientId, CancellationToken cancellationToken)
    {
        var used = new CurrentCredential(host.File.Read());
        var old = live.Credentials.Where(one => one.KeyId != used.KeyId && one.Name.StartsWith(OwnNames, StringComparison.Ordinal)).ToList();
        if (used.KeyId is null || old.Count == 0)
        {
            console.Line("There is no older credential of the portal to take out.");
            return ExitCodes.Done;
        }

        if (choices.Yes && !choices.RemoveOld)
        {
            console.Line($"The old {(old.Count == 1 ? "credential stays" : "credentials stay")} until the portal uses the new one. Restart the portal, then run: setup --rotate --remove-old");
            return ExitCodes.Done;
        }

        if (choices.RemoveOld)
        {
            await ProveAsync(session, live, wanted, isNew: false, cancellationToken);
        }

        // Certificates are one list that is replaced: one request for each would bring the others back.
        foreach (var one in old)
        {
            IReadOnlyList<RegistrationStep> steps = [CredentialSteps.Remove(live, one)];
            run.Show(steps);
            if (choices.WhatIf)
            {
                continue;
            }

            run.Confirm("A portal that still runs with it loses its tokens within the hour. Was the portal restarted since, and may it be taken out?", choices.Yes);
            await run.SendAsync(steps, (_, _) => { }, cancellationToken);
            live = await ReadAsync(session, clientId, cancellationToken);
        }

        console.Line(choices.WhatIf ? "Nothing was sent (--what-if)." : "The old credential is out.");
        return ExitCodes.Done;
    }

    private async Task ProveAsync(IRegistrationSession session, LiveRegistration live, PortalRegistration wanted, bool isNew, CancellationToken cancellationToken)
    {
        var credential = new CurrentCredential(host.File.Read()).Use()
            ?? throw new CommandRefusedException($"The credential in {host.File.Path} is not complete. Make a new one with: setup --rotate");
        if (await new RegistrationProof(host).RunAsync(wanted, live, session.TenantId, credential, isNew, cancellationToken) is { } problem)
        {
            throw new CommandRefusedException($"The new credential does not work yet: {problem} The old one stays registered. Run 'setup' again in some minutes: it proves again.", ExitCodes.HalfDone);
        }

        console.Line("Proved: Entra gives a token for the new credential.");
    }

    private static async Task<LiveRegistration> ReadAsync(IRegistrationSession session, string clientId, CancellationToken cancellationToken) =>
        await session.ReadAsync(clientId, "", cancellationToken) switch
        {
            Fact<LiveRegistration>.Known { Value: { Application: not null } live } => live,
            Fact<LiveRegistration>.Known => throw new CommandRefusedException($"The tenant {session.TenantId} does not have the application {clientId} that the configuration names. Sign in to the tenant that has it.", ExitCodes.BadInput),
            Fact<LiveRegistration>.Unreadable { Reason: var reason } => throw new CommandRefusedException($"{reason.Message} {reason.NextStep}"),
            _ => throw new InvalidOperationException("A fact is known or unreadable."),
        };
}
