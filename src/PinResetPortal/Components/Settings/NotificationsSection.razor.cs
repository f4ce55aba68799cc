using Microsoft.AspNetCore.Components;
using MudBlazor;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Components.Settings;

/// <summary>The destinations of the home tenant: whom it tells what.</summary>
public partial class NotificationsSection : ActorComponent
{
    private const string NotAdmin = "This needs the portal role Admin.";

    private IReadOnlyList<Destination>? _destinations;
    private DestinationEdit? _edit;
    private IReadOnlyList<string> _problems = [];
    private (Guid Id, IReadOnlyList<Delivery> Deliveries)? _log;
    private string? _newSecret;
    private string? _said;
    private bool _saidWell;
    private bool _busy;
    private Trouble? _trouble;

    [Inject]
    public required DestinationService Destinations { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required ViewerClock Viewer { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync();
        }
    }

    private Task LoadAsync() => TryAsync("The destinations could not be read.", async () =>
    {
        if (await ActorAsync() is { } actor)
        {
            await ReadAsync(actor);
        }
    });

    private async Task ReadAsync(Actor actor)
    {
        await Viewer.EnsureZoneAsync();
        (_destinations, _trouble) = (await Destinations.ListAsync(actor, Leaving) ?? [], null);
        if (_destinations.Count == 0 && Destinations.Channels.Count > 0)
        {
            _edit ??= new(Destinations.Channels[0], saved: null);
        }
    }

    private void Add(INotificationChannel channel) => (_edit, _problems, _said) = (new(channel, saved: null), [], null);

    private void Open(Destination destination)
    {
        if (ChannelOf(destination) is { } channel)
        {
            (_edit, _problems, _said) = (new(channel, destination), [], null);
        }
    }

    private void Close() => (_edit, _problems) = (null, []);

    private Task SaveAsync(DestinationEdit edit) => TryAsync("The destination could not be saved.", async () =>
    {
        if (await ActorAsync() is not { } actor)
        {
            return;
        }

        if (edit.ToDraft() is not { } draft)
        {
            _problems = ["Quiet hours take two times."];
            return;
        }

        var outcome = edit.Saved is { } saved
            ? await Destinations.SaveAsync(actor, saved.Id, saved.Revision, draft, Leaving)
            : await Destinations.AddAsync(actor, draft, Leaving);
        if (Done(outcome, "Saved.") is not null)
        {
            Close();
            await ReadAsync(actor);
        }
    });

    private Task RotateAsync(Destination destination) => TryAsync("The signing secret could not be replaced.", async () =>
    {
        if (await ActorAsync() is { } actor && Done(await Destinations.RotateAsync(actor, destination.Id, Leaving), "The new secret signs from now on, and the one before beside it for a day.") is not null)
        {
            await ReadAsync(actor);
        }
    });

    private Task RemoveAsync(Destination destination) => TryAsync("The destination could not be removed.", async () =>
    {
        if (await ActorAsync() is { } actor
            && await Dialogs.ShowMessageBoxAsync($"Remove {destination.Name}?", "What still waits for it is told no more, and its delivery log goes with it.", yesText: "Remove", cancelText: "Keep") == true
            && Done(await Destinations.RemoveAsync(actor, destination.Id, Leaving), "Removed.") is not null)
        {
            await ReadAsync(actor);
        }
    });

    private Task TestAsync(Destination destination) => TryAsync("The test could not be sent.", async () =>
    {
        if (await ActorAsync() is { } actor)
        {
            var (outcome, result) = await Destinations.TestAsync(actor, destination.Id, Leaving);
            if (Done(outcome, "The test was accepted.") is not null && result is { Sent: false })
            {
                (_said, _saidWell) = (result.Problem, false);
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
        _log = outcome is DestinationOutcome.Done ? (destination.Id, log) : null;
        if (_log is null)
        {
            Done(outcome, "");
        }
    }

    /// <summary>Says how it went.</summary>
    private DestinationOutcome.Done? Done(DestinationOutcome outcome, string words)
    {
        (_problems, _said, _saidWell) = outcome switch
        {
            DestinationOutcome.Done => ([], words, true),
            DestinationOutcome.Refused { Errors: var errors } => ([.. errors.Values], null, false),
            DestinationOutcome.Denied => (_problems, NotAdmin, false),
            DestinationOutcome.NotFound => (_problems, "The destination is gone. Reload the page.", false),
            _ => (_problems, "Somebody else saved the destination meanwhile. Reload the page and look at theirs first.", false),
        };
        _newSecret = (outcome as DestinationOutcome.Done)?.NewSecret;
        return outcome as DestinationOutcome.Done;
    }

    private INotificationChannel? ChannelOf(Destination destination) => Destinations.Channels.FirstOrDefault(channel => channel.Kind == destination.Channel);

    private string TitleOf(Destination destination) => ChannelOf(destination)?.Title ?? destination.Channel;

    private bool Signs(Destination destination) => ChannelOf(destination)?.Fields.Any(field => field.Kind == ChannelFieldKind.SigningSecret) == true;

    private async Task TryAsync(string what, Func<Task> work)
    {
        (_busy, _said) = (true, null);
        await TryAsync(what, trouble => _trouble = trouble, work);
        _busy = false;
    }
}
