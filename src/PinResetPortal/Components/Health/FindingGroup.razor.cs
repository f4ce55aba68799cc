using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Health;

/// <summary>Findings of one kind: large where somebody has to look, a line each where nobody has.</summary>
public partial class FindingGroup
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>In the order of the catalog, so that each has its fixed place.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<AssessedFinding> Findings { get; set; }

    [Parameter, EditorRequired]
    public required TenantId TenantId { get; set; }

    [Parameter]
    public bool Large { get; set; }

    [Parameter]
    public bool MayFix { get; set; }

    [Parameter]
    public bool ReasonSaidAbove { get; set; }

    /// <summary>Called with the id of the check.</summary>
    [Parameter]
    public EventCallback<string> OnFix { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private string Id => "group-" + Title.Replace(' ', '-').ToLowerInvariant();
}
