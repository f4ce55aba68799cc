using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Notifications;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Components.Settings;

public partial class NotificationsSection : ActorComponent
{
    private NotificationsEdit? _edit;
    private int _version;
    private string? _changedBy;
    private string? _said;
    private bool _saidWell;
    private bool _busy;
    private Trouble? _trouble;

    [Inject]
    public required PortalSettings Settings { get; init; }

    [Inject]
    public required NotificationSecrets Secrets { get; init; }

    [Inject]
    public required IEnumerable<INotificationChannel> Channels { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync();
        }
    }

    private Task LoadAsync() => TryAsync("The notification settings could not be read.", async () =>
    {
        if (await ActorAsync() is not { } actor)
        {
            return;
        }

        var setting = await ReadAsync(actor);
        (_edit, _version, _changedBy, _trouble) = (new(setting.Value), setting.Version, setting.ChangedBy, null);
    });

    private Task SaveAsync() => TryAsync("The notification settings could not be saved.", async () =>
    {
        if (_edit is null || await ActorAsync() is not { } actor)
        {
            return;
        }

        if (_edit.Problem is { } problem)
        {
            Say(problem, well: false);
            return;
        }

        var settings = _edit.ToSettings(Secrets);
        var names = settings.Channels.Count == 0 ? "none" : string.Join(", ", settings.Channels);
        var outcome = await Settings.SaveAsync(NotificationSettings.Key, settings, _version, $"Changed the notifications; switched on: {names}", actor, Leaving);
        if (outcome == SettingsOutcome.Saved)
        {
            await LoadAsync();
            Say("Saved.", well: true);
        }
        else
        {
            Say(outcome == SettingsOutcome.Forbidden ? "This needs the portal role Admin." : "Somebody else saved the notifications meanwhile. Reload the page and look at theirs first.", well: false);
        }
    });

    private Task TestAsync(NotificationChannelKind kind) => TryAsync("The test could not be sent.", async () =>
    {
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Admin))
        {
            Say("This needs the portal role Admin.", well: false);
            return;
        }

        var test = new Notification(Guid.NewGuid(), NotificationKind.Test, Time.GetUtcNow(), null, null, $"This is a test of PinResetPortal's notifications, sent by {actor.Name}.");
        var result = await Channels.Single(channel => channel.Kind == kind).SendAsync(test, (await ReadAsync(actor)).Value, Leaving);
        Say(result.Problem ?? "The test was accepted.", result.Sent);
    });

    private Task<Setting<NotificationSettings>> ReadAsync(Actor actor) => Settings.GetAsync(actor.HomeTenantId, NotificationSettings.Key, new NotificationSettings(), Leaving);

    private void Say(string what, bool well) => (_said, _saidWell) = (what, well);

    private async Task TryAsync(string what, Func<Task> work)
    {
        (_busy, _said) = (true, null);
        await TryAsync(what, trouble => _trouble = trouble, work);
        _busy = false;
    }
}
