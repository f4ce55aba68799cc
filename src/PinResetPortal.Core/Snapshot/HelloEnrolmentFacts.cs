using PinResetPortal.Core.Policies;

namespace PinResetPortal.Core.Snapshot;

public enum HelloState
{
    NotConfigured,
    Enabled,
    Disabled,
}

/// <summary>
/// One <c>deviceEnrollmentWindowsHelloForBusinessConfiguration</c>. It can switch Windows Hello off, it cannot enable PIN recovery
/// (https://learn.microsoft.com/graph/api/resources/intune-onboarding-deviceenrollmentwindowshelloforbusinessconfiguration).
/// </summary>
/// <param name="Priority">0 is the tenant-wide default; among the others the lowest number wins.</param>
public sealed record HelloEnrolmentFacts(string Id, string Name, int Priority, HelloState State, IReadOnlyList<PolicyAssignment> Assignments)
{
    /// <summary>The values that it holds, under the definition ids that a settings catalog policy has for the same settings of a device.</summary>
    public IReadOnlyList<SettingValue> Settings { get; init; } = [];
}
