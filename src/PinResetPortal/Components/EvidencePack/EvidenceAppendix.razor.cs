using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Checks;
using PinResetPortal.Work.History;

namespace PinResetPortal.Components.EvidencePack;

/// <summary>The raw rows of an evidence pack. Folded on the screen; printed in full, on pages of their own.</summary>
public partial class EvidenceAppendix
{
    [Inject]
    public required CheckCatalog Checks { get; init; }

    [Inject]
    public required ViewerClock Clock { get; init; }

    [Parameter, EditorRequired]
    public required TenantRecord Record { get; set; }
}
