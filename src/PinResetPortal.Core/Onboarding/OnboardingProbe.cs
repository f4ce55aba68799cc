using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Onboarding;

public enum ProbeState
{
    Passed,

    /// <summary>Looked, and it is missing.</summary>
    Failed,

    /// <summary>Not looked at, because a probe before it stands in the way or because it does not apply to the caller.</summary>
    Skipped,

    /// <summary>Looked, and could not tell.</summary>
    Unknown,
}

/// <summary>One thing that a tenant needs before the portal can work in it.</summary>
/// <param name="Id">Permanent, for example <c>portal.consented</c> or <c>permission.Application.Read.All</c>.</param>
/// <param name="Title">What is looked for, in a few words.</param>
/// <param name="Summary">One plain sentence: what was found.</param>
/// <param name="Required">Without it the verdict of the tenant stays unknown; the others each cost one feature.</param>
/// <param name="NextStep">The one thing to do about it; null when there is nothing to do.</param>
/// <param name="Code">The AADSTS code or Graph's error code, where there was one.</param>
public sealed record OnboardingProbe(
    string Id,
    string Title,
    ProbeState State,
    string Summary,
    bool Required,
    OnboardingStep? NextStep = null,
    string? Code = null);

/// <summary>What somebody does to get on.</summary>
/// <param name="Words">One plain sentence that stands by itself.</param>
public abstract record OnboardingStep(string Words)
{
    /// <summary>An administrator of the tenant opens the portal's admin consent link.</summary>
    public sealed record AdminConsent(string Words) : OnboardingStep(Words);

    /// <summary>The portal sends the consent to Partner Center, on behalf of the engineer.</summary>
    /// <param name="Permissions">The Graph permissions that it carries.</param>
    public sealed record PartnerCenterConsent(string Words, IReadOnlyList<string> Permissions) : OnboardingStep(Words);

    /// <summary>A directory role must be given.</summary>
    /// <param name="Name">The role's name, for example "Global Reader".</param>
    public sealed record Role(string Words, string Name) : OnboardingStep(Words);

    /// <summary>The person signs in again, for the challenge that Entra set.</summary>
    public sealed record SignIn(string Words, SignInChallenge Challenge) : OnboardingStep(Words);

    /// <summary>Something that happens outside of the portal.</summary>
    public sealed record Elsewhere(string Words) : OnboardingStep(Words);
}
