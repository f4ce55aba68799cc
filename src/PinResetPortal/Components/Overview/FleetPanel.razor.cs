using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

/// <summary>All tenants over the last days. It is read when somebody opens it.</summary>
public partial class FleetPanel : ActorComponent
{
    private const int Days = 30;
    private const int LabelEvery = 5;

    private static readonly StackedBarChartOptions Options = new() { ChartPalette = ["var(--good)", "var(--bad)", "var(--unknown)"] };

    private IReadOnlyList<FleetDay>? _days;
    private List<ChartSeries<double>> _series = [];
    private string[] _labels = [];
    private Trouble? _trouble;

    [Inject]
    public required IOverviewStore Overview { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    private async Task LoadAsync()
    {
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            return;
        }

        await TryAsync("The days could not be counted.", trouble => _trouble = trouble, async () =>
        {
            var today = DateOnly.FromDateTime(Time.GetUtcNow().UtcDateTime);
            var days = await Overview.DaysAsync(actor.HomeTenantId, today.AddDays(1 - Days), today, Leaving);
            _series =
            [
                SeriesOf("Ready", days.Select(day => day.Ready)),
                SeriesOf("Not ready", days.Select(day => day.NotReady)),
                SeriesOf("Unknown", days.Select(day => day.Unknown)),
            ];
            _labels = [.. days.Select((day, index) => index % LabelEvery == 0 ? day.Day.ToString("d MMM", CultureInfo.InvariantCulture) : "")];
            (_days, _trouble) = (days, null);
        });
    }

    private static ChartSeries<double> SeriesOf(string name, IEnumerable<int> counts) => new() { Name = name, Data = new ChartData<double>([.. counts.Select(count => (double)count)]) };
}
