using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Health;

public partial class FindingCard
{
    [Inject]
    public required CheckCatalog Catalog { get; init; }

    [Parameter, EditorRequired]
    public required AssessedFinding Assessed { get; set; }

    [Parameter, EditorRequired]
    public required TenantId TenantId { get; set; }

    [Parameter]
    public bool MayFix { get; set; }

    /// <summary>The page already says at its top why this could not be read.</summary>
    [Parameter]
    public bool ReasonSaidAbove { get; set; }

    [Parameter]
    public EventCallback<string> OnFix { get; set; }

    /// <summary>Something was decided here that a fresh read shows.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool AcceptsDrift => MayFix && Finding is { CheckId: "policy.drift", Status: FindingStatus.NeedsAttention };

    private string FixWord => Finding.CheckId switch
    {
        "policy.pilot" => "Widen",
        "policy.drift" => "Re-apply",
        "consent.grants" => "Grant scopes",
        _ => "Fix",
    };

    private Finding Finding => Assessed.Finding;

    private StatusLook Look => StatusLook.Of(Finding.Status);

    private string Title => Catalog.TitleOf(Finding.CheckId);

    /// <summary>Begins the id of the title, which is one of its kind on a page.</summary>
    [Parameter]
    public string IdPrefix { get; set; } = "finding";

    private string TitleId => $"{IdPrefix}-" + Finding.CheckId.Replace('.', '-');

    /// <summary>What we could not see we do not offer to repair, whatever the service says.</summary>
    private bool OffersFix => MayFix && Assessed.Fixable && Finding.Status is not (FindingStatus.Unknown or FindingStatus.Healthy);
}
