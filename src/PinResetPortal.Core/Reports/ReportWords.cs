using System.Globalization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Reports;

/// <summary>The sentences of a report, the same in the mail, in its text part and on the page; times by the clocks of one zone.</summary>
public sealed class ReportWords(FleetReport report, TimeZoneInfo zone)
{
    public string Period => $"{When(report.From)} to {When(report.To)} ({zone.Id})";

    /// <summary>For the subject of a mail and the first line: what nobody knows is named before what is fine.</summary>
    public string Summary => report.Tenants.Count == 0
        ? "no tenant is in this report"
        : string.Join(", ", ((string?[])
        [
            report.Unread.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{report.Unread.Count} could not be read or told"),
            string.Create(CultureInfo.InvariantCulture, $"{report.Of(StandKind.NotReady)} not ready"),
            string.Create(CultureInfo.InvariantCulture, $"{report.Of(StandKind.Ready)} ready"),
        ]).OfType<string>()) + string.Create(CultureInfo.InvariantCulture, $" of {report.Tenants.Count} {(report.Tenants.Count == 1 ? "tenant" : "tenants")}");

    /// <summary>Null: there is nothing to be said of devices.</summary>
    public string? Devices
    {
        get
        {
            var devices = report.Devices;
            var untold = devices.Untold == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" In {Tenants(devices.Untold)} more the devices or what they report were not read.");
            return report.Read.Count == 0 ? null
                : devices.Tenants == 0 ? "The devices, or what they report, were not read in any tenant."
                : devices.Windows == 0 ? $"{(devices.Tenants == 1 ? "The tenant" : "The tenants")} whose devices were read {(devices.Tenants == 1 ? "has" : "have")} no Windows device.{untold}"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(devices.IsWhole ? "" : "At least ")}{devices.Arrived} of {devices.Windows} Windows devices in {Tenants(devices.Tenants)} reported the policy as in force{(devices.Failed > 0 ? $", {devices.Failed} reported an error or a conflict" : "")}.{untold}");
        }
    }

    /// <summary>Of a line of the comparison.</summary>
    public static string Of(StandCount count) => count.Kind switch
    {
        StandKind.NotRead => "Not read in time",
        StandKind.NotChecked => "No check on record",
        StandKind.Unknown => "Read, and could not be told",
        StandKind.NotReady => "Not ready",
        _ => $"Ready: {StageOf(count.Stage)}",
    };

    /// <summary>How a tenant stood at the beginning of the period.</summary>
    public string Then(TenantReport tenant) => tenant.Then switch
    {
        { Kind: StandKind.NotChecked } => "no check then",
        { Kind: StandKind.NotRead, ReadAt: { } at } then => $"not read since {When(at)}; {Verdict(then)} by that answer",
        var then => Verdict(then),
    };

    /// <summary>How a tenant stands.</summary>
    public string Now(TenantReport tenant) => tenant.Now switch
    {
        { Kind: StandKind.NotChecked } => "never checked",
        { Kind: StandKind.NotRead, ReadAt: { } at } now => $"not read since {When(at)}; {Verdict(now)} by that answer",
        var now => Verdict(now),
    };

    /// <summary>Of a tenant that could not be read or told: why, as far as it is known.</summary>
    public string WhyUnread(TenantReport tenant) => (tenant.Now, tenant.Unread) switch
    {
        ({ Kind: StandKind.NotChecked }, _) => "It was never checked.",
        ({ ReadAt: { } at } now, { } unread) => $"Could not be read since {When(unread.Since)}, tried last {When(unread.At)}.{Reasons(tenant)} Its last answer is of {When(at)}: {Verdict(now)}.",
        ({ Kind: StandKind.NotRead, ReadAt: { } at } now, _) => $"Nobody has checked it since {When(at)}. That answer: {Verdict(now)}.",
        ({ ReadAt: { } at }, _) => $"Read {When(at)}; a required check could not be told.{Reasons(tenant)}",
        _ => "It could not be told.",
    };

    /// <summary>Of the devices of a tenant, by its last answer.</summary>
    public static string DevicesOf(TenantReport tenant) => StageWords.Devices(tenant.Devices);

    public static string Of(OpenItem item) => item.Mending switch
    {
        Mending.Repair => "The portal can repair it, after showing what it will send.",
        Mending.RepairWithChoice => "The portal can repair it once somebody has made the choice that it needs.",
        _ => "By hand; the page of the check says how.",
    };

    public static string Word(FindingStatus status) => status == FindingStatus.Broken ? "Broken" : "Needs attention";

    public static string Of(ReportedRepair repair) => (repair.IsUndo, repair.End) switch
    {
        (_, RepairEnd.Verified) => "The same checks over fresh facts confirmed it.",
        (true, RepairEnd.Undone) => "Its changes are undone.",
        (false, RepairEnd.Undone) => "It was taken back.",
        (_, RepairEnd.NotYetVisible) => "Graph accepted every step, but fresh facts did not show it.",
        (_, RepairEnd.Cancelled) => "It was cancelled.",
        _ => "It failed.",
    };

    public static string Kind(ReportedRepair repair) => $"{(repair.IsUndo ? "Undo" : "Repair")}: {string.Join(", ", repair.Checks)}";

    public string When(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString("d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    private static string Verdict(Stand stand) => stand.Verdict switch
    {
        Findings.Verdict.Ready => $"Ready: {StageOf(stand.Stage)}",
        Findings.Verdict.NotReady => "Not ready",
        _ => "could not be told",
    };

    private static string StageOf(TenantStage? stage) => StageWords.Word(stage) is { } word ? $"{char.ToLowerInvariant(word[0])}{word[1..]}" : "stage not on record";

    private static string Reasons(TenantReport tenant) => string.Concat(tenant.Reasons.Select(reason => $" {OneLine.Of(reason.Message)}"));

    private static string Tenants(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "tenant" : "tenants")}");
}
