using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Troubleshooting.Diagnosing;

namespace PinResetPortal.Components.Troubleshooting;

/// <summary>What was recognised, what was not, and what makes the answer less certain.</summary>
public partial class FoundSigns
{
    [Parameter, EditorRequired]
    public required Diagnosis Diagnosis { get; set; }
}
