using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Docs;

/// <summary>Why a check is there, how it judges and what repairs it. Each finding links here.</summary>
public partial class CheckPage
{
    private CheckDocument? _document;

    [Parameter]
    public string CheckId { get; set; } = "";

    protected override void OnParametersSet() => _document = CheckDocument.Find(CheckId);
}
