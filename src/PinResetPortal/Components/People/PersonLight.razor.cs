using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.People;

namespace PinResetPortal.Components.People;

/// <summary>What a reset takes today, one lamp each, under the verdict.</summary>
public partial class PersonLight
{
    [Parameter, EditorRequired]
    public required PersonAnswer Answer { get; set; }

    /// <summary>The device that it is about.</summary>
    [Parameter, EditorRequired]
    public required DeviceAnswer About { get; set; }
}
