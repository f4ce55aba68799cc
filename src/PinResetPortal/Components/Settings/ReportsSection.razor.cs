using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Settings;

/// <summary>The reports of the home tenant: what goes out, when, and to whom.</summary>
public partial class ReportsSection : EditSection
{
    private IReadOnlyList<ReportState>? _reports;
    private IReadOnlyList<Destination> _destinations = [];
    private IReadOnlyList<Tenant> _tenants = [];
    private ReportEdit? _edit;

    [Inject]
    public required IReportService Reports { get; init; }

    [Inject]
    public required DestinationService Destinations { get; init; }

    [Inject]
    public required IReportMail Mail { get; init; }

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required ViewerClock Viewer { get; init; }

    protected override string Thing => "report";

    protected override Task LoadAsync() => TryAsync("The reports could not be read.", async () =>
    {
        if (await ActorAsync() is { } actor)
        {
            await Viewer.EnsureZoneAsync();
            _destinations = [.. (await Destinations.ListAsync(actor, Leaving) ?? []).Where(one => one.Channel == Mail.Channel)];
            _tenants = (await Catalog.ListAsync(actor, refresh: false, Leaving)).Tenants;
            await ReadAsync(actor);
        }
    });

    private async Task ReadAsync(Actor actor) => (_reports, Trouble) = (await Reports.ListAsync(actor, Leaving) ?? [], null);

    private void Add() => (_edit, Problems, Said) = (new(saved: null, _destinations[0].Id), [], null);

    private void Open(ReportState report) => (_edit, Problems, Said) = (new(report.Schedule, report.Schedule.Wanted.DestinationId), [], null);

    private void Close() => (_edit, Problems) = (null, []);

    private Task SaveAsync(ReportEdit edit) => TryAsync("The report could not be saved.", async () =>
    {
        if (await ActorAsync() is not { } actor)
        {
            return;
        }

        var (draft, problem) = edit.ToDraft();
        if (draft is null)
        {
            Problems = [problem ?? "The report is not complete."];
            return;
        }

        var outcome = edit.Saved is { } saved
            ? await Reports.SaveAsync(actor, saved.Id, saved.Revision, draft, Leaving)
            : await Reports.AddAsync(actor, draft, Leaving);
        if (IsDone(outcome, "Saved."))
        {
            Close();
            await ReadAsync(actor);
        }
    });

    private Task RemoveAsync(ReportState report) => TryAsync("The report could not be removed.", async () =>
    {
        if (await ActorAsync() is { } actor
            && await Dialogs.ShowMessageBoxAsync($"Remove {report.Schedule.Wanted.Name}?", "It goes out no more.", yesText: "Remove", cancelText: "Keep") == true
            && IsDone(await Reports.RemoveAsync(actor, report.Schedule.Id, Leaving), "Removed."))
        {
            await ReadAsync(actor);
        }
    });

    private Task SendAsync(ReportState report) => TryAsync("The report could not be sent.", async () =>
    {
        if (await ActorAsync() is { } actor)
        {
            var (outcome, result) = await Reports.SendNowAsync(actor, report.Schedule.Id, Leaving);
            if (IsDone(outcome, "The mail server took it.") && result is { Sent: false })
            {
                (Said, SaidWell) = (result.Problem, false);
            }
        }
    });

    private string NameOf(TenantId id) => _tenants.FirstOrDefault(tenant => tenant.Id == id)?.DisplayName ?? "a tenant that is not on your list";

    private string LastWords(ReportDelivery last) => last switch
    {
        { SentAt: { } at } => $"Sent last {Viewer.Absolute(at)}.",
        { Again: { } again, Problem: { } problem } => string.Create(CultureInfo.InvariantCulture, $"Try {last.Attempts} failed. {problem} Tried again {Viewer.Absolute(again)}."),
        { Again: not null } => "It is on its way.",
        _ => string.Create(CultureInfo.InvariantCulture, $"Given up after {last.Attempts} tries. {last.Problem}"),
    };
}
