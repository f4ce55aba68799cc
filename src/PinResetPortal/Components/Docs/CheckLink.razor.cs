using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Checks;

namespace PinResetPortal.Components.Docs;

/// <summary>To the page of a check, by its title.</summary>
public partial class CheckLink
{
    [Inject]
    public required CheckCatalog Catalog { get; init; }

    [Parameter, EditorRequired]
    public required string Id { get; set; }
}
