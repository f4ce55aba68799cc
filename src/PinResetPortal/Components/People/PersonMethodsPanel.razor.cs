using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.People;

namespace PinResetPortal.Components.People;

/// <summary>The user's authentication methods, and whether they are enough for a reset.</summary>
public partial class PersonMethodsPanel
{
    [Parameter, EditorRequired]
    public required PersonFacts Facts { get; set; }
}
