using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

public partial class OverviewTableRow
{
    [Inject]
    public required CheckCatalog Checks { get; init; }

    private Shown? _shown;
    private IReadOnlyList<VerdictStretch> _trend = [];

    [Inject]
    public required ViewerClock Clock { get; init; }

    [Parameter, EditorRequired]
    public required OverviewRow Row { get; set; }

    /// <summary>Its place among all that match, from 0: assistive technology tells it although few rows are there.</summary>
    [Parameter, EditorRequired]
    public required int Index { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<OverviewColumn> Columns { get; set; }

    /// <summary>Where a click leads.</summary>
    [Parameter, EditorRequired]
    public required string Address { get; set; }

    /// <summary>It is shown beside the table.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    [Parameter]
    public bool MaySelect { get; set; }

    [Parameter]
    public bool IsSelected { get; set; }

    [Parameter]
    public EventCallback<(TenantId Id, bool Selected)> OnSelect { get; set; }

    /// <summary>The rows are many, are read again often, and mostly say the same then.</summary>
    protected override bool ShouldRender()
    {
        var shown = new Shown(
            Index, MaySelect, IsSelected, IsOpen, Address, OverviewColumns.Write(Columns), string.Join(' ', Row.Tenant.Tags), Row.Tenant.Id, Row.Tenant.DisplayName, Row.Tenant.DefaultDomain, Row.Verdict, Row.ReadAt, Row.ReadAt is { } at ? Clock.Relative(at) : null,
            Row.Consent, Row.Policy, Row.Coverage, StageWords.Label(Row.Stage, Row.Devices), string.Join(' ', Row.BrokenChecks), Row.UnreadSince, RelationshipLook.Of(Row.Tenant.Relationship, Clock.Now));
        if (shown == _shown && Row.Trend.SequenceEqual(_trend))
        {
            return false;
        }

        (_shown, _trend) = (shown, Row.Trend);
        return true;
    }

    /// <summary>The class that gives the cells of a column their width.</summary>
    internal static string ClassOf(OverviewColumn column) => column switch
    {
        OverviewColumn.Consent or OverviewColumn.Policy => "area-column",
        _ => $"{char.ToLowerInvariant(column.ToString()[0])}{column.ToString()[1..]}-column",
    };

    private static MarkupString Area(FindingStatus? status) => status is { } known ? StatusLook.Of(known).Markup : new("–");

    private string Broken => string.Join(", ", Row.BrokenChecks.Select(Checks.InTable));

    private StatusLook Relationship => RelationshipLook.Of(Row.Tenant.Relationship, Clock.Now);

    private string? RelationshipClass => Relationship.Tone switch
    {
        "bad" => "row-ending",
        "warn" => "row-soon",
        _ => null,
    };

    /// <summary>What stands beside the verdict: that it is an earlier one, or how far the tenant has got.</summary>
    private (string? Short, string? Full) State => Row.UnreadSince is { } unread
        ? ("not readable now", $"Not readable since {Clock.Absolute(unread)}: what stands here is older")
        : (StageWords.Word(Row.Stage), StageWords.Label(Row.Stage, Row.Devices));

    /// <summary>Everything of a row that can be seen, but the trend.</summary>
    private sealed record Shown(
        int Index,
        bool MaySelect,
        bool IsSelected,
        bool IsOpen,
        string Address,
        string Columns,
        string Tags,
        TenantId Id,
        string Name,
        string? Domain,
        Verdict? Verdict,
        DateTimeOffset? ReadAt,
        string? Age,
        FindingStatus? Consent,
        FindingStatus? Policy,
        int? Coverage,
        string? Stage,
        string BrokenChecks,
        DateTimeOffset? UnreadSince,
        StatusLook Relationship);
}
