using PinResetPortal.Core.Coverage;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Devices;

/// <summary>What one policy does on one device.</summary>
/// <param name="Applies">Null when it can't be told.</param>
/// <param name="State">What the device reported; null when it is only known from the assignments.</param>
public sealed record PolicyOnDevice(PinRecoverySetting Setting, bool? Applies, DeploymentState? State);

/// <summary>
/// The value of EnablePinRecovery that one device has: the user scope beats the device scope
/// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/configure), and two values in one scope cancel each other.
/// </summary>
/// <param name="Value">True or false where a policy sets it; null where none does, or where <paramref name="IsCertain"/> is false.</param>
/// <param name="From">The policies that decide; empty when none does.</param>
/// <param name="Contradicted">Policies of one scope set both values.</param>
public sealed record PinRecoveryOnDevice(bool? Value, bool IsCertain, bool Contradicted, IReadOnlyList<PolicyOnDevice> From, IReadOnlyList<PolicyOnDevice> All)
{
    public static PinRecoveryOnDevice Of(TenantFacts facts, WindowsDevice device) => Of(facts, device, memberships: null);

    /// <param name="memberships">Which groups user and device are in, where somebody looked.</param>
    internal static PinRecoveryOnDevice Of(TenantFacts facts, WindowsDevice device, DirectoryMemberships? memberships) => Of(facts, device, (policyId, deviceId) =>
        facts.Deployment.ValueOrDefault?.Of(policyId) is not { } deployment ? StatusOnDevice.NotReported
        : deployment.Devices.TryGetValue(deviceId, out var state) ? new StatusOnDevice(state, Silent: false)
        : deployment.Complete ? new StatusOnDevice(null, Silent: true)
        : StatusOnDevice.NotReported, memberships);

    /// <summary>What the device will have when every policy that is given to it has arrived: one that waits or fails counts as arrived.</summary>
    public static PinRecoveryOnDevice MeantFor(TenantFacts facts, WindowsDevice device) => Of(facts, device, (policyId, deviceId) =>
        facts.Deployment.ValueOrDefault?.Of(policyId) is not { Counts.All: > 0 } deployment ? StatusOnDevice.NotReported
        : deployment.Devices.TryGetValue(deviceId, out var state) ? new StatusOnDevice(state == DeploymentState.NotApplicable ? state : DeploymentState.Succeeded, Silent: false)
        : deployment.Complete ? new StatusOnDevice(null, Silent: true)
        : StatusOnDevice.NotReported);

    /// <param name="statusOf">What is known of a policy's state on a device.</param>
    internal static PinRecoveryOnDevice Of(TenantFacts facts, WindowsDevice device, Func<string, string, StatusOnDevice> statusOf, DirectoryMemberships? memberships = null)
    {
        var all = PolicyEvidence.Place(facts).Select(placed => On(placed, device, facts, statusOf(placed.Policy.Id, device.Id), memberships)).ToList();
        var inUserScope = all.Where(one => one.Setting.Scope == SettingScope.User).ToList();
        var user = Decide(inUserScope);
        if (user.Value is not null || !user.IsCertain || user.Contradicted)
        {
            return user with { All = all };
        }

        var notSeen = facts.UnreadablePolicies.Any();
        var deviceScope = Decide([.. all.Except(inUserScope)]);
        return deviceScope with { All = all, IsCertain = deviceScope.IsCertain && !(notSeen && deviceScope.Value is null) };
    }

    private static PinRecoveryOnDevice Decide(IReadOnlyList<PolicyOnDevice> settings)
    {
        var applied = settings.Where(one => one.Applies is true).ToList();
        var values = applied.Select(one => one.Setting.Enabled).Distinct().ToList();
        if (values.Count == 2)
        {
            return new(null, IsCertain: true, Contradicted: true, applied, settings);
        }

        // A policy that may apply and says the opposite of the others leaves the answer open.
        var open = settings.Any(one => one.Applies is null && (values.Count == 0 || one.Setting.Enabled != values[0]));
        return new(open || values.Count == 0 ? null : values[0], !open, Contradicted: false, applied, settings);
    }

    private static PolicyOnDevice On(PlacedSetting placed, WindowsDevice device, TenantFacts facts, StatusOnDevice status, DirectoryMemberships? memberships) => status switch
    {
        { State: { } state } => new(placed.Setting, state == DeploymentState.Succeeded, state),
        { Silent: true } => new(placed.Setting, false, null),
        _ => new(placed.Setting, placed.Policy.Assignments.Count == 0 ? false : DeviceAudience.Reaches(placed.Policy.Assignments, device, facts.Groups, memberships), null),
    };
}

/// <param name="Silent">The report is complete and does not name the device.</param>
internal sealed record StatusOnDevice(DeploymentState? State, bool Silent)
{
    public static StatusOnDevice NotReported { get; } = new(null, Silent: false);
}
