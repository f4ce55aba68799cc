using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Health;

public partial class FindingSection
{
    [Parameter, EditorRequired]
    public required CheckArea Area { get; set; }

    [Parameter, EditorRequired]
    public required TenantId TenantId { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<AssessedFinding> Findings { get; set; }

    [Parameter]
    public bool MayFix { get; set; }

    [Parameter]
    public bool ReasonSaidAbove { get; set; }

    /// <summary>Called with the id of the check.</summary>
    [Parameter]
    public EventCallback<string> OnFix { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    internal static string TitleOf(CheckArea area) => area switch
    {
        CheckArea.Consent => "Consent",
        CheckArea.Policy => "Policy",
        CheckArea.Devices => "Devices",
        CheckArea.SignIns => "Sign-ins",
        _ => "Access",
    };

    private static int Urgency(FindingStatus status) => status switch
    {
        FindingStatus.Broken => 0,
        FindingStatus.Unknown => 1,
        FindingStatus.NeedsAttention => 2,
        FindingStatus.Healthy => 3,
        _ => 4,
    };
}
