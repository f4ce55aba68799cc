using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Scheduling;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Components.Settings;

/// <summary>When all tenants are checked by themselves.</summary>
public partial class ScanScheduleSection : EditSection
{
    private const int Shown = 3;

    /// <summary>Offered while typing; every other name that the machine knows is taken as well.</summary>
    private static readonly string[] Zones =
        ["UTC", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Helsinki", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney"];

    private ScanScheduleEdit? _edit;
    private Setting<ScanSchedule>? _current;
    private DateTimeOffset? _next;

    [Inject]
    public required ScanScheduler Scheduler { get; init; }

    [Inject]
    public required PortalSettings Settings { get; init; }

    [Inject]
    public required ViewerClock Viewer { get; init; }

    private string? Problem => _edit switch
    {
        { Rhythm: ScanRhythm.Custom, Cron: var cron } when string.IsNullOrWhiteSpace(cron) => "Enter an expression, or choose Never.",
        { } edit => ScanScheduler.WhatIsWrong(edit.ToSchedule()),
        null => null,
    };

    private IReadOnlyList<DateTimeOffset> Coming => _edit is null ? [] : ScanScheduler.Coming(_edit.ToSchedule(), Viewer.Now, Shown);

    /// <summary>As the form says it: a schedule that was never saved has no words for "never".</summary>
    private bool IsSaved => _edit is null || _current is null || _edit.ToSchedule() == new ScanScheduleEdit(_current.Value).ToSchedule();

    protected override string Thing => "schedule";

    protected override Task LoadAsync() => TryAsync("The schedule could not be read.", async () =>
    {
        if (await ActorAsync() is not { } actor)
        {
            return;
        }

        await Viewer.EnsureZoneAsync();
        _current = await Scheduler.CurrentAsync(actor.HomeTenantId, Leaving);
        _next = await Scheduler.NextAsync(actor.HomeTenantId, Leaving);
        (_edit, Trouble) = (new(_current.Value), null);
    });

    private Task SaveAsync() => TryAsync("The schedule could not be saved.", async () =>
    {
        if (_edit is null || _current is null || Problem is not null || await ActorAsync() is not { } actor)
        {
            return;
        }

        var schedule = _edit.ToSchedule();
        var summary = string.IsNullOrEmpty(schedule.Cron) ? "No scan of all tenants is scheduled" : $"All tenants are scanned at '{schedule.Cron}' ({schedule.TimeZone})";
        var outcome = await Settings.SaveAsync(ScanSchedule.SettingsKey, schedule, _current.Version, summary, actor, Leaving);
        if (outcome is EditOutcome<Setting<ScanSchedule>>.Done)
        {
            await Scheduler.ApplyAsync(actor.HomeTenantId, Leaving);
            await LoadAsync();
        }

        IsDone(outcome, "Saved.");
    });
}
