namespace PinResetPortal.Core.Facts;

/// <summary>The Windows devices that Intune manages.</summary>
/// <param name="Devices">The devices that were looked at: a large tenant has more than a read asks for.</param>
/// <param name="Total">How many there are in all.</param>
public sealed record DeviceInventory(IReadOnlyList<WindowsDevice> Devices, int Total)
{
    /// <summary>False when there are more devices than <see cref="Devices"/> holds: what is counted over them is then "at least".</summary>
    public bool Complete => Devices.Count >= Total;
}

/// <summary>One managed Windows device (https://learn.microsoft.com/graph/api/resources/intune-devices-manageddevice).</summary>
/// <param name="Id">Intune's id.</param>
/// <param name="EntraDeviceId">The device id in Entra, which is not its object id.</param>
/// <param name="UserId">Object id of the primary user; null for a device without one.</param>
/// <param name="OsVersion">For example <c>10.0.26100.4061</c>.</param>
/// <param name="Edition">The edition as Intune names it (<c>skuFamily</c>): Pro, Enterprise, Education, Core...</param>
/// <param name="JoinType">Raw: <c>azureADJoined</c>, <c>hybridAzureADJoined</c>, <c>azureADRegistered</c>.</param>
/// <param name="Compliance">Raw: <c>compliant</c>, <c>noncompliant</c>...</param>
public sealed record WindowsDevice(
    string Id,
    string Name,
    string? EntraDeviceId = null,
    string? UserId = null,
    string? OsVersion = null,
    string? Edition = null,
    string? JoinType = null,
    DateTimeOffset? LastSyncAt = null,
    string? Compliance = null)
{
    public string? Manufacturer { get; init; }

    /// <summary>The name of its device category.</summary>
    public string? Category { get; init; }

    /// <summary>Raw: <c>company</c>, <c>personal</c>, <c>unknown</c>.</summary>
    public string? Ownership { get; init; }

    /// <summary>Name of the enrolment profile it came with.</summary>
    public string? EnrolmentProfile { get; init; }

    /// <summary><see cref="JoinType"/> as the checks tell it apart.</summary>
    public DeviceJoin Join => JoinType?.ToUpperInvariant() switch
    {
        "AZUREADJOINED" => DeviceJoin.EntraJoined,
        "HYBRIDAZUREADJOINED" => DeviceJoin.HybridJoined,
        "AZUREADREGISTERED" => DeviceJoin.EntraRegistered,
        _ => DeviceJoin.NotTold,
    };

    /// <summary>Sign-in name of the primary user; null for a device without one.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>For example "HoloLens 2".</summary>
    public string? Model { get; init; }

    /// <summary>Raw (<c>deviceType</c>, beta): <c>desktop</c>, <c>holoLens</c>, <c>surfaceHub</c>, <c>cloudPC</c>...</summary>
    public string? DeviceType { get; init; }

    /// <summary>Raw: <c>mdm</c>, <c>configurationManagerClientMdm</c> (co-managed)...</summary>
    public string? ManagementAgent { get; init; }

    /// <summary>
    /// For a co-managed device: whether Intune, and not Configuration Manager, has the device configuration
    /// (https://learn.microsoft.com/graph/api/resources/intune-devices-configurationmanagerclientenabledfeatures). Null when it was not told.
    /// </summary>
    public bool? IntuneConfigures { get; init; }

    /// <summary>
    /// False where Intune's configuration policies certainly do not reach the device: Configuration Manager manages it, alone or with the
    /// device configuration workload of co-management.
    /// </summary>
    public bool TakesPolicies => ManagementAgent?.ToUpperInvariant() switch
    {
        "CONFIGURATIONMANAGERCLIENT" => false,
        "CONFIGURATIONMANAGERCLIENTMDM" or "CONFIGURATIONMANAGERCLIENTMDMEAS" => IntuneConfigures != false,
        _ => true,
    };
}

/// <summary>How a device belongs to the tenant.</summary>
public enum DeviceJoin
{
    /// <summary>Intune did not say, or said something that the portal does not know.</summary>
    NotTold,

    EntraJoined,

    /// <summary>Joined to Active Directory and to Entra ID.</summary>
    HybridJoined,

    /// <summary>Only registered, as personal PCs are: PIN reset does not serve it.</summary>
    EntraRegistered,
}

/// <summary>How a policy ended on a device.</summary>
public enum DeploymentState
{
    /// <summary>The device has not answered since the policy was assigned or changed.</summary>
    Pending,

    NotApplicable,

    Succeeded,

    Error,

    /// <summary>Another policy gives the setting another value; Microsoft does not say which value wins.</summary>
    Conflict,
}

/// <summary>What Intune's reports say about the policies that carry EnablePinRecovery.</summary>
/// <param name="Unread">Policies whose report could not be read, with why.</param>
public sealed record DeploymentFacts(IReadOnlyList<PolicyDeployment> Policies, IReadOnlyDictionary<string, UnreadableReason> Unread)
{
    public static DeploymentFacts None { get; } = new([], new Dictionary<string, UnreadableReason>());

    public PolicyDeployment? Of(string policyId) => Policies.FirstOrDefault(policy => policy.PolicyId.Equals(policyId, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One policy on its devices.</summary>
/// <param name="Devices">
/// State by Intune device id. A device that reported for its user and for "System account" counts once, by its user; the system account
/// alone is taken to be pending where it failed, because nobody has signed in yet.
/// </param>
/// <param name="Counts">Over all devices; from Intune's summary where the report was longer than what was read.</param>
/// <param name="Complete">Whether <paramref name="Devices"/> names every device of the report.</param>
public sealed record PolicyDeployment(string PolicyId, IReadOnlyDictionary<string, DeploymentState> Devices, DeploymentCounts Counts, bool Complete);

public sealed record DeploymentCounts(int Succeeded, int Error, int Conflict, int Pending, int NotApplicable)
{
    public int All => Succeeded + Error + Conflict + Pending + NotApplicable;

    public static DeploymentCounts Of(IEnumerable<DeploymentState> states)
    {
        var counts = states.CountBy(state => state).ToDictionary();
        return new(
            counts.GetValueOrDefault(DeploymentState.Succeeded),
            counts.GetValueOrDefault(DeploymentState.Error),
            counts.GetValueOrDefault(DeploymentState.Conflict),
            counts.GetValueOrDefault(DeploymentState.Pending),
            counts.GetValueOrDefault(DeploymentState.NotApplicable));
    }

    public override string ToString() => $"succeeded {Succeeded}, error {Error}, conflict {Conflict}, pending {Pending}, not applicable {NotApplicable}";
}
