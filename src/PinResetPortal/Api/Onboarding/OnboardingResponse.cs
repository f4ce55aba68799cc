using PinResetPortal.Core.Onboarding;

namespace PinResetPortal.Api.Onboarding;

internal sealed record OnboardingResponse(Guid TenantId, string DisplayName, OnboardingState State, DateTimeOffset ReadAt, IReadOnlyList<ProbeResponse> Probes)
{
    public static OnboardingResponse From(OnboardingReport report, Func<string> adminConsentUrl) => new(
        report.TenantId.Value, report.DisplayName, report.State, report.ReadAt, [.. report.Probes.Select(probe => ProbeResponse.From(probe, adminConsentUrl))]);
}

/// <param name="Id">For example portal.consented, permission.Application.Read.All, role.read-policies, licence.intune.</param>
/// <param name="Required">Without it the verdict of the tenant stays unknown.</param>
/// <param name="Code">The AADSTS code, where there was one.</param>
/// <param name="NextStep">The one thing to do; null when there is nothing to do.</param>
internal sealed record ProbeResponse(string Id, string Title, ProbeState State, bool Required, string Summary, string? Code, NextStepResponse? NextStep)
{
    public static ProbeResponse From(OnboardingProbe probe, Func<string> adminConsentUrl) => new(
        probe.Id, probe.Title, probe.State, probe.Required, probe.Summary, probe.Code,
        probe.NextStep switch
        {
            null => null,
            OnboardingStep.AdminConsent step => new(NextStepKind.AdminConsent, step.Words, Url: adminConsentUrl()),
            OnboardingStep.PartnerCenterConsent step => new(NextStepKind.PartnerCenterConsent, step.Words, Permissions: step.Permissions),
            OnboardingStep.Role step => new(NextStepKind.Role, step.Words, Role: step.Name),
            OnboardingStep.SignIn step => new(NextStepKind.SignIn, step.Words),
            _ => new(NextStepKind.Elsewhere, probe.NextStep.Words),
        });
}

/// <param name="Url">For adminConsent: the address to send to an administrator of the tenant; good for a week.</param>
/// <param name="Permissions">For partnerCenterConsent: what POST …/onboarding/consent asks for.</param>
internal sealed record NextStepResponse(NextStepKind Kind, string Words, string? Url = null, string? Role = null, IReadOnlyList<string>? Permissions = null);

/// <param name="Outcome">alreadyGranted: Partner Center had the entry.</param>
/// <param name="RequestId">Partner Center's id of the request.</param>
internal sealed record ConsentResponse(ConsentOutcome Outcome, string? RequestId);

/// <summary>Where the next step is taken.</summary>
internal enum NextStepKind
{
    AdminConsent,
    PartnerCenterConsent,
    Role,
    SignIn,
    Elsewhere,
}

internal enum ConsentOutcome
{
    Granted,
    AlreadyGranted,
}
