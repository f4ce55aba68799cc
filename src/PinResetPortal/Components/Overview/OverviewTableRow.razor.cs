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
            Index, MaySelect, IsSelected, Row.Tenant.Id, Row.Tenant.DisplayName, Row.Tenant.DefaultDomain, Row.Verdict, Row.ReadAt, Row.ReadAt is { } at ? Clock.Relative(at) : null,
            Row.Consent, Row.Policy, Row.Coverage, StageWords.Label(Row.Stage, Row.Devices), string.Join(' ', Row.BrokenChecks), Row.UnreadSince, RelationshipLook.Of(Row.Tenant.Relationship, Clock.Now));
        if (shown == _shown && Row.Trend.SequenceEqual(_trend))
        {
            return false;
        }

        (_shown, _trend) = (shown, Row.Trend);
        return true;
    }

    private string Broken(string area) => string.Join(", ", Row.BrokenChecks.Where(check => check.StartsWith(area, StringComparison.Ordinal)).Select(Checks.InTable));

    /// <summary>Everything of a row that can be seen, but the trend.</summary>
    private sealed record Shown(
        int Index,
        bool MaySelect,
        bool IsSelected,
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
