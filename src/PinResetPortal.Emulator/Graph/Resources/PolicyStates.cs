using System.Globalization;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <param name="Upn">Who was signed in; the device's own check-in is reported as <see cref="PolicyStates.SystemAccount"/>.</param>
internal sealed record PolicyState(string DeviceId, JsonObject? Device, int Status, string? Upn)
{
    public bool IsSystemAccount => Upn == PolicyStates.SystemAccount;
}

/// <summary>
/// The state of a policy on each device. It comes from the policy's <c>_deviceStatuses</c> (objects with DeviceId, Status and, for a row
/// that is not the device's user, Upn); an assigned Windows device that is not listed there and passes the filter of the assignment has applied the policy when it synchronised
/// after the policy's last change, has not answered yet when it did not, and can't apply it when it is older than Windows Hello's node or the policy names a node that does not exist.
/// </summary>
internal static class PolicyStates
{
    public const string SystemAccount = "System account";

    // https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-compliancestatus; a device that has not answered has no status yet.
    public const int Pending = 0;
    public const int NotApplicable = 1;
    public const int Succeeded = 2;
    public const int Remediated = 3;
    public const int Noncompliant = 4;
    public const int Error = 5;
    public const int Conflict = 6;

    private static readonly string[] Names = ["Pending", "NotApplicable", "Succeeded", "Remediated", "Noncompliant", "Error", "Conflict"];
    private static readonly Version FirstBuild = new(10, 0, 15063);

    public static string NameOf(int status) => Names[status];

    public static IEnumerable<PolicyState> Of(GraphCall call, ReportedPolicy reported)
    {
        var policy = reported.Policy;
        HashSet<string> listed = new(StringComparer.OrdinalIgnoreCase);
        foreach (var row in policy.Objects("_deviceStatuses"))
        {
            var id = row.Text("DeviceId") ?? "";
            listed.Add(id);
            var device = call.State.Find("deviceManagement/managedDevices", id);
            var status = Array.FindIndex(Names, name => name.Equals(row.Text("Status"), StringComparison.OrdinalIgnoreCase));
            yield return new(id, device, status < 0 ? NotApplicable : status, row.Text("Upn") ?? device?.Text("userPrincipalName"));
        }

        var targets = policy.Objects("assignments").Select(assignment => assignment["target"]).OfType<JsonObject>().Select(target => new Reach(call, target)).ToList();
        if (!targets.Exists(target => !target.Excludes))
            yield break;
        foreach (var device in call.State.Visible("deviceManagement/managedDevices").Where(device => device.HasText("operatingSystem", "Windows") && !listed.Contains(device.Id())))
        {
            if (targets.Exists(target => !target.Excludes && target.Holds(device)) && !targets.Exists(target => target.Excludes && target.Holds(device)))
                yield return new(device.Id(), device, StatusOf(policy, device), device.Text("userPrincipalName"));
        }
    }

    private static int StatusOf(JsonObject policy, JsonObject device) =>
        Version.TryParse(device.Text("osVersion"), out var version) && version < FirstBuild ? NotApplicable
        : Time(device, "lastSyncDateTime") is { } synchronised && Time(policy, "lastModifiedDateTime") is { } changed && synchronised < changed ? Pending
        : HasRowWithoutNode(policy) ? Error
        : Succeeded;

    /// <summary>
    /// Whether a custom row names a node that no configuration service provider has: PassportForWork below Policy, or another word where the
    /// tenant id belongs. That a device answers with an error is what the protocol says of an unknown node; no page says it of this one.
    /// </summary>
    private static bool HasRowWithoutNode(JsonObject policy) => policy.Objects("omaSettings").Any(row =>
        row.Text("omaUri") is { } path
        && path.Contains("/PassportForWork/", StringComparison.OrdinalIgnoreCase)
        && (path.Contains("/Policy/", StringComparison.OrdinalIgnoreCase) || path.Contains("/PassportForWork/TenantId/", StringComparison.OrdinalIgnoreCase)));

    private static DateTimeOffset? Time(JsonObject item, string property) =>
        DateTimeOffset.TryParse(item.Text(property), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>Whom one target of an assignment holds; what it names is looked up once for all devices.</summary>
    private sealed class Reach
    {
        private readonly bool _isEverybody;
        private readonly HashSet<string> _members = new(StringComparer.OrdinalIgnoreCase);
        private readonly HashSet<string> _deviceIds = new(StringComparer.OrdinalIgnoreCase);
        private readonly string? _rule;
        private readonly bool? _wanted;

        public Reach(GraphCall call, JsonObject target)
        {
            var type = target.Text("@odata.type");
            Excludes = target.HasText("@odata.type", "#microsoft.graph.exclusionGroupAssignmentTarget");
            _isEverybody = type is "#microsoft.graph.allDevicesAssignmentTarget" or "#microsoft.graph.allLicensedUsersAssignmentTarget";
            if ((Excludes || target.HasText("@odata.type", "#microsoft.graph.groupAssignmentTarget")) && target.Text("groupId") is { } id && call.State.Find("groups", id) is { } group)
            {
                foreach (var member in Members.Transitive(call, group))
                {
                    _members.Add(member.Id());
                    _deviceIds.Add(member.Text("deviceId") ?? "");
                }
            }

            if (!Excludes && target.Text("deviceAndAppManagementAssignmentFilterType") is var mode and ("include" or "exclude") && target.Text("deviceAndAppManagementAssignmentFilterId") is { } filter)
                (_rule, _wanted) = (call.State.Find("deviceManagement/assignmentFilters", filter)?.Text("rule"), mode == "include");
        }

        public bool Excludes { get; }

        /// <summary>One filter lets the devices through that match it, or the others.</summary>
        public bool Holds(JsonObject device) =>
            (_isEverybody || (device.Text("azureADDeviceId") is { Length: > 0 } entra && _deviceIds.Contains(entra)) || (device.Text("userId") is { } user && _members.Contains(user)))
            && (_wanted is null || AssignmentFilterRule.Matches(_rule, device) == _wanted);
    }
}
