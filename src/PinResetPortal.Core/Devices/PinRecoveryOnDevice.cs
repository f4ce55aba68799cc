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
    /// <summary>What every device has now and is meant to have; empty while the devices can't be read.</summary>
    public static IReadOnlyList<DeviceJudgement> OfAll(TenantFacts facts) => Answers.Of(facts);

    private static readonly PerSnapshot<IReadOnlyList<DeviceJudgement>> Answers = new(facts =>
        [.. (facts.Devices.ValueOrDefault?.Devices ?? []).Select(device => Both(facts, device, memberships: null))]);

    /// <param name="memberships">Which groups user and device are in, where somebody looked.</param>
    internal static PinRecoveryOnDevice Of(TenantFacts facts, WindowsDevice device, DirectoryMemberships memberships) => Both(facts, device, memberships).Now;

    private static DeviceJudgement Both(TenantFacts facts, WindowsDevice device, DirectoryMemberships? memberships)
    {
        var all = PolicyEvidence.Place(facts).Select(placed => On(placed, device, facts, memberships)).ToList();
        return new(device, Of(facts, all.ConvertAll(one => one.Now)), Of(facts, all.ConvertAll(one => one.Meant)));
    }

    private static PinRecoveryOnDevice Of(TenantFacts facts, List<PolicyOnDevice> all)
    {
        var user = Decide(all.FindAll(one => one.Setting.Scope == SettingScope.User));
        if (user.Value is not null || !user.IsCertain || user.Contradicted)
        {
            return user with { All = all };
        }

        var notSeen = facts.UnreadablePolicies.Any();
        var deviceScope = Decide(all.FindAll(one => one.Setting.Scope != SettingScope.User));
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

    /// <summary>What the report says, or the assignments where there is none; one that waits or fails is meant to arrive.</summary>
    private static (PolicyOnDevice Now, PolicyOnDevice Meant) On(PlacedSetting placed, WindowsDevice device, TenantFacts facts, DirectoryMemberships? memberships)
    {
        var report = facts.Deployment.ValueOrDefault?.Of(placed.Policy.Id);
        if (report is not null && report.Devices.TryGetValue(device.Id, out var state))
        {
            var meant = state == DeploymentState.NotApplicable ? state : DeploymentState.Succeeded;
            return (new(placed.Setting, state == DeploymentState.Succeeded, state), new(placed.Setting, meant == DeploymentState.Succeeded, meant));
        }

        // A report that is complete and does not name the device, though it names others.
        var silent = new PolicyOnDevice(placed.Setting, false, null);
        if (report is { Complete: true, Counts.All: > 0 })
        {
            return (silent, silent);
        }

        var assigned = new PolicyOnDevice(placed.Setting, placed.Policy.Assignments.Count > 0 ? DeviceAudience.Reaches(placed.Policy.Assignments, device, facts.Groups, memberships) : false, null);
        return (report is { Complete: true } ? silent : assigned, assigned);
    }
}

/// <summary>What one device has by now, and what it will have when every policy that is given to it has arrived.</summary>
public sealed record DeviceJudgement(WindowsDevice Device, PinRecoveryOnDevice Now, PinRecoveryOnDevice Meant);
