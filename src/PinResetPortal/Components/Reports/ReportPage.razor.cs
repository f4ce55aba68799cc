using System.Globalization;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Reports;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Reports;
using PinResetPortal.Work.Settings;

namespace PinResetPortal.Components.Reports;

/// <summary>A report of the home tenant as it stands now, made to be printed: what the link in its mail opens.</summary>
public partial class ReportPage : ActorComponent
{
    private (string Id, string? From)? _shown;
    private FleetReport? _report;
    private TimeZoneInfo _zone = TimeZoneInfo.Utc;
    private bool _notFound;
    private bool _forbidden;
    private string? _problem;
    private Trouble? _trouble;

    [Inject]
    public required IReportService Reports { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Where the period begins; left out: a week or a month ago, as the report's rhythm is.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    public string? From { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive && _shown != (Id, From))
        {
            _shown = (Id, From);
            await LoadAsync();
        }
    }

    private async Task LoadAsync()
    {
        (_report, _notFound, _problem, _trouble) = (null, false, null, null);
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            _forbidden = true;
            return;
        }

        if (!TryReadFrom(out var from))
        {
            _problem = "The address names no moment.";
            return;
        }

        await TryAsync("The report could not be made.", trouble => _trouble = trouble, async () =>
        {
            var (outcome, report) = Guid.TryParse(Id, out var id) ? await Reports.MakeAsync(actor, id, from, Leaving) : (new EditOutcome<ReportState>.NotFound(), null);
            _zone = outcome is EditOutcome<ReportState>.Done { Value.Schedule.Wanted.Timing.Zone: var zone } ? zone : TimeZoneInfo.Utc;
            (_report, _notFound, _problem) = (report, outcome is EditOutcome<ReportState>.NotFound, outcome is EditOutcome<ReportState>.Refused ? "The history is not kept that long, or it begins later." : null);
        });
    }

    private bool TryReadFrom(out DateTimeOffset? from)
    {
        from = DateTimeOffset.TryParse(From, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read) ? read.ToUniversalTime() : null;
        return from is not null || string.IsNullOrEmpty(From);
    }
}
