using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;

namespace PinResetPortal.Components.Health;

/// <summary>A finding that needs nobody: one line, with what was read behind it.</summary>
public partial class FindingLine
{
    [Inject]
    public required CheckCatalog Catalog { get; init; }

    [Parameter, EditorRequired]
    public required Finding Finding { get; set; }

    private string Title => Catalog.Find(Finding.CheckId)?.Title ?? "A check of another version";

    private string Id => "line-" + Finding.CheckId.Replace('.', '-');
}
