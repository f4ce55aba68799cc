using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Onboarding;

public enum OnboardingState
{
    /// <summary>Every required probe passed: the tenant can be checked.</summary>
    Ready,

    /// <summary>A required probe failed.</summary>
    Blocked,

    /// <summary>Nothing failed, but a required probe could not tell.</summary>
    Unknown,
}

/// <summary>All probes of one tenant at one time, in their order.</summary>
public sealed record OnboardingReport(TenantId TenantId, string DisplayName, DateTimeOffset ReadAt, IReadOnlyList<OnboardingProbe> Probes)
{
    public OnboardingState State => StateOf(Probes);

    /// <summary>The first thing to do: of a required probe if one is open, else of any.</summary>
    public OnboardingProbe? Next =>
        Probes.FirstOrDefault(probe => probe is { Required: true, NextStep: not null, State: not ProbeState.Passed })
        ?? Probes.FirstOrDefault(probe => probe is { NextStep: not null, State: not ProbeState.Passed });

    public static OnboardingState StateOf(IEnumerable<OnboardingProbe> probes)
    {
        var required = probes.Where(probe => probe.Required).ToList();
        return required.Exists(probe => probe.State == ProbeState.Failed) ? OnboardingState.Blocked
            : required.Exists(probe => probe.State != ProbeState.Passed) ? OnboardingState.Unknown
            : OnboardingState.Ready;
    }
}
