using System.Globalization;
using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// What the devices reported about the policies that carry EnablePinRecovery: the rows of each policy, and Intune's own counts for
/// reports that are longer than what is read of them.
/// </summary>
internal sealed class DeploymentReading(Answers answers)
{
    private const string Actions = "/deviceManagement/reports/";
    private const int MostRows = 1000;

    // Two items each, beside the lists in one batch of twenty.
    private const int MostPolicies = 4;

    /// <summary>The policies of which reports are worth asking for.</summary>
    public static IReadOnlyList<string> Candidates(IEnumerable<IntunePolicy> policies, TenantId tenantId) =>
    [
        .. policies.Where(policy => policy.Assignments.Count > 0)
            .Select(policy => (policy.Id, Settings: PolicyReading.PinRecovery(policy, tenantId), IsDoubtful: policy.OmaSettings.Any(row => OmaUriReading.Read(row, tenantId) is OmaUriReading.Doubtful)))
            .Where(one => one.Settings.Count > 0 || one.IsDoubtful)
            .OrderBy(one => one.IsDoubtful || one.Settings.Any(setting => setting.Enabled) ? 0 : 1)
            .Select(one => one.Id)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(MostPolicies),
    ];

    public static IEnumerable<BatchItem> Items(IEnumerable<string> policyIds) => policyIds.Take(MostPolicies).SelectMany(id => (BatchItem[])[Rows(id), Summary(id)]);

    /// <param name="wanted">The policies that turned out to carry the setting; one that was not asked for, because it became known only now, is left for the next read.</param>
    public Fact<DeploymentFacts> Result(IReadOnlyList<string> wanted, LicenceFacts? licences)
    {
        var read = new List<PolicyDeployment>();
        var unread = new Dictionary<string, UnreadableReason>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in wanted.Where(id => answers[Rows(id).Key] is not null))
        {
            var rows = answers.Fact(Rows(id).Key, GraphFeature.PolicyReports, answer => ReportTable.Read(answer.Body), licences);
            if (rows.WhyUnreadable is { } reason)
            {
                unread[id] = reason;
            }
            else if (rows.ValueOrDefault is { } table)
            {
                read.Add(Deployment(id, table, answers[Summary(id).Key] is { Succeeded: true, Body: { } body } ? ReportTable.Read(body) : null));
            }
            else
            {
                unread[id] = new(UnreadableKind.NotUnderstood, "Intune answered a report that the portal cannot read.", "Look at the policy's device status in Intune.");
            }
        }

        return read.Count == 0 && unread.Count > 0 ? unread.Values.First() : new DeploymentFacts(read, unread);
    }

    internal static PolicyDeployment Deployment(string policyId, ReportTable rows, ReportTable? summary)
    {
        var states = StatesByDevice(rows, "IntuneDeviceId");
        var complete = rows.Rows.Count >= rows.Total;
        return new(policyId, states, complete ? DeploymentCounts.Of(states.Values) : Counts(summary) ?? DeploymentCounts.Of(states.Values), complete);
    }

    /// <summary>One state for each value of the key column: that of the person who uses the device, else that of the device's own check-in.</summary>
    internal static IReadOnlyDictionary<string, DeploymentState> StatesByDevice(ReportTable table, string keyColumn)
    {
        var states = new Dictionary<string, DeploymentState>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in table.Rows.GroupBy(row => table.Cell(row, keyColumn), StringComparer.OrdinalIgnoreCase))
        {
            if (string.IsNullOrEmpty(group.Key))
            {
                continue;
            }

            var people = group.Where(row => !IsSystemAccount(table, row)).ToList();
            states[group.Key] = people.Count > 0
                ? people.Select(row => StateOf(table, row)).MaxBy(Severity)
                : group.Select(row => StateOf(table, row)).MaxBy(Severity) is var state and not (DeploymentState.Error or DeploymentState.Conflict) ? state : DeploymentState.Pending;
        }

        return states;
    }

    private static bool IsSystemAccount(ReportTable table, JsonElement row) =>
        table.Cell(row, "UPN") is { } name && name.Replace(" ", "", StringComparison.Ordinal).Equals("systemaccount", StringComparison.OrdinalIgnoreCase);

    // Numbers as in https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-compliancestatus; some reports give the words.
    private static DeploymentState StateOf(ReportTable table, JsonElement row) => (table.Cell(row, "PolicyStatus") ?? table.Cell(row, "ReportStatus"))?.Trim().ToUpperInvariant() switch
    {
        "1" or "7" or "NOTAPPLICABLE" or "NOT APPLICABLE" or "NOTASSIGNED" => DeploymentState.NotApplicable,
        "2" or "3" or "SUCCEEDED" or "SUCCESS" or "COMPLIANT" or "REMEDIATED" => DeploymentState.Succeeded,
        "4" or "5" or "ERROR" or "NONCOMPLIANT" => DeploymentState.Error,
        "6" or "CONFLICT" => DeploymentState.Conflict,
        _ => DeploymentState.Pending,
    };

    private static int Severity(DeploymentState state) => state switch
    {
        DeploymentState.Conflict => 4,
        DeploymentState.Error => 3,
        DeploymentState.Succeeded => 2,
        DeploymentState.Pending => 1,
        _ => 0,
    };

    private static DeploymentCounts? Counts(ReportTable? summary)
    {
        if (summary is null || summary.Rows.Count == 0)
        {
            return null;
        }

        int Sum(params string[] columns) => summary.Rows.Sum(row => columns.Sum(column =>
            int.TryParse(summary.Cell(row, column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0));
        return new(
            Sum("NumberOfCompliantDevices"),
            Sum("NumberOfErrorDevices", "NumberOfNonCompliantDevices"),
            Sum("NumberOfConflictDevices"),
            Sum("NumberOfInProgressDevices"),
            Sum("NumberOfNotApplicableDevices"));
    }

    private static BatchItem Rows(string id) => Report($"rows:{id}", "getConfigurationPolicyDevicesReport", id, MostRows, "IntuneDeviceId", "DeviceName", "UPN", "UserId", "PolicyStatus", "PspdpuLastModifiedTimeUtc");

    private static BatchItem Summary(string id) => Report(
        $"summary:{id}", "getConfigurationPolicyDeviceSummaryReport", id, 50,
        "PolicyId", "NumberOfCompliantDevices", "NumberOfNonCompliantDevices", "NumberOfErrorDevices", "NumberOfConflictDevices", "NumberOfInProgressDevices", "NumberOfNotApplicableDevices");

    private static BatchItem Report(string key, string action, string policyId, int top, params string[] columns) => new(
        key,
        Actions + action,
        FollowsPages: false,
        ReportBody: JsonSerializer.Serialize(new { select = columns, filter = $"(PolicyId eq '{policyId.Replace("'", "''", StringComparison.Ordinal)}')", skip = 0, top, orderBy = Array.Empty<string>(), search = "" }));
}
