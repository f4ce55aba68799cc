using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Registration;
using PinResetPortal.Graph.Registering;
using PinResetPortal.SignIn;

namespace PinResetPortal.Setup;

/// <summary>
/// <c>setup</c>: makes the portal's registration in a tenant what <see cref="PortalRegistration"/> says, proves that it works, and writes the
/// configuration. Running it again finds what has drifted.
/// </summary>
internal sealed class SetupCommand(CommandHost host, CommandConsole console, SetupChoices choices)
{
    private const int Looks = 20;
    private static readonly TimeSpan _betweenLooks = TimeSpan.FromSeconds(3);
    private readonly PortalRegistration _wanted = new(choices.Wish);
    private readonly CurrentCredential _current = new(host.Configuration);

    private string? ConfiguredClientId => host.Configuration["AzureAd:ClientId"] is { Length: > 0 } id ? id : null;

    /// <exception cref="CommandRefusedException">It could not be done, or not all of it.</exception>
    public async Task<int> RunAsync(IRegistrationSession session, CancellationToken cancellationToken)
    {
        var live = await ReadAsync(session, cancellationToken);
        if (ConfiguredClientId is { } configured && live.Application is null)
        {
            throw new CommandRefusedException($"The configuration {host.File.Path} names the application {configured}, which the tenant {session.TenantId} does not have. Sign in to the tenant that has it, or name another file with --out.", ExitCodes.BadInput);
        }

        RequireWhatIsPublished(live);
        var gifts = await GiftsAsync(session, cancellationToken);
        var credential = await CredentialAsync(session, live, cancellationToken);
        var plan = RegistrationPlan.Of(_wanted, live, new(choices.Name, choices.UniqueName, credential?.Step, gifts));
        var run = new SetupRun(host, console, session);
        if (plan.Count == 0)
        {
            console.Line($"Tenant {session.TenantId}, signed in as {session.Name}. The registration is as it should be; there is nothing to send.");
        }
        else
        {
            run.Show(plan);
        }

        if (choices.WhatIf)
        {
            console.Line("Nothing was sent (--what-if).");
            return ExitCodes.Done;
        }

        if (plan.Count > 0)
        {
            host.File.RequireWritable();
            run.Confirm($"Send {(plan.Count == 1 ? "this request" : $"these {plan.Count} requests")}?", choices.Yes);
            var keep = new SettingsWriter(host, choices);
            await run.SendAsync(plan, (step, answer) => keep.Credential(step, answer, credential), cancellationToken);
            live = await SeenAsync(session, gifts, run, cancellationToken);
        }

        new SettingsWriter(host, choices).Settings(session.TenantId, live);
        await ProveAsync(session, live, credential, cancellationToken);
        Finish(session, live);
        return ExitCodes.Done;
    }

    private async Task<LiveRegistration> ReadAsync(IRegistrationSession session, CancellationToken cancellationToken) =>
        Value(await session.ReadAsync(ConfiguredClientId, choices.UniqueName, cancellationToken));

    /// <summary>A cloud's Graph may lack what costs one feature only; what every verdict needs it must have.</summary>
    private void RequireWhatIsPublished(LiveRegistration live)
    {
        var known = live.Resources.Select(one => one["appId"]?.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var permission in _wanted.Unpublished(live.Ids).Where(permission => known.Contains(permission.Resource)))
        {
            var words = $"{PortalPermissions.NameOf(permission.Resource)} of this tenant's cloud has no permission {permission.Name}.";
            if (permission.Required)
            {
                throw new CommandRefusedException($"{words} {permission.Without} The portal does not fit this cloud; nothing was sent.");
            }

            console.Line($"Left out: {words} {permission.Without}");
        }
    }

    private async Task<IReadOnlyList<RoleGift>> GiftsAsync(IRegistrationSession session, CancellationToken cancellationToken)
    {
        if (choices.Admins.Count == 0)
        {
            return session is { IsApplication: false, ObjectId: { } own } ? [new(own, session.Name, "Admin")]
                : throw new CommandRefusedException("The token is an application's, so nobody would have a role in the portal. Name somebody with --admin.", ExitCodes.BadInput);
        }

        var gifts = new List<RoleGift>();
        foreach (var who in choices.Admins)
        {
            var found = Value(await session.FindAsync(who, cancellationToken));
            gifts.Add(found switch
            {
                [var one] => new(one.Id, one.Name, "Admin"),
                [] => throw new CommandRefusedException($"--admin: there is nobody in this tenant whose user name, and no group whose name or id, is '{who}'.", ExitCodes.BadInput),
                _ => throw new CommandRefusedException($"--admin: {found.Count} groups in this tenant are named '{who}': {Lists.And([.. found.Select(one => one.Id)])}. Name the one that is meant by its id.", ExitCodes.BadInput),
            });
        }

        return gifts;
    }

    private async Task<NewCredential?> CredentialAsync(IRegistrationSession session, LiveRegistration live, CancellationToken cancellationToken)
    {
        if (choices.ManagedIdentity is not { } managedIdentity)
        {
            return _current.IsInPlace(live, choices.Wish.Credential, host.Time.GetUtcNow()) ? null
                : NewCredential.Make(choices.Wish.Credential, live, CredentialName(host.Time), host.Time.GetUtcNow());
        }

        var identity = Value(await session.FindApplicationAsync(managedIdentity, cancellationToken))
            ?? throw new CommandRefusedException($"--credential: the tenant {session.TenantId} has no managed identity with the client id {managedIdentity}. Make the identity first, and name its client id.", ExitCodes.BadInput);
        return live.Federated.Any(one => one["subject"]?.ToString() == identity.Id) ? null
            : new NewCredential.Federated(CredentialSteps.ManagedIdentity(new Uri(host.Instance, $"{session.TenantId}/v2.0"), identity.Id, host.Cloud.TokenExchange));
    }

    public static string CredentialName(TimeProvider time) => $"pinresetportal {time.GetUtcNow():yyyy-MM-dd}";

    /// <summary>What was sent is read again until nothing is left to do: Entra shows changes late.</summary>
    private async Task<LiveRegistration> SeenAsync(IRegistrationSession session, IReadOnlyList<RoleGift> gifts, SetupRun run, CancellationToken cancellationToken)
    {
        IReadOnlyList<RegistrationStep> left = [];
        for (var look = 1; look <= Looks; look++)
        {
            if (look > 1)
            {
                await Task.Delay(_betweenLooks, host.Time, cancellationToken);
            }

            var live = Value(await session.ReadAsync(run.Known.GetValueOrDefault(Placeholders.ClientId) ?? ConfiguredClientId, choices.UniqueName, cancellationToken));
            left = RegistrationPlan.Of(_wanted, live, new(choices.Name, choices.UniqueName, null, gifts));
            if (left.Count == 0)
            {
                return live;
            }
        }

        throw new CommandRefusedException($"Everything was sent, but a minute later Entra still does not show: {string.Join(' ', left.Select(step => step.Words))} Run the same command again in some minutes.", ExitCodes.HalfDone);
    }

    private async Task ProveAsync(IRegistrationSession session, LiveRegistration live, NewCredential? fresh, CancellationToken cancellationToken)
    {
        if (choices.Wish.Credential == CredentialKind.ManagedIdentity)
        {
            console.Line("A managed identity gives tokens only where it lives, so nothing was proved here: start the portal where the identity is, and sign in.");
            return;
        }

        var credential = new CurrentCredential(host.File.Read()).Use() ?? throw new CommandRefusedException($"The credential in {host.File.Path} is not complete. Make a new one with: setup --rotate");
        if (await new RegistrationProof(host).RunAsync(_wanted, live, session.TenantId, credential, isNew: fresh is not null, cancellationToken) is { } problem)
        {
            throw new CommandRefusedException($"The registration is in place, but does not work yet: {problem} Run the same command again in some minutes; if it still says so, run: setup --rotate", ExitCodes.HalfDone);
        }

        console.Line(choices.Wish.Unattended
            ? "Proved: Entra gives the registration a token, and it carries every application permission."
            : "Proved: Entra gives the registration a token. The permissions of people were read again.");
    }

    private void Finish(IRegistrationSession session, LiveRegistration live)
    {
        console.Line($"Configuration: {host.File.Path} (only you can read it; secrets apart, below {host.File.Secrets}).");
        console.Line($"The portal reads it at start. Then sign in: {new Uri(choices.Wish.PublicUrl, AuthenticationEndpoints.LoginPath)}{(choices.Wish.Msp ? "?returnUrl=/tenants" : "")}");
        if (choices.Wish.Msp)
        {
            console.Line("That opens your customers; Set up says for each what it needs.");
        }

        console.Line($"Client id {live.ClientId}, tenant {session.TenantId}.");
    }

    private static T Value<T>(Fact<T> fact) => fact switch
    {
        Fact<T>.Known { Value: var value } => value,
        Fact<T>.Unreadable { Reason: var reason } => throw new CommandRefusedException($"{reason.Message} {reason.NextStep} Nothing was sent."),
        _ => throw new InvalidOperationException("A fact is known or unreadable."),
    };
}
