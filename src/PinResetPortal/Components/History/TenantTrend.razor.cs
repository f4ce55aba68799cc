using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Components.History;

/// <summary>What one tenant said over time, from the kept changes.</summary>
public partial class TenantTrend : ActorComponent
{
    private const int Days = 90;
    private const int Drawn = 200;
    private const int Listed = 5;
    private const int ListedChanges = 50;

    private IReadOnlyList<ReadinessMark>? _marks;
    private IReadOnlyList<VerdictStretch> _stretches = [];
    private CheckChanges? _changes;
    private Trouble? _trouble;

    [Inject]
    public required IReadinessStore Readiness { get; init; }

    [Inject]
    public required IOverviewStore Overview { get; init; }

    [Inject]
    public required CheckCatalog Catalog { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    /// <summary>One that the viewer may see.</summary>
    [Parameter, EditorRequired]
    public required TenantId TenantId { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            return;
        }

        await TryAsync("The trend could not be read.", trouble => _trouble = trouble, async () =>
        {
            var oldest = Time.GetUtcNow().AddDays(-Days);
            var marks = await Readiness.HistoryAsync(actor.KeyOf(TenantId), Drawn, Leaving);
            _stretches = [.. marks.Where(mark => (mark.LastSeenAt ?? mark.ReadAt) >= oldest).Select(mark => new VerdictStretch(mark.Verdict, mark.ReadAt, mark.LastSeenAt ?? mark.ReadAt)).Reverse()];
            _changes = await Overview.ChangesAsync(actor.HomeTenantId, TenantId, [.. Catalog.All.Select(check => check.Id)], oldest, ListedChanges, Leaving);
            (_marks, _trouble) = (marks, null);
        });
    }
}
