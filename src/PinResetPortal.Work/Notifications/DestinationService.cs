using System.Globalization;
using System.Text.Json;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Work.Notifications;

/// <summary>The destinations of the actor's home tenant, for admins: page and API come through here.</summary>
public sealed class DestinationService(
    IDestinationStore store, INotificationOutbox outbox, DestinationSender sender, DestinationSecrets secrets, IEnumerable<INotificationChannel> channels, IAuditLog audit, TimeProvider time)
{
    public const int MostDestinations = 50;

    /// <summary>So many deliveries of a destination are shown.</summary>
    private const int LogLength = 200;

    public IReadOnlyList<INotificationChannel> Channels { get; } = [.. channels];

    /// <returns>Null when the actor may not look.</returns>
    public async Task<IReadOnlyList<Destination>?> ListAsync(Actor actor, CancellationToken cancellationToken) =>
        await IsDeniedAsync(actor, "look at the destinations of notifications", cancellationToken) ? null : await store.ListAsync(actor.HomeTenantId, cancellationToken);

    public Task<EditOutcome<SavedDestination>> FindAsync(Actor actor, Guid id, CancellationToken cancellationToken) => FindAsync(actor, id, "look at a destination of notifications", cancellationToken);

    public async Task<EditOutcome<SavedDestination>> AddAsync(Actor actor, DestinationDraft draft, CancellationToken cancellationToken)
    {
        if (await IsDeniedAsync(actor, "add a destination of notifications", cancellationToken))
        {
            return new EditOutcome<SavedDestination>.Denied(PortalRole.Admin);
        }

        var channel = ChannelOf(draft.Channel);
        var errors = DestinationRules.Errors(draft, channel, before: null);
        if ((await store.ListAsync(actor.HomeTenantId, cancellationToken)).Count >= MostDestinations)
        {
            errors["name"] = string.Create(CultureInfo.InvariantCulture, $"There are {MostDestinations} destinations already. Remove one first.");
        }

        if (channel is null || errors.Count > 0)
        {
            return new EditOutcome<SavedDestination>.Refused(errors);
        }

        var empty = new Destination(Guid.NewGuid(), actor.HomeTenantId, draft.Name, draft.Channel, draft.Enabled, new DestinationSettings(), 1, time.GetUtcNow(), actor.Name);
        var (made, newSecret) = Make(empty, draft, channel, actor);
        if (WhyNot(channel, made) is { } refused)
        {
            return refused;
        }

        await store.AddAsync(made, cancellationToken);
        await RecordAsync(actor, $"Added the destination '{made.Name}' ({channel.Title})", made, cancellationToken);
        return new EditOutcome<SavedDestination>.Done(new(made, newSecret));
    }

    /// <param name="revision">The revision that was edited.</param>
    public async Task<EditOutcome<SavedDestination>> SaveAsync(Actor actor, Guid id, int revision, DestinationDraft draft, CancellationToken cancellationToken)
    {
        var found = await FindAsync(actor, id, "change a destination of notifications", cancellationToken);
        if (found is not EditOutcome<SavedDestination>.Done { Value.Destination: var before })
        {
            return found;
        }

        var channel = ChannelOf(draft.Channel);
        var errors = DestinationRules.Errors(draft, channel, before);
        if (channel is null || errors.Count > 0)
        {
            return new EditOutcome<SavedDestination>.Refused(errors);
        }

        var (made, newSecret) = Make(before with { Revision = revision }, draft, channel, actor);
        return WhyNot(channel, made) ?? await TrySaveAsync(actor, made, newSecret, $"Changed the destination '{made.Name}'", cancellationToken);
    }

    /// <summary>Makes a new signing secret; the one before holds on for <see cref="DestinationSecrets.Overlap"/>.</summary>
    public async Task<EditOutcome<SavedDestination>> RotateAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(actor, id, "replace the signing secret of a destination", cancellationToken);
        if (found is not EditOutcome<SavedDestination>.Done { Value.Destination: var before })
        {
            return found;
        }

        if (ChannelOf(before.Channel)?.Fields.FirstOrDefault(field => field.Kind == ChannelFieldKind.SigningSecret) is not { } field)
        {
            return new EditOutcome<SavedDestination>.Refused(new Dictionary<string, string> { ["channel"] = "This channel signs nothing." });
        }

        var secret = DestinationSecrets.NewSigningSecret();
        var made = before with { Settings = WithSigningSecret(before.Settings, field.Name, secret), ChangedAt = time.GetUtcNow(), ChangedBy = actor.Name };
        return await TrySaveAsync(actor, made, secret, $"Replaced the signing secret of the destination '{made.Name}'", cancellationToken);
    }

    public async Task<EditOutcome<SavedDestination>> RemoveAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(actor, id, "remove a destination of notifications", cancellationToken);
        if (found is not EditOutcome<SavedDestination>.Done { Value.Destination: var before })
        {
            return found;
        }

        if (!await store.RemoveAsync(actor.HomeTenantId, id, cancellationToken))
        {
            return new EditOutcome<SavedDestination>.NotFound();
        }

        await RecordAsync(actor, $"Removed the destination '{before.Name}'", before, cancellationToken);
        return new EditOutcome<SavedDestination>.Done(new(before));
    }

    /// <summary>Sends a test now, as the destination was saved; the delivery log has it.</summary>
    /// <returns>The outcome of finding it, and what the channel said.</returns>
    public async Task<(EditOutcome<SavedDestination> Outcome, SendResult? Result)> TestAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(actor, id, "test a destination of notifications", cancellationToken);
        if (found is not EditOutcome<SavedDestination>.Done { Value.Destination: var destination })
        {
            return (found, null);
        }

        var now = time.GetUtcNow();
        var test = new Notification(
            Guid.NewGuid(), now, null, null, $"This is a test of PinResetPortal's notifications, sent by {actor.Name}.", NotificationSeverity.Information, $"test/{id}", new TestData());
        await audit.AppendAsync(
            AuditRecord.Of(actor, actor.HomeTenantId, AuditActions.DestinationTested, $"Sends a test to the destination '{destination.Name}'", JsonSerializer.Serialize(new { destination = id, destination.Channel }, JsonSerializerOptions.Web)), cancellationToken);
        var result = await sender.TryAsync(destination, test);
        await outbox.AddAsync(
            actor.HomeTenantId,
            new(Guid.NewGuid(), id, test, result.Sent ? DeliveryState.Sent : DeliveryState.GivenUp, 1, now, null, time.GetUtcNow(), result.Problem),
            CancellationToken.None);
        return (new EditOutcome<SavedDestination>.Done(new(destination)), result);
    }

    /// <returns>The outcome of finding it, and its newest deliveries first.</returns>
    public async Task<(EditOutcome<SavedDestination> Outcome, IReadOnlyList<Delivery> Log)> LogAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(actor, id, "look at the delivery log of a destination", cancellationToken);
        return (found, found is EditOutcome<SavedDestination>.Done ? await outbox.LogAsync(actor.HomeTenantId, id, LogLength, cancellationToken) : []);
    }

    private async Task<EditOutcome<SavedDestination>> FindAsync(Actor actor, Guid id, string what, CancellationToken cancellationToken) =>
        await IsDeniedAsync(actor, what, cancellationToken) ? new EditOutcome<SavedDestination>.Denied(PortalRole.Admin)
        : await store.FindAsync(actor.HomeTenantId, id, cancellationToken) is { } destination ? new EditOutcome<SavedDestination>.Done(new(destination))
        : new EditOutcome<SavedDestination>.NotFound();

    private INotificationChannel? ChannelOf(string kind) => Channels.FirstOrDefault(channel => channel.Kind == kind);

    private Task<bool> IsDeniedAsync(Actor actor, string what, CancellationToken cancellationToken) => audit.IsDeniedAsync(actor, PortalRole.Admin, actor.HomeTenantId, what, cancellationToken);

    private (Destination Made, string? NewSecret) Make(Destination before, DestinationDraft draft, INotificationChannel channel, Actor actor)
    {
        var entered = channel.Fields.Select(field => (field, value: draft.Values.GetValueOrDefault(field.Name)?.Trim() ?? "")).ToList();
        var kept = before.Settings.Secrets.ToDictionary(StringComparer.Ordinal);
        foreach (var (field, value) in entered.Where(one => one.field.Kind == ChannelFieldKind.Secret && one.value.Length > 0))
        {
            kept[field.Name] = secrets.Protect(value);
        }

        var settings = before.Settings with
        {
            Values = entered.Where(one => !one.field.IsSecret && one.value.Length > 0).ToDictionary(one => one.field.Name, one => one.value, StringComparer.Ordinal),
            Secrets = kept,
            Route = draft.Route,
            Quiet = draft.Quiet,
            PausedUntil = draft.PausedUntil,
        };
        string? newSecret = null;
        foreach (var (field, value) in entered.Where(one => one.field.Kind == ChannelFieldKind.SigningSecret))
        {
            if (value.Length > 0)
            {
                settings = WithSigningSecret(settings, field.Name, value);
            }
            else if (!kept.ContainsKey(field.Name))
            {
                newSecret = DestinationSecrets.NewSigningSecret();
                settings = WithSigningSecret(settings, field.Name, newSecret);
            }
        }

        return (before with { Name = draft.Name.Trim(), Enabled = draft.Enabled, Settings = settings, ChangedAt = time.GetUtcNow(), ChangedBy = actor.Name }, newSecret);
    }

    private DestinationSettings WithSigningSecret(DestinationSettings settings, string field, string secret)
    {
        var retired = settings.Retired.ToDictionary(StringComparer.Ordinal);
        if (settings.Secrets.GetValueOrDefault(field) is { } before)
        {
            retired[field] = new(before, time.GetUtcNow() + DestinationSecrets.Overlap);
        }

        return settings with { Secrets = new Dictionary<string, string>(settings.Secrets, StringComparer.Ordinal) { [field] = secrets.Protect(secret) }, Retired = retired };
    }

    private EditOutcome<SavedDestination>.Refused? WhyNot(INotificationChannel channel, Destination made) =>
        channel.WhyNot(secrets.Open(made, time.GetUtcNow())) is { } why ? new(new Dictionary<string, string> { ["settings"] = why }) : null;

    private async Task<EditOutcome<SavedDestination>> TrySaveAsync(Actor actor, Destination made, string? newSecret, string summary, CancellationToken cancellationToken)
    {
        if (await store.TrySaveAsync(made, cancellationToken) is not { } saved)
        {
            return new EditOutcome<SavedDestination>.ChangedMeanwhile();
        }

        await RecordAsync(actor, summary, saved, cancellationToken);
        return new EditOutcome<SavedDestination>.Done(new(saved, newSecret));
    }

    private Task<AuditEntry> RecordAsync(Actor actor, string summary, Destination destination, CancellationToken cancellationToken) => audit.AppendAsync(
        AuditRecord.Of(
            actor, actor.HomeTenantId, AuditActions.SettingsChanged, summary,
            JsonSerializer.Serialize(new { destination = destination.Id, destination.Channel, destination.Enabled, destination.Revision }, JsonSerializerOptions.Web)),
        cancellationToken);
}
