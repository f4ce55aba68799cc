using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>
/// Intune's report actions. The order of columns differs from tenant to tenant: clients must read by <c>Schema</c>.
/// The states come from a policy's <c>_deviceStatuses</c> (objects with DeviceId and Status); assigned Windows devices that are not
/// listed there have succeeded.
/// </summary>
internal static class PolicyReports
{
    private const int DefaultTop = 50;

    private static readonly string[] States = ["", "NotApplicable", "Succeeded", "Remediated", "Noncompliant", "Error", "Conflict", "Pending"];

    public static IEnumerable<GraphRoute> Routes =>
    [
        new("POST", "deviceManagement/reports/getConfigurationPolicyDevicesReport", Requires.IntuneReports, call => Answer(call, DeviceRows(call)), BetaOnly: true),
        new("POST", "deviceManagement/reports/getConfigurationPolicyDeviceSummaryReport", Requires.IntuneReports, call => Answer(call, SummaryRows(call)), BetaOnly: true),
        new("POST", "deviceManagement/reports/getConfigurationPolicyNonComplianceReport", Requires.IntuneReports, call => Answer(call, NonComplianceRows(call))),
    ];

    private static IEnumerable<JsonObject> DeviceRows(GraphCall call) =>
        from policy in Policies(call)
        from state in StatesOf(call, policy)
        select new JsonObject
        {
            ["PolicyId"] = policy.Id(),
            ["PolicyName"] = policy.Text("name"),
            ["DeviceName"] = state.Device?.Text("deviceName"),
            ["DeviceId"] = state.DeviceId,
            ["IntuneDeviceId"] = state.DeviceId,
            ["AadDeviceId"] = state.Device?.Text("azureADDeviceId"),
            ["UPN"] = state.Device?.Text("userPrincipalName"),
            ["UserId"] = state.Device?.Text("userId"),
            ["ReportStatus"] = state.Status,
            ["ReportStatus_loc"] = States[state.Status],
            ["PspdpuLastModifiedTimeUtc"] = state.Device?.Text("lastSyncDateTime"),
        };

    private static IEnumerable<JsonObject> SummaryRows(GraphCall call) => Policies(call).Select(policy =>
    {
        var counts = StatesOf(call, policy).CountBy(s => s.Status).ToDictionary();
        int Of(params int[] states) => states.Sum(s => counts.GetValueOrDefault(s));
        return new JsonObject
        {
            ["PolicyId"] = policy.Id(),
            ["PolicyName"] = policy.Text("name"),
            ["NumberOfCompliantDevices"] = Of(2, 3),
            ["NumberOfNonCompliantDevices"] = Of(4),
            ["NumberOfErrorDevices"] = Of(5),
            ["NumberOfConflictDevices"] = Of(6),
            ["NumberOfInProgressDevices"] = Of(7),
            ["NumberOfNotApplicableDevices"] = Of(1),
        };
    });

    private static IEnumerable<JsonObject> NonComplianceRows(GraphCall call) => Policies(call).Select(policy =>
    {
        var counts = StatesOf(call, policy).CountBy(s => s.Status).ToDictionary();
        return new JsonObject
        {
            ["PolicyId"] = policy.Id(),
            ["PolicyName"] = policy.Text("name"),
            ["ProfileSource"] = "ConfigurationPolicy",
            ["NumberOfNonCompliantOrErrorDevices"] = counts.GetValueOrDefault(4) + counts.GetValueOrDefault(5),
            ["NumberOfConflictDevices"] = counts.GetValueOrDefault(6),
        };
    });

    private static List<JsonObject> Policies(GraphCall call) => [.. call.State.Visible("deviceManagement/configurationPolicies")];

    private static IEnumerable<(string DeviceId, JsonObject? Device, int Status)> StatesOf(GraphCall call, JsonObject policy)
    {
        HashSet<string> listed = new(StringComparer.OrdinalIgnoreCase);
        foreach (var row in policy.Objects("_deviceStatuses"))
        {
            var id = row.Text("DeviceId") ?? "";
            listed.Add(id);
            var status = Array.FindIndex(States, s => s.Equals(row.Text("Status"), StringComparison.OrdinalIgnoreCase));
            yield return (id, call.State.Find("deviceManagement/managedDevices", id), Math.Max(status, 1));
        }

        foreach (var device in call.State.Visible("deviceManagement/managedDevices").Where(d => d.HasText("operatingSystem", "Windows") && !listed.Contains(d.Id())))
        {
            if (Reaches(call, policy, device))
                yield return (device.Id(), device, 2);
        }
    }

    private static bool Reaches(GraphCall call, JsonObject policy, JsonObject device)
    {
        var targets = policy.Objects("assignments").Select(a => a["target"]).OfType<JsonObject>().ToList();
        bool In(JsonObject target) => target.Text("groupId") is { } id && call.State.Find("groups", id) is { } group
            && Members.Transitive(call, group).Any(m => m.HasText("deviceId", device.Text("azureADDeviceId")) || m.HasText("id", device.Text("userId")));
        if (targets.Any(t => t.HasText("@odata.type", "#microsoft.graph.exclusionGroupAssignmentTarget") && In(t)))
            return false;
        return targets.Any(t => t.Text("@odata.type") is "#microsoft.graph.allDevicesAssignmentTarget" or "#microsoft.graph.allLicensedUsersAssignmentTarget"
            || (t.HasText("@odata.type", "#microsoft.graph.groupAssignmentTarget") && In(t)));
    }

    private static GraphAnswer Answer(GraphCall call, IEnumerable<JsonObject> source)
    {
        call.Query.AllowOnly(EntityType.Names(""));
        var body = call.Body;
        BodyRules.Known(body, "name select search groupBy orderBy skip top sessionId filter", "report");
        var rows = source.ToList();
        if (body.Text("filter") is { Length: > 0 } filter)
        {
            var node = FilterParser.Parse(filter);
            rows = [.. rows.Where(r => FilterEvaluator.Matches(node, r))];
        }

        if (body.Text("search") is { Length: > 0 } search)
            rows = [.. rows.Where(r => r.Any(p => p.Value?.ToString().Contains(search, StringComparison.OrdinalIgnoreCase) == true))];
        if (body["orderBy"] is JsonArray { Count: > 0 } order && order[0]?.ToString().Split(' ') is { } words)
            rows = words.Length > 1 && words[1].Equals("desc", StringComparison.OrdinalIgnoreCase) ? [.. rows.OrderByDescending(r => r[words[0]]?.ToString())] : [.. rows.OrderBy(r => r[words[0]]?.ToString())];
        var columns = Columns(call, body, rows);
        var page = rows.Skip(Whole(body, "skip") ?? 0).Take(Whole(body, "top") ?? DefaultTop);
        return GraphCall.Ok(new JsonObject
        {
            ["TotalRowCount"] = rows.Count,
            ["Schema"] = new JsonArray([.. columns.Select(c => new JsonObject { ["Column"] = c, ["PropertyType"] = c.StartsWith("Number", StringComparison.Ordinal) || c == "ReportStatus" ? "Int32" : "String" })]),
            ["Values"] = new JsonArray([.. page.Select(r => new JsonArray([.. columns.Select(c => r[c]?.DeepClone())]))]),
            ["SessionId"] = body.Text("sessionId") ?? "",
        });
    }

    private static List<string> Columns(GraphCall call, JsonObject body, List<JsonObject> rows)
    {
        var all = (rows.FirstOrDefault() ?? new JsonObject { ["PolicyId"] = null }).Select(p => p.Key).ToList();
        if (body["select"] is JsonArray { Count: > 0 } select)
        {
            var wanted = select.Select(s => s?.ToString() ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (rows.Count > 0 && wanted.FirstOrDefault(w => !all.Contains(w, StringComparer.OrdinalIgnoreCase)) is { } unknown)
                throw GraphRefusal.IntuneBadRequest($"Column {unknown} does not exist in this report.");
            all = rows.Count == 0 ? [.. wanted] : [.. all.Where(wanted.Contains)];
        }

        // a stable order of this tenant's own
        return [.. all.OrderBy(c => HashCode(call.Tenant.Id, c))];
    }

    private static int HashCode(Guid tenant, string column) => column.Aggregate(BitConverter.ToInt32(tenant.ToByteArray(), 0) ^ BitConverter.ToInt32(tenant.ToByteArray(), 12), (hash, letter) => unchecked((hash * 31) ^ (letter * 16777619)));

    private static int? Whole(JsonObject body, string name) => FilterEvaluator.Plain(body[name]) is decimal number ? (int)number : null;
}
