using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.People;

/// <summary>EnablePinRecovery and Windows Hello on this device for this user.</summary>
internal sealed class PolicyRules
{
    private const string Who = "Intune Administrator of the tenant";
    private const string NotVisible = "A policy set by Group Policy is not visible here.";

    private readonly PersonFacts _person;
    private readonly PersonDevice _owned;
    private readonly TenantFacts _facts;
    private readonly TenantReadiness _readiness;
    private readonly DirectoryMemberships _memberships;
    private readonly WindowsDevice _device;

    public PolicyRules(PersonFacts person, PersonDevice owned, TenantFacts facts, TenantReadiness readiness)
    {
        (_person, _owned, _facts, _readiness) = (person, owned, facts, readiness);
        _memberships = new DirectoryMemberships(person.Memberships.ValueOrDefault, owned.Memberships.ValueOrDefault);
        _device = owned.Device with { UserId = person.Person.Id };
        Value = PinRecoveryOnDevice.Of(facts, _device, _memberships);
        All = [.. Value.All.Select(policy => Explain(policy, _device, _memberships, facts))];
    }

    public PinRecoveryOnDevice Value { get; }

    public IReadOnlyList<PolicyForPerson> All { get; }

    public void Hello(PersonLedger ledger) => HelloOff(_device, _memberships, _facts, ledger);

    public void Apply(PersonLedger ledger)
    {
        var (value, facts) = (Value, _facts);
        Federation(_person, _owned.Device, facts, _readiness, ledger);
        if (!value.IsCertain)
        {
            ledger.Unknown("policy.value", "Whether PIN recovery is on for this user on this device", WhyUncertain(_person, _owned, facts));
        }
        else if (value.Contradicted)
        {
            ledger.Cause(Conflict($"{Names(value.From)} set both values in the same scope."));
        }
        else if (value.Value is false)
        {
            ledger.Cause(Off(value, All));
        }
        else if (value.Value is null)
        {
            Missing(_device, All, facts.ReadAt, _readiness, ledger);
        }
        else if (value.From.All(one => one.State is null) && value.From.All(one => one.Setting.Policy.LastModifiedAt > _device.LastSyncAt))
        {
            ledger.Cause(Waiting(_device, value.From[0], facts.ReadAt));
        }
    }

    private static PolicyForPerson Explain(PolicyOnDevice policy, WindowsDevice device, DirectoryMemberships memberships, TenantFacts facts)
    {
        var assignments = policy.Setting.Policy.Assignments;
        var assigned = assignments.Count == 0 ? false : DeviceAudience.Reaches(assignments, device, facts.Groups, memberships);
        var excludedBy = assignments.Where(assignment => assignment.Target == AssignmentTarget.ExcludeGroup).Select(assignment => assignment.GroupId).OfType<string>()
            .FirstOrDefault(groupId => DeviceAudience.InGroup(groupId, device, facts.Groups.ValueOrDefault, memberships) is true);
        var audience = facts.AudienceOf(assignments).Description;
        var why = assignments.Count == 0 ? "it is not assigned"
            : excludedBy is not null ? $"excluded: {(memberships.User?.Contains(excludedBy) == true ? "the user" : "the device")} is in \"{NameOf(excludedBy, facts)}\""
            : assigned is true ? $"assigned to {audience}"
            : assigned is false ? $"assigned to {audience}, and neither user nor device is among them"
            : $"assigned to {audience}; whether that includes this device can't be told";
        return new(policy, assigned, why);
    }

    private static void Missing(WindowsDevice device, IReadOnlyList<PolicyForPerson> all, DateTimeOffset now, TenantReadiness readiness, PersonLedger ledger)
    {
        var on = all.Where(one => one.Policy.Setting.Enabled).ToList();
        PolicyOnDevice? With(DeploymentState state) => on.FirstOrDefault(one => one.Policy.State == state)?.Policy;
        if (With(DeploymentState.Conflict) is { } conflict)
        {
            ledger.Cause(Conflict($"The device reports a conflict for \"{conflict.Setting.Policy.Name}\"."));
        }
        else if (With(DeploymentState.Error) is { } error)
        {
            ledger.Cause(new(
                "policy.error", "The policy reached the device and failed there", [$"The device reports an error for \"{error.Setting.Policy.Name}\"."],
                "Open the policy's device status in Intune, look at the setting that failed, and sync the device.", Who, "cause-policy-missing", CheckIds.Deployment));
        }
        else if (With(DeploymentState.Pending) is { } pending)
        {
            ledger.Cause(Waiting(device, pending, now));
        }
        else if (With(DeploymentState.NotApplicable) is { } notApplicable)
        {
            if (!DeviceSupport.IsTooOld(device) && !DeviceSupport.IsHome(device))
            {
                ledger.Cause(new(
                    "policy.not-applicable", "The device can't apply the policy", [$"The device reports \"{notApplicable.Setting.Policy.Name}\" as not applicable."],
                    "Check Windows edition and version of the device, and the policy's applicability rules.", Who, "cause-policy-missing", CheckIds.Deployment));
            }
        }
        else
        {
            ledger.Cause(NotReached(on, readiness));
        }
    }

    private static PersonCause NotReached(List<PolicyForPerson> on, TenantReadiness readiness) => new(
        "policy.not-reached", "No policy turns PIN recovery on for this user on this device",
        on.Count == 0 ? ["No Intune policy turns PIN recovery on in this tenant.", NotVisible] : [.. on.Select(one => $"\"{one.Policy.Setting.Policy.Name}\": {one.Why}."), NotVisible],
        "Assign a policy that turns PIN recovery on to the user or the device, or take the exclusion away; then sync the device.", Who, "cause-policy-missing", CheckIds.PinRecovery,
        readiness.Findings.Any(assessed => assessed is { Fixable: true, Finding.CheckId: CheckIds.PinRecovery }));

    private static PersonCause Off(PinRecoveryOnDevice value, IReadOnlyList<PolicyForPerson> all)
    {
        var scope = value.From[0].Setting.Scope;
        var beaten = all.FirstOrDefault(one => scope == SettingScope.User && one.Policy is { Applies: true, Setting: { Enabled: true, Scope: SettingScope.Device } });
        return new(
            "policy.off", $"PIN recovery is turned off for this {(scope == SettingScope.User ? "user" : "device")}",
            [
                $"{Names(value.From)} sets EnablePinRecovery to false in {scope.Words()}.",
                .. beaten is null ? Array.Empty<string>() : [$"\"{beaten.Policy.Setting.Policy.Name}\" turns it on in device scope, and user scope beats device scope."],
            ],
            "Change that policy to true, or take it away from this user.", Who, "cause-policy-conflict", CheckIds.PolicyConflict);
    }

    private static PersonCause Conflict(string evidence) => new(
        "policy.conflict", "Policies contradict each other on this device", [evidence], "Let all policies for this user and device say the same.", Who, "cause-policy-conflict", CheckIds.PolicyConflict);

    private static PersonCause Waiting(WindowsDevice device, PolicyOnDevice policy, DateTimeOffset now) => DeviceSupport.IsStale(device, now)
        ? new(
            "device.stale", $"The device has not synchronised for {DeviceRules.Days(device, now)} days",
            [$"Last synchronised {device.LastSyncAt:yyyy-MM-dd HH:mm} UTC; \"{policy.Setting.Policy.Name}\" has not arrived."],
            "Connect the device to the Internet and sync it: Settings > Accounts > Access work or school > Info > Sync.", "Helpdesk, together with the user", "cause-recovery-key-not-yet", CheckIds.Deployment)
        : new(
            "policy.pending", "The policy has not arrived on the device yet", [$"The device has not answered for \"{policy.Setting.Policy.Name}\" yet."],
            "Sync the device: Settings > Accounts > Access work or school > Info > Sync; then sign out and in.", "Helpdesk, together with the user", "cause-recovery-key-not-yet", CheckIds.Deployment);

    private static void HelloOff(WindowsDevice device, DirectoryMemberships memberships, TenantFacts facts, PersonLedger ledger)
    {
        var hello = facts.AllPolicies
            .Where(policy => policy.Assignments.Count > 0 && DeviceAudience.Reaches(policy.Assignments, device, facts.Groups, memberships) is true)
            .SelectMany(policy => PolicyReading.Hello(policy, facts.TenantId).Select(found => (Policy: policy, found.Scope, On: found.Enabled)))
            .ToList();

        // The user scope beats the device scope.
        var deciding = hello.Exists(one => one.Scope == SettingScope.User) ? hello.FindAll(one => one.Scope == SettingScope.User) : hello;
        if (deciding.Find(one => !one.On) is { Policy: { } off })
        {
            ledger.Cause(HelloIsOff($"\"{off.Name}\" switches it off for this user or device."));
        }
        else if (hello.Count == 0 && facts.HelloEnrolment.ValueOrDefault?.FirstOrDefault(enrolment => enrolment is { Priority: 0, State: HelloState.Disabled }) is { } standard
            && !facts.UnreadablePolicies.Any())
        {
            ledger.Cause(HelloIsOff($"The tenant-wide enrolment setting \"{standard.Name}\" switches it off, and no policy switches it on here."));
        }
    }

    private static PersonCause HelloIsOff(string evidence) => new(
        "hello.off", "Windows Hello for Business is switched off here", [evidence], "Switch Windows Hello for Business on for this user or device.", Who, "cause-hello-off", CheckIds.HelloEnabled);

    /// <summary>Web sign-in at the lock screen matters on Entra joined devices only; hybrid ones ask for the password first.</summary>
    private static void Federation(PersonFacts person, WindowsDevice device, TenantFacts facts, TenantReadiness readiness, PersonLedger ledger)
    {
        var suffix = person.Person.UserPrincipalName?.Split('@')[^1];
        var isFederated = facts.Domains.ValueOrDefault?.Any(domain => domain.IsFederated && domain.Name.Equals(suffix, StringComparison.OrdinalIgnoreCase)) == true;
        if (isFederated && device.JoinType?.Equals("azureADJoined", StringComparison.OrdinalIgnoreCase) == true
            && readiness.Findings.FirstOrDefault(assessed => assessed is { Finding: { CheckId: CheckIds.WebSignInUrls, Status: FindingStatus.Broken } }) is { } broken)
        {
            ledger.Cause(new(
                "policy.web-sign-in", "The sign-in page of the user's domain can't open at the lock screen", [$"{suffix} is federated. {broken.Finding.Summary}"],
                "Allow the domain with ConfigureWebSignInAllowedUrls.", Who, "cause-web-sign-in-url", CheckIds.WebSignInUrls, broken.Fixable));
        }
    }

    private static UnreadableReason WhyUncertain(PersonFacts person, PersonDevice owned, TenantFacts facts) =>
        facts.UnreadablePolicies.FirstOrDefault()
        ?? person.Memberships.WhyUnreadable
        ?? owned.Memberships.WhyUnreadable
        ?? new(UnreadableKind.NotUnderstood, "A filter, or a target that the portal does not know, decides whether a policy reaches this device.", "Look at the device's configuration in Intune.");

    private static string Names(IEnumerable<PolicyOnDevice> policies) => Lists.And(policies.Select(one => $"\"{one.Setting.Policy.Name}\"").Distinct());

    private static string NameOf(string groupId, TenantFacts facts) =>
        facts.Groups.ValueOrDefault is { } groups && groups.TryGetValue(groupId, out var group) ? group.DisplayName : $"group {groupId}";
}
