using PinResetPortal.Core.Onboarding;

namespace PinResetPortal.Components.Onboarding;

/// <summary>Probes of one kind, as one step of the wizard.</summary>
public sealed record ProbeGroup(string Title, Func<OnboardingProbe, bool> Holds)
{
    public static readonly IReadOnlyList<ProbeGroup> All =
    [
        new("Tenant and consent", probe => probe.Id is "tenant.reachable" or "portal.consented"),
        new("Permissions", probe => probe.Id.StartsWith("permission.", StringComparison.Ordinal)),
        new("Your roles", probe => probe.Id.StartsWith("role.", StringComparison.Ordinal)),
        new("Licences", probe => probe.Id.StartsWith("licence.", StringComparison.Ordinal)),
        new("Scheduled scans", probe => probe.Id == "portal.unattended"),
    ];
}
