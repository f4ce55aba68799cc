using Microsoft.AspNetCore.Components;
using MudBlazor;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Components.Settings;

/// <summary>The destinations of the home tenant: whom it tells what.</summary>
public partial class NotificationsSection : EditSection
{
    private IReadOnlyList<Destination>? _destinations;
    private DestinationEdit? _edit;
    private (Guid Id, IReadOnlyList<Delivery> Deliveries)? _log;
    private string? _newSecret;

    [Inject]
    public required DestinationService Destinations { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required ViewerClock Viewer { get; init; }

    protected override string Thing => "destination";

    protected override Task LoadAsync() => TryAsync("The destinations could not be read.", async () =>
    {
        if (await ActorAsync() is { } actor)
        {
            await ReadAsync(actor);
        }
    });

    private async Task ReadAsync(Actor actor)
    {
        await Viewer.EnsureZoneAsync();
        (_destinations, Trouble) = (await Destinations.ListAsync(actor, Leaving) ?? [], null);
        if (_destinations.Count == 0 && Destinations.Channels.Count > 0)
        {
            _edit ??= new(Destinations.Channels[0], saved: null);
        }
    }

    private void Add(INotificationChannel channel) => (_edit, Problems, Said) = (new(channel, saved: null), [], null);

    private void Open(Destination destination)
    {
        if (ChannelOf(destination) is { } channel)
        {
            (_edit, Problems, Said) = (new(channel, destination), [], null);
        }
    }

    private void Close() => (_edit, Problems) = (null, []);

    private Task SaveAsync(DestinationEdit edit) => TryAsync("The destination could not be saved.", async () =>
    {
        if (await ActorAsync() is not { } actor)
        {
            return;
        }

        if (edit.ToDraft() is not { } draft)
        {
            Problems = ["Quiet hours take two times."];
            return;
        }

        var outcome = edit.Saved is { } saved
            ? await Destinations.SaveAsync(actor, saved.Id, saved.Revision, draft, Leaving)
            : await Destinations.AddAsync(actor, draft, Leaving);
        if (IsDone(outcome, "Saved."))
        {
            Close();
            await ReadAsync(actor);
        }
    });

    private Task RotateAsync(Destination destination) => TryAsync("The signing secret could not be replaced.", async () =>
    {
        if (await ActorAsync() is { } actor && IsDone(await Destinations.RotateAsync(actor, destination.Id, Leaving), "The new secret signs from now on, and the one before beside it for a day."))
        {
            await ReadAsync(actor);
        }
    });

    private Task RemoveAsync(Destination destination) => TryAsync("The destination could not be removed.", async () =>
    {
        if (await ActorAsync() is { } actor
            && await Dialogs.ShowMessageBoxAsync($"Remove {destination.Name}?", "What still waits for it is told no more, and its delivery log goes with it.", yesText: "Remove", cancelText: "Keep") == true
            && IsDone(await Destinations.RemoveAsync(actor, destination.Id, Leaving), "Removed."))
        {
            await ReadAsync(actor);
        }
    });

    private Task TestAsync(Destination destination) => TryAsync("The test could not be sent.", async () =>
    {
        if (await ActorAsync() is { } actor)
        {
            var (outcome, result) = await Destinations.TestAsync(actor, destination.Id, Leaving);
            if (IsDone(outcome, "The test was accepted.") && result is { Sent: false })
            {
                (Said, SaidWell) = (result.Problem, false);
            }

            if (_log?.Id == destination.Id)
            {
                await ReadLogAsync(actor, destination);
            }
        }
    });

    private Task ShowLogAsync(Destination destination) => TryAsync("The delivery log could not be read.", async () =>
    {
        if (await ActorAsync() is { } actor)
        {
            if (_log?.Id == destination.Id)
            {
                _log = null;
            }
            else
            {
                await ReadLogAsync(actor, destination);
            }
        }
    });

    private async Task ReadLogAsync(Actor actor, Destination destination)
    {
        var (outcome, log) = await Destinations.LogAsync(actor, destination.Id, Leaving);
        _log = outcome is EditOutcome<SavedDestination>.Done ? (destination.Id, log) : null;
        if (_log is null)
        {
            IsDone(outcome, "");
        }
    }

    /// <summary>Says how it went, and shows a signing secret that was made.</summary>
    private bool IsDone(EditOutcome<SavedDestination> outcome, string words)
    {
        _newSecret = (outcome as EditOutcome<SavedDestination>.Done)?.Value.NewSecret;
        return base.IsDone(outcome, words);
    }

    private INotificationChannel? ChannelOf(Destination destination) => Destinations.Channels.FirstOrDefault(channel => channel.Kind == destination.Channel);

    private string TitleOf(Destination destination) => ChannelOf(destination)?.Title ?? destination.Channel;

    private bool Signs(Destination destination) => ChannelOf(destination)?.Fields.Any(field => field.Kind == ChannelFieldKind.SigningSecret) == true;
}
