using System.Globalization;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Devices;

/// <summary>How far a policy that turns PIN recovery on has come on its devices. Counts of devices.</summary>
/// <param name="Windows">Windows devices that Intune manages.</param>
/// <param name="Examined">Devices that were looked at.</param>
/// <param name="Reached">Devices that are given it for certain: by assignments, groups and filters, or because their report names it.</param>
/// <param name="Undetermined">Devices for which it can't be told.</param>
/// <param name="Arrived">Devices that reported it as in force.</param>
/// <param name="Failed">Devices that reported an error or a conflict.</param>
/// <param name="Awaited">Reached devices that are alive and have not reported it: what keeps a rollout open.</param>
/// <param name="Reports">Whether the reports of the devices could be read.</param>
/// <param name="Unserved">Of those that arrived: devices of a kind that PIN reset does not serve. Having the policy helps nobody there.</param>
/// <param name="Untold">Of those that arrived: devices of which Intune does not say how they are joined, so that nobody knows whether PIN reset serves them.</param>
public sealed record Rollout(int Windows, int Examined, int Reached, int Undetermined, int Arrived, int Failed, int Awaited, bool Reports, int Unserved = 0, int Untold = 0)
{
    /// <summary>False where the counts are "at least".</summary>
    public bool IsWhole => Examined >= Windows && Undetermined == 0;

    /// <summary>Whether every reached device that is alive reports it, and none reports an error or a conflict.</summary>
    public bool IsOver => this is { IsWhole: true, Reports: true, Awaited: 0, Failed: 0, Arrived: > 0 };

    /// <summary><c>reached/examined/all</c>, for example <c>37/42/42</c>.</summary>
    public string Coverage => string.Create(CultureInfo.InvariantCulture, $"{Reached}/{Examined}/{Windows}");

    /// <summary>Counted over the devices of a snapshot; unreadable when the devices could not be read.</summary>
    public static Fact<Rollout> Of(TenantFacts facts) => Counted.Of(facts);

    private static readonly PerSnapshot<Fact<Rollout>> Counted = new(facts => facts.Devices.Map(inventory =>
    {
        var devices = PinRecoveryOnDevice.OfAll(facts).Select(answer => One(facts, answer)).ToList();
        return new Rollout(
            Math.Max(inventory.Total, inventory.Devices.Count),
            inventory.Devices.Count,
            devices.Count(device => device.Meant is true),
            devices.Count(device => device.Meant is null),
            devices.Count(device => device.Has),
            devices.Count(device => device.Fails),
            devices.Count(device => device is { Meant: true, Has: false, Alive: true }),
            facts.Deployment is Fact<DeploymentFacts>.Known { Value.Policies.Count: > 0 },
            devices.Count(device => device is { Has: true, Served: false }),
            devices.Count(device => device is { Has: true, Served: null }));
    }));

    private static (bool? Meant, bool Has, bool Fails, bool Alive, bool? Served) One(TenantFacts facts, DeviceJudgement answer)
    {
        var (device, now, meant) = answer;
        var on = meant.All.Where(one => one.Setting.Enabled && one.Applies is true).ToList();
        var changedAt = on.Select(one => one.Setting.Policy.LastModifiedAt).Max();
        return (
            meant.IsCertain ? meant.Value is true : null,
            now is { Value: true, IsCertain: true } && now.From.Any(one => one.State == DeploymentState.Succeeded),
            now.All.Any(one => one.Setting.Enabled && one.State is DeploymentState.Error or DeploymentState.Conflict),
            device.LastSyncAt is not { } at || at >= changedAt || !DeviceSupport.IsStale(device, facts.ReadAt),
            !DeviceSupport.IsServed(device) ? false : device.Join == DeviceJoin.NotTold ? null : true);
    }
}
