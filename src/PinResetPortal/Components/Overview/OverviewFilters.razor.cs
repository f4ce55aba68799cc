using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

public partial class OverviewFilters
{
    private static readonly IReadOnlyList<(OverviewVerdict? Value, string Words)> Verdicts =
    [
        (null, "All"),
        (OverviewVerdict.NotReady, "Not ready"),
        (OverviewVerdict.Unknown, "Unknown"),
        (OverviewVerdict.Ready, "Ready"),
        (OverviewVerdict.NotChecked, "Not checked"),
    ];

    private static readonly IReadOnlyList<(FindingStatus Value, string Words)> Statuses =
        [.. Enum.GetValues<FindingStatus>().Select(status => (status, StatusLook.Of(status).Word))];

    private static readonly IReadOnlyList<(OverviewRelationship Value, string Words)> Relationships =
    [
        (OverviewRelationship.Active, "GDAP active"),
        (OverviewRelationship.Expiring, "GDAP ends within 30 days"),
        (OverviewRelationship.Ended, "GDAP ended"),
        (OverviewRelationship.Direct, "Added by hand"),
        (OverviewRelationship.Home, "Own tenant"),
    ];

    private static readonly IReadOnlyList<(OverviewSort Value, string Words)> Sorts =
    [
        (OverviewSort.Name, "Name"),
        (OverviewSort.Verdict, "Verdict"),
        (OverviewSort.LastChecked, "Last checked"),
        (OverviewSort.Coverage, "Coverage"),
    ];

    /// <summary>Never changed afterwards: from then on it is the person's.</summary>
    private bool _openAtFirst;

    [Inject]
    public required CheckCatalog Catalog { get; init; }

    [Parameter, EditorRequired]
    public required OverviewView View { get; set; }

    [Parameter, EditorRequired]
    public required OverviewCounts Counts { get; set; }

    [Parameter]
    public IReadOnlyList<string> Tags { get; set; } = [];

    [Parameter]
    public EventCallback<OverviewView> OnChange { get; set; }

    private IEnumerable<string> Checks => Catalog.All.Select(check => check.Id).Order(StringComparer.Ordinal);

    /// <summary>A tag of the address that no tenant has any more is shown as well: it is what filters.</summary>
    private IEnumerable<string> ShownTags => View.Query.Tag is { } tag && !Tags.Contains(tag) ? Tags.Prepend(tag) : Tags;

    protected override void OnInitialized() => _openAtFirst = View.FurtherFilters > 0;

    private static string? Text(ChangeEventArgs change) => change.Value as string is { Length: > 0 } text ? text : null;

    private static T? Choice<T>(ChangeEventArgs change)
        where T : struct, Enum => Enum.TryParse<T>(Text(change), out var value) ? value : null;

    private Task SetAsync(OverviewQuery query) => OnChange.InvokeAsync(View with { Query = query });
}
