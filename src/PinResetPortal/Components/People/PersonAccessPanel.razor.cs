using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;

namespace PinResetPortal.Components.People;

/// <summary>The Conditional Access policies that apply, or may apply, to a PIN reset of the person on one device.</summary>
public partial class PersonAccessPanel
{
    /// <summary>Why the policies could not be read; null: they were.</summary>
    [Parameter, EditorRequired]
    public required UnreadableReason? Unreadable { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<PolicyAtReset> Policies { get; set; }

    private IReadOnlyList<PolicyAtReset> Concerned => [.. Policies.Where(one => one.Applies is not false)];

    private int Others => Policies.Count - Concerned.Count;
}
