using System.Globalization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Overview;

/// <summary>
/// The month before the demo was opened, invented like its tenants: what earlier checks would have said, so that trends and changes have
/// something to show. Tenants that cannot be read have no past: an earlier answer would stay beside the gap and hide it.
/// </summary>
internal static class DemoPast
{
    private const string NoService = CheckIds.PinResetService;
    private const string NoClient = CheckIds.PinResetClient;
    private const string NoPolicy = CheckIds.PinRecovery;

    /// <summary>What such a check looked at; what it did not is read for the first time now and is no change.</summary>
    private static readonly string[] Seen = [NoService, NoClient, NoPolicy, CheckIds.HelloEnabled];

    /// <summary>By the number in the tenant's id: days before now, and what was broken then.</summary>
    private static readonly (int Tenant, (int DaysAgo, string[] Broken)[] Answers)[] Stories =
    [
        (1, [(30, [NoService, NoClient, NoPolicy]), (24, [NoPolicy]), (17, []), (1, [])]),
        (2, [(29, [NoService, NoClient, NoPolicy]), (1, [NoService, NoClient, NoPolicy])]),
        (3, [(30, []), (4, [NoService]), (1, [NoService])]),
        (4, [(28, []), (1, [])]),
        (5, [(30, [NoPolicy]), (11, []), (1, [])]),
        (7, [(26, []), (13, [NoPolicy]), (1, [NoPolicy])]),
        (8, [(30, [NoClient, NoPolicy]), (20, [NoPolicy]), (1, [NoPolicy])]),
        (9, [(21, [NoPolicy]), (1, [NoPolicy])]),
        (10, [(30, []), (1, [])]),
        (13, [(30, [NoService]), (19, []), (1, [])]),
        (14, [(25, [NoClient]), (8, []), (1, [])]),
        (20, [(30, [NoService, NoClient]), (15, []), (1, [])]),
        (21, [(18, [NoPolicy]), (6, []), (1, [])]),
        (22, [(16, []), (1, [])]),
        (24, [(14, []), (2, [NoService]), (1, [NoService])]),
        (25, [(27, [NoClient]), (22, []), (1, [])]),
    ];

    /// <summary>Earlier answers of those of the tenants that have a past, of each the oldest first.</summary>
    public static IEnumerable<TenantReadiness> Of(IEnumerable<TenantId> tenants, CheckCatalog checks, DateTimeOffset now)
    {
        var known = tenants.ToHashSet();
        return from story in Stories
               let tenant = TenantId.Parse(string.Create(CultureInfo.InvariantCulture, $"a{story.Tenant:D7}-0000-4000-8000-{story.Tenant:D12}"), CultureInfo.InvariantCulture)
               where known.Contains(tenant)
               from answer in story.Answers
               select Answer(tenant, now.AddDays(-answer.DaysAgo), answer.Broken, checks);
    }

    private static TenantReadiness Answer(TenantId tenant, DateTimeOffset at, string[] broken, CheckCatalog checks)
    {
        var findings = checks.All.Where(check => Seen.Contains(check.Id))
            .Select(check => new Finding(check.Id, check.Area, check.Required, broken.Contains(check.Id) ? FindingStatus.Broken : FindingStatus.Healthy, "Invented for the demo.", []))
            .ToList();
        return new(tenant, tenant.ToString(), CheckCatalog.VerdictOf(findings), at, [.. findings.Select(finding => new AssessedFinding(finding, Fixable: false))], new ReadCost(0, 0, 0, 0));
    }
}
