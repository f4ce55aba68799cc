using System.Globalization;
using MudBlazor;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;

namespace PinResetPortal.Components.Health;

/// <summary>One place on the way from nothing to a proven reset: what it is called, how it stands, in a few words.</summary>
/// <param name="At">When it happened, where that is known and is not the time of the reading.</param>
public sealed record HealthStage(string Name, StatusLook Look, string Words, DateTimeOffset? At = null)
{
    private static readonly StatusLook NotYet = new("Not yet", Icons.Material.Outlined.Circle, "quiet");
    private static readonly StatusLook OnTheWay = new("On the way", Icons.Material.Filled.Sync, "busy");
    private static readonly StatusLook Done = StatusLook.Of(FindingStatus.Healthy);

    /// <summary>Apps, Grant, Policy, Devices, Proof: always all five, always in this order.</summary>
    public static IReadOnlyList<HealthStage> Of(TenantReadiness readiness, CheckCatalog catalog)
    {
        var findings = readiness.Findings.Select(assessed => assessed.Finding).ToList();
        return
        [
            OfChecks("Apps", [.. findings.Where(finding => finding is { Area: CheckArea.Consent, Required: true } && finding.CheckId != CheckIds.Grants)], "both there, for everybody", catalog),
            Grant(findings.FirstOrDefault(finding => finding.CheckId == CheckIds.Grants)),
            OfChecks("Policy", [.. findings.Where(finding => finding is { Area: CheckArea.Policy, Required: true })], "PIN recovery on", catalog),
            Devices(readiness),
            Proof(readiness, findings),
        ];
    }

    private static HealthStage OfChecks(string name, List<Finding> findings, string whole, CheckCatalog catalog)
    {
        var broken = findings.Where(finding => finding.Status == FindingStatus.Broken).ToList();
        if (broken.Count > 0)
        {
            return new(name, StatusLook.Of(FindingStatus.Broken), InWords(broken[0], catalog) + (broken.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $", {broken.Count - 1} more") : ""));
        }

        return findings.Count == 0 || findings.Any(finding => finding.Status == FindingStatus.Unknown) ? new(name, StatusLook.Of(FindingStatus.Unknown), "not seen")
            : findings.Any(finding => finding.Status == FindingStatus.NeedsAttention) ? new(name, StatusLook.Of(FindingStatus.NeedsAttention), whole + ", look closer")
            : new(name, Done, whole);
    }

    /// <summary>The words of the table would deny the policy that is there.</summary>
    private static string InWords(Finding broken, CheckCatalog catalog) => broken.Cause switch
    {
        FindingCause.Unassigned => "on, assigned to nobody",
        FindingCause.ReachesNobody => "on, reaches nobody",
        _ => catalog.InTable(broken.CheckId),
    };

    private static HealthStage Grant(Finding? grants) => grants switch
    {
        { Status: FindingStatus.Broken } => new("Grant", StatusLook.Of(FindingStatus.Broken), "refused"),
        { Status: FindingStatus.NeedsAttention } => new("Grant", StatusLook.Of(FindingStatus.NeedsAttention), "not proven"),
        { Status: FindingStatus.Healthy, Cause: FindingCause.ConsentProven } => new("Grant", Done, "a sign-in used it"),
        { Status: FindingStatus.Healthy } => new("Grant", Done, "listed for everybody"),
        { Status: FindingStatus.NotApplicable } => new("Grant", NotYet, "not proven"),
        _ => new("Grant", StatusLook.Of(FindingStatus.Unknown), "not seen"),
    };

    /// <summary>Nothing that the devices report is green while something else is broken: they would not be served.</summary>
    private static HealthStage Devices(TenantReadiness readiness) => readiness.Devices switch
    {
        null => new("Devices", StatusLook.Of(FindingStatus.Unknown), "not read"),
        { Windows: 0 } => new("Devices", NotYet, "no Windows device"),
        var devices => new(
            "Devices",
            readiness.Stage is TenantStage.Ready || (readiness.Stage is TenantStage.Proven && devices is { Awaited: 0, Failed: 0 }) ? Done
                : readiness.Stage is TenantStage.RollingOut or TenantStage.Proven ? OnTheWay
                : NotYet,
            Math.Max(devices.Reached, devices.Arrived) == 0
                ? string.Create(CultureInfo.InvariantCulture, $"a policy reaches none of {devices.Windows}")
                : string.Create(CultureInfo.InvariantCulture, $"{devices.Arrived} of {Math.Max(devices.Reached, devices.Arrived)} have it{(devices.Failed > 0 ? $", {devices.Failed} failed" : "")}")),
    };

    private static HealthStage Proof(TenantReadiness readiness, List<Finding> findings)
    {
        var signIn = findings.SelectMany(finding => finding.Evidence)
            .Where(item => item is { Kind: "signIns", Id: KnownApps.PinResetClientAppId })
            .Select(item => DateTimeOffset.TryParse(item.Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : (DateTimeOffset?)null)
            .FirstOrDefault(at => at is not null);
        return readiness.Stage == TenantStage.Proven ? new("Proof", Done, "a reset sign-in got through", signIn)
            : signIn is not null ? new("Proof", NotYet, "last reset sign-in", signIn)
            : new("Proof", NotYet, "no reset sign-in seen");
    }
}
