using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Core.People;

public enum PersonVerdict
{
    CanReset,
    CannotReset,

    /// <summary>Nothing stands in the way as far as was seen, but something that decides could not be read.</summary>
    Unknown,
}

/// <summary>One reason why this person can't reset the PIN of this device without losing keys.</summary>
/// <param name="Id">Permanent, kebab-case, <c>area.subject</c>.</param>
/// <param name="Evidence">Sentences: what was read, where, when.</param>
/// <param name="GuideId">The guide's entry that explains it.</param>
/// <param name="CheckId">The tenant's check that says the same for the whole tenant.</param>
/// <param name="Fixable">Whether a portal Operator can repair it here.</param>
public sealed record PersonCause(
    string Id, string Title, IReadOnlyList<string> Evidence, string NextStep, string Who, string? GuideId = null, string? CheckId = null, bool Fixable = false);

/// <summary>Something that could not be told, with what is missing.</summary>
/// <param name="Id">Permanent, kebab-case, <c>area.subject</c>.</param>
/// <param name="Subject">What is not known: "Whether the user can do multifactor authentication".</param>
/// <param name="Reason">Why, and which permission, role or licence is missing.</param>
/// <param name="Decides">Whether the verdict stays unknown without it.</param>
/// <param name="CheckId">The tenant's check to look at, where there is one.</param>
public sealed record PersonUnknown(string Id, string Subject, UnreadableReason Reason, bool Decides, string? CheckId = null);

/// <summary>The answer for this person on one device.</summary>
/// <param name="Device">Null: the person has no managed Windows device, or the devices could not be read.</param>
/// <param name="PinRecovery">EnablePinRecovery on this device for this user, and the policies behind it.</param>
/// <param name="Policies">Every policy that names EnablePinRecovery, and what it does here.</param>
/// <param name="Notes">What makes the answer less certain without changing it.</param>
/// <param name="ConditionalAccess">The tenant's Conditional Access policies that are on or in report-only mode, what stops first; empty as well when they could not be read.</param>
public sealed record DeviceAnswer(
    PersonDevice? Device,
    PersonVerdict Verdict,
    IReadOnlyList<PersonCause> Causes,
    IReadOnlyList<PersonUnknown> Unknowns,
    PinRecoveryOnDevice? PinRecovery,
    IReadOnlyList<PolicyForPerson> Policies,
    IReadOnlyList<string> Notes,
    IReadOnlyList<PolicyAtReset> ConditionalAccess);

/// <summary>One policy that names EnablePinRecovery, seen from one person's device.</summary>
/// <param name="Assigned">Whether its assignments include the user or the device; null: can't be told.</param>
/// <param name="Why">Why it does or does not.</param>
public sealed record PolicyForPerson(PolicyOnDevice Policy, bool? Assigned, string Why);

/// <param name="Entry">The guide's entry about its error code.</param>
public sealed record ExplainedSignIn(PersonSignIn SignIn, GuideEntry? Entry)
{
    /// <summary>A step of a normal sign-in: it neither succeeded nor was it refused.</summary>
    public bool IsInterrupt => Entry is { Interrupt: true };
}

/// <summary>The answer for one person.</summary>
/// <param name="Devices">Never empty; the last synchronised device first.</param>
/// <param name="SignIns">Newest first; unreadable with its reason.</param>
/// <param name="Readiness">The tenant's findings of the same moment.</param>
/// <param name="Domain">Who checks the password of this person.</param>
public sealed record PersonAnswer(
    Tenant Tenant,
    PersonFacts Facts,
    IReadOnlyList<DeviceAnswer> Devices,
    Fact<IReadOnlyList<ExplainedSignIn>> SignIns,
    TenantReadiness Readiness,
    Fact<PersonDomain> Domain)
{
    /// <summary>Whether the tenant's policy lets this person have a Temporary Access Pass.</summary>
    public AccessPassAnswer AccessPass => AccessPassAnswer.Of(Facts);

    /// <summary>When the last reset sign-in of this person got through; null: none did, or a later one was refused, or the log was not read.</summary>
    public DateTimeOffset? ThroughAt => SignIns.ValueOrDefault?.FirstOrDefault(one => !one.IsInterrupt) is { SignIn: { Succeeded: true, At: var at } } ? at : null;

    /// <summary>The device that was asked for, else the one that synchronised last.</summary>
    public DeviceAnswer About(string? deviceId) =>
        Devices.FirstOrDefault(device => deviceId is not null && deviceId.Equals(device.Device?.Device.Id, StringComparison.OrdinalIgnoreCase)) ?? Devices[0];
}
