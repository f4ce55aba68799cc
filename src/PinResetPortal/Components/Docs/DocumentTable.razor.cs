using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Docs;

public partial class DocumentTable
{
    [Parameter, EditorRequired]
    public required DocumentBlock.Table Table { get; set; }
}
