using System.Globalization;
using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Batching;

namespace PinResetPortal.Graph.Reading;

/// <summary>
/// What the devices reported about the policies that carry EnablePinRecovery: the rows of each policy, and Intune's own counts for
/// reports that are longer than what is read of them.
/// </summary>
internal sealed class DeploymentReading(Answers answers)
{
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

    public static IEnumerable<GraphRequest> Items(IEnumerable<string> policyIds) =>
        policyIds.Take(MostPolicies).SelectMany(id => (GraphRequest[])[GraphReads.PolicyDevices.Ask(id), GraphReads.PolicySummary.Ask(id)]);

    /// <param name="wanted">The policies that turned out to carry the setting; one that was not asked for, because it became known only now, is left for the next read.</param>
    public Fact<DeploymentFacts> Result(IReadOnlyList<string> wanted, LicenceFacts? licences)
    {
        var read = new List<PolicyDeployment>();
        var unread = new Dictionary<string, UnreadableReason>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in wanted.Where(id => answers.HasAsked(GraphReads.PolicyDevices.Ask(id))))
        {
            var rows = answers.Fact(GraphReads.PolicyDevices.Ask(id), licences);
            if (rows.WhyUnreadable is { } reason)
            {
                unread[id] = reason;
            }
            else if (rows.ValueOrDefault is { } reported)
            {
                var counts = !reported.Complete && answers.TryKnow(GraphReads.PolicySummary.Ask(id), out var counted) ? counted : null;
                read.Add(new(id, reported.States, counts ?? DeploymentCounts.Of(reported.States.Values), reported.Complete));
            }
        }

        return read.Count == 0 && unread.Count > 0 ? unread.Values.First() : new DeploymentFacts(read, unread);
    }

    /// <summary>The rows of one policy.</summary>
    internal static ReportedDevices Reported(BatchAnswer answer)
    {
        var rows = ReportTable.Read(answer.Body).Needing("IntuneDeviceId").Needing("PolicyStatus", "ReportStatus");
        return new(StatesByDevice(rows, "IntuneDeviceId"), rows.Rows.Count >= rows.Total);
    }

    /// <summary>Intune's own counts for one policy; null when it has none.</summary>
    internal static DeploymentCounts? Counted(BatchAnswer answer)
    {
        var summary = ReportTable.Read(answer.Body).Needing("NumberOfCompliantDevices");
        return summary.Rows.Count == 0 ? null : new(
            Sum("NumberOfCompliantDevices"),
            Sum("NumberOfErrorDevices", "NumberOfNonCompliantDevices"),
            Sum("NumberOfConflictDevices"),
            Sum("NumberOfInProgressDevices"),
            Sum("NumberOfNotApplicableDevices"));

        int Sum(params string[] columns) => summary.Rows.Sum(row => columns.Sum(column => summary.Cell(row, column) is not { } cell ? 0
            : int.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw StrictJson.Wrong(column)));
    }

    /// <summary>One state for each value of the key column: that of the person who uses the device, else that of the device's own check-in.</summary>
    private static Dictionary<string, DeploymentState> StatesByDevice(ReportTable table, string keyColumn)
    {
        var states = new Dictionary<string, DeploymentState>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in table.Rows.GroupBy(row => table.Text(row, keyColumn), StringComparer.OrdinalIgnoreCase))
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
        table.Text(row, "UPN") is { } name && name.Replace(" ", "", StringComparison.Ordinal).Equals("systemaccount", StringComparison.OrdinalIgnoreCase);

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

    internal static string RowsBody(string policyId) => Body(policyId, MostRows, "IntuneDeviceId", "DeviceName", "UPN", "UserId", "PolicyStatus", "PspdpuLastModifiedTimeUtc");

    internal static string SummaryBody(string policyId) => Body(
        policyId, 50, "PolicyId", "NumberOfCompliantDevices", "NumberOfNonCompliantDevices", "NumberOfErrorDevices", "NumberOfConflictDevices", "NumberOfInProgressDevices", "NumberOfNotApplicableDevices");

    private static string Body(string policyId, int top, params string[] columns) => JsonSerializer.Serialize(
        new { select = columns, filter = $"(PolicyId eq '{policyId.Replace("'", "''", StringComparison.Ordinal)}')", skip = 0, top, orderBy = Array.Empty<string>(), search = "" });
}

/// <param name="Complete">Every row of the report was read.</param>
internal sealed record ReportedDevices(IReadOnlyDictionary<string, DeploymentState> States, bool Complete);
