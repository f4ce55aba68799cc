using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

public partial class OverviewFilters
{
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

    /// <summary>Open at first when the address sets one of them; from then on it is the person's.</summary>
    private bool _open;

    [Parameter, EditorRequired]
    public required OverviewView View { get; set; }

    [Parameter, EditorRequired]
    public required OverviewCounts Counts { get; set; }

    [Parameter]
    public IReadOnlyList<string> Tags { get; set; } = [];

    [Parameter]
    public EventCallback<OverviewView> OnChange { get; set; }

    /// <summary>What else stands in the line of the search box.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Every verdict, and how far the ready tenants have got.</summary>
    private IEnumerable<(OverviewVerdict? Verdict, TenantStage? Stage, string Words, int Count)> Chips
    {
        get
        {
            yield return (null, null, "All", Counts.All);
            yield return (OverviewVerdict.NotReady, null, "Not ready", Counts.NotReady);
            yield return (OverviewVerdict.Unknown, null, "Unknown", Counts.Unknown);
            yield return (OverviewVerdict.Ready, null, "Ready", Counts.Ready);
            foreach (var stage in new[] { TenantStage.SetUp, TenantStage.RollingOut, TenantStage.Ready, TenantStage.Proven })
            {
                if (Counts.Stages.GetValueOrDefault(stage) > 0 || View.Query.Stage == stage)
                {
                    yield return (null, stage, StageWords.Word(stage) ?? "", Counts.Stages.GetValueOrDefault(stage));
                }
            }

            yield return (OverviewVerdict.NotChecked, null, "Not checked", Counts.NotChecked);
        }
    }

    /// <summary>A tag of the address that no tenant has any more is shown as well: it is what filters.</summary>
    private IEnumerable<string> ShownTags => View.Query.Tag is { } tag && !Tags.Contains(tag) ? Tags.Prepend(tag) : Tags;

    protected override void OnInitialized() => _open = View.FurtherFilters > 0;

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private bool IsChosen(OverviewVerdict? verdict, TenantStage? stage) => View.Query.Verdict == verdict && View.Query.Stage == stage;

    private Task SetAsync(OverviewQuery query) => OnChange.InvokeAsync(View with { Query = query });
}
