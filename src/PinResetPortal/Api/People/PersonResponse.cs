using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.UserTexts;

namespace PinResetPortal.Api.People;

internal sealed record PersonHitResponse(string Id, string DisplayName, string? UserPrincipalName, bool? AccountEnabled)
{
    public static PersonHitResponse From(PersonHit hit) => new(hit.Id, hit.DisplayName, hit.UserPrincipalName, hit.AccountEnabled);
}

/// <param name="Verdict">About the device named by deviceId.</param>
/// <param name="DeviceId">Intune's id of the device that verdict, causes and unknowns are about; null: the person has none that is known.</param>
/// <param name="Causes">What stands in the way, the earliest first.</param>
/// <param name="Unknowns">What could not be read, with the permission, role or licence that is missing.</param>
/// <param name="Methods">Registered authentication methods; null when they could not be read (see unknowns).</param>
/// <param name="Registration">Null when it could not be read (see unknowns).</param>
/// <param name="SignIns">To the two PIN reset applications in the last 7 days, newest first; null when they could not be read (see unknowns).</param>
/// <param name="UserTexts">To send to the user as they are, the one that fits best first; empty where none fits, null when no language was asked for.</param>
/// <param name="AccessPass">Whether the tenant's policy lets this person have a Temporary Access Pass; Unknown: see unknowns.</param>
/// <param name="Domain">Of the user principal name; null when it could not be read.</param>
/// <param name="ConditionalAccess">Policies that are on or in report-only mode, for the device named by deviceId, what stops first; null when they could not be read (see unknowns).</param>
internal sealed record PersonResponse(
    PersonHitResponse Person,
    PersonVerdict Verdict,
    string? DeviceId,
    IReadOnlyList<PersonCauseResponse> Causes,
    IReadOnlyList<PersonUnknownResponse> Unknowns,
    IReadOnlyList<string> Notes,
    IReadOnlyList<PersonDeviceResponse> Devices,
    IReadOnlyList<MethodResponse>? Methods,
    RegistrationResponse? Registration,
    IReadOnlyList<SignInResponse>? SignIns,
    Verdict TenantVerdict,
    DateTimeOffset ReadAt,
    IReadOnlyList<UserTextResponse>? UserTexts,
    AccessPassState AccessPass,
    PersonDomainResponse? Domain,
    IReadOnlyList<AccessPolicyResponse>? ConditionalAccess)
{
    public static PersonResponse From(PersonAnswer answer, string? deviceId, UserLanguage? language)
    {
        var main = answer.About(deviceId);
        return new(
            PersonHitResponse.From(answer.Facts.Person),
            main.Verdict,
            main.Device?.Device.Id,
            [.. main.Causes.Select(PersonCauseResponse.From)],
            [.. main.Unknowns.Select(PersonUnknownResponse.From)],
            main.Notes,
            [.. answer.Devices.Select(PersonDeviceResponse.From).OfType<PersonDeviceResponse>()],
            answer.Facts.Methods.ValueOrDefault?.Select(MethodResponse.From).ToList(),
            answer.Facts.Registration.ValueOrDefault is { } registration ? RegistrationResponse.From(registration) : null,
            answer.SignIns.ValueOrDefault?.Select(SignInResponse.From).ToList(),
            answer.Readiness.Verdict,
            answer.Facts.ReadAt,
            language is { } spoken ? UserTextResponse.All(UserSituation.Of(answer, main), spoken) : null,
            answer.AccessPass.State,
            answer.Domain.ValueOrDefault is { } domain ? new(domain.Name, domain.IsFederated) : null,
            answer.Facts.ConditionalAccess.ValueOrDefault is null ? null : [.. main.ConditionalAccess.Select(AccessPolicyResponse.From)]);
    }
}

/// <param name="Federated">A sign-in service of its own checks the password of its users, not Entra ID.</param>
internal sealed record PersonDomainResponse(string Name, bool Federated);

/// <summary>A Conditional Access policy at a PIN reset of this person: inferred from the list, unless a sign-in got through since.</summary>
/// <param name="ReportOnly">It stops nobody today.</param>
/// <param name="Applies">Null: can't be told.</param>
/// <param name="Effect">What it does today.</param>
/// <param name="Demand">What it asks for.</param>
/// <param name="Reach">Why it applies, or not, or why that can't be told.</param>
/// <param name="ThroughAt">When a PIN reset sign-in of this person got through after the policy's last change.</param>
internal sealed record AccessPolicyResponse(string Id, string Name, bool ReportOnly, bool? Applies, AccessEffect Effect, string Demand, string Reach, DateTimeOffset? ThroughAt)
{
    public static AccessPolicyResponse From(PolicyAtReset one) => new(
        one.Policy.Id, one.Policy.Name, one.IsReportOnly, one.Applies, one.Today, one.Demand, one.Reach, one.ThroughAt);
}

/// <param name="Text">Plain text with numbered steps.</param>
internal sealed record UserTextResponse(UserTextKind Kind, UserLanguage Language, string Title, string Text)
{
    public static IReadOnlyList<UserTextResponse> All(UserSituation situation, UserLanguage language) =>
        [.. situation.Kinds.Select(kind => situation.Text(kind, language)).Select(text => new UserTextResponse(text.Kind, text.Language, text.Title, text.Plain()))];
}

/// <param name="Id">Permanent: account.blocked, device.none, hello.none, mfa.not-capable, consent.service, sign-in.conditional-access, conditional-access.policy, policy.off…</param>
/// <param name="Guide">The page of the guide's entry in the portal.</param>
/// <param name="CheckId">The tenant's check that says the same for the whole tenant.</param>
/// <param name="Fixable">Whether a plan for that check has something to send.</param>
internal sealed record PersonCauseResponse(string Id, string Title, IReadOnlyList<string> Evidence, string NextStep, string Who, string? Guide, string? CheckId, bool Fixable)
{
    public static PersonCauseResponse From(PersonCause cause) => new(
        cause.Id, cause.Title, cause.Evidence, cause.NextStep, cause.Who, cause.GuideId is null ? null : $"/guide/{cause.GuideId}", cause.CheckId, cause.Fixable);
}

/// <param name="Kind">Why it could not be read.</param>
/// <param name="Decides">Whether the verdict stays Unknown without it, unless there are causes.</param>
/// <param name="CheckId">The tenant's check to look at.</param>
internal sealed record PersonUnknownResponse(string Id, string Subject, UnreadableKind Kind, string Message, string? NextStep, string? Permission, string? Role, string? Code, string? RequestId, bool Decides, string? CheckId)
{
    public static PersonUnknownResponse From(PersonUnknown unknown) => new(
        unknown.Id, unknown.Subject, unknown.Reason.Kind, unknown.Reason.Message, unknown.Reason.NextStep, unknown.Reason.Permission, unknown.Reason.Role,
        unknown.Reason.Code, unknown.Reason.RequestId, unknown.Decides, unknown.CheckId);
}

/// <param name="Id">Intune's id.</param>
/// <param name="EntraEnabled">Whether the device object is enabled in Entra ID; null: there is none, or it could not be read.</param>
internal sealed record PersonDeviceResponse(
    string Id,
    string Name,
    string? EntraDeviceId,
    string? JoinType,
    string? OsVersion,
    string? Edition,
    string? Compliance,
    DateTimeOffset? LastSyncAt,
    bool? EntraEnabled,
    PersonVerdict Verdict,
    IReadOnlyList<PersonCauseResponse> Causes,
    IReadOnlyList<PersonUnknownResponse> Unknowns,
    IReadOnlyList<string> Notes,
    PinRecoveryResponse PinRecovery)
{
    /// <returns>Null when the answer is about no device.</returns>
    public static PersonDeviceResponse? From(DeviceAnswer answer) => answer is not { Device: { Device: var device } owned, PinRecovery: { } recovery }
        ? null
        : new(
            device.Id, device.Name, device.EntraDeviceId, device.JoinType, device.OsVersion, device.Edition, device.Compliance, device.LastSyncAt,
            owned.Entra.ValueOrDefault?.AccountEnabled,
            answer.Verdict,
            [.. answer.Causes.Select(PersonCauseResponse.From)],
            [.. answer.Unknowns.Select(PersonUnknownResponse.From)],
            answer.Notes,
            PinRecoveryResponse.From(recovery, answer.Policies));
}

/// <summary>EnablePinRecovery on this device for this user.</summary>
/// <param name="Value">Null: no policy sets it here, or it can't be told (certain is false), or policies contradict each other.</param>
/// <param name="DecidedBy">Names of the policies that decide.</param>
internal sealed record PinRecoveryResponse(bool? Value, bool Certain, bool Contradicted, IReadOnlyList<string> DecidedBy, IReadOnlyList<PersonPolicyResponse> Policies)
{
    public static PinRecoveryResponse From(PinRecoveryOnDevice value, IReadOnlyList<PolicyForPerson> policies) => new(
        value.Value, value.IsCertain, value.Contradicted, [.. value.From.Select(one => one.Setting.Policy.Name).Distinct()], [.. policies.Select(PersonPolicyResponse.From)]);
}

/// <param name="Scope">unknown: no page of Microsoft says which of the two the setting is.</param>
/// <param name="Assigned">Whether its assignments include the user or the device; null: can't be told.</param>
/// <param name="State">As the device reported; null: no report.</param>
internal sealed record PersonPolicyResponse(string Id, string Name, SettingScope Scope, bool EnablePinRecovery, bool? Assigned, bool? Applies, DeploymentState? State, string Why)
{
    public static PersonPolicyResponse From(PolicyForPerson one) => new(
        one.Policy.Setting.Policy.Id,
        one.Policy.Setting.Policy.Name,
        one.Policy.Setting.Scope,
        one.Policy.Setting.Enabled,
        one.Assigned,
        one.Policy.Applies,
        one.Policy.State,
        one.Why);
}

/// <param name="Kind">windowsHelloForBusiness, microsoftAuthenticator, fido2, phone, password…</param>
/// <param name="DisplayName">For Windows Hello the name of the device.</param>
internal sealed record MethodResponse(string Kind, string? DisplayName, DateTimeOffset? CreatedAt)
{
    public static MethodResponse From(RegisteredMethod method) => new(method.Kind, method.DisplayName, method.CreatedAt);
}

internal sealed record RegistrationResponse(bool IsMfaCapable, bool IsMfaRegistered, IReadOnlyList<string> MethodsRegistered, DateTimeOffset? UpdatedAt)
{
    public static RegistrationResponse From(RegistrationFacts registration) => new(registration.IsMfaCapable, registration.IsMfaRegistered, registration.Methods, registration.UpdatedAt);
}

/// <param name="Code">AADSTS and the number; null: succeeded.</param>
/// <param name="Outcome">interrupted: a step of a normal sign-in, which decides nothing.</param>
/// <param name="Meaning">What the guide says about the code.</param>
/// <param name="ConditionalAccess">success, failure or notApplied.</param>
/// <param name="FailedPolicies">Conditional Access policies that were not met.</param>
internal sealed record SignInResponse(
    DateTimeOffset At, string AppId, string App, SignInOutcome Outcome, string? Code, string? FailureReason, string? Meaning, string? Guide, string? ConditionalAccess,
    IReadOnlyList<string> FailedPolicies, string? Device, string? CorrelationId)
{
    public static SignInResponse From(ExplainedSignIn one) => new(
        one.SignIn.At,
        one.SignIn.AppId,
        KnownApps.NameOf(one.SignIn.AppId),
        one.SignIn.Succeeded ? SignInOutcome.Succeeded : one.IsInterrupt ? SignInOutcome.Interrupted : SignInOutcome.Failed,
        one.SignIn.Succeeded ? null : one.SignIn.Code,
        one.SignIn.FailureReason,
        one.Entry?.Meaning,
        one.Entry?.Address,
        one.SignIn.ConditionalAccess,
        one.SignIn.FailedPolicies,
        one.SignIn.DeviceName,
        one.SignIn.CorrelationId);
}

internal enum SignInOutcome
{
    Succeeded,
    Failed,
    Interrupted,
}
