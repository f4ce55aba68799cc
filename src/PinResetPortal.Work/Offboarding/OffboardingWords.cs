using System.Globalization;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Offboarding;

/// <summary>The sentences about offboarding: the same on the page, in the API and in the command.</summary>
public static class OffboardingWords
{
    /// <summary>For how long an export counts.</summary>
    public static readonly TimeSpan ExportHolds = TimeSpan.FromHours(1);

    public const string AuditKeeps =
        "The audit log stays: who did what in this tenant and when, with the requests that were sent, and that the tenant was offboarded. It is never deleted; the whole log of your home tenant still shows it.";

    public const string LivesOn =
        "Besides the audit log, answers to repeated API requests stay up to 24 hours, and tokens of people who worked in the tenant stay, encrypted, until they end. Backups and files that were exported are yours to delete.";

    public static string Return(Tenant tenant) => tenant.Relationship.Kind == RelationshipKind.Gdap
        ? $"{tenant.DisplayName} does not come back by itself, even while its GDAP relationship lasts. End the relationship in Partner Center if it should; to have the tenant back, an Admin adds it by its id."
        : $"{tenant.DisplayName} does not come back by itself; to have it back, an Admin adds it again.";

    public const string NotExported = "Export the data first: there is no export of the last hour. Nothing was changed.";

    public static string Unfinished(Tenant tenant, UnfinishedWork work) => work switch
    {
        UnfinishedWork.Run => $"A run in {tenant.DisplayName} is not finished. Let it end, resume it or cancel it, then offboard the tenant.",
        UnfinishedWork.BulkRepair => $"A bulk repair with {tenant.DisplayName} is not finished. Let it end or stop it for good, then offboard the tenant.",
        _ => $"A scan with {tenant.DisplayName} is not finished. Let it end or stop it, then offboard the tenant.",
    };

    /// <summary>What will become of the consent.</summary>
    public static string Before(ConsentPlan plan, Tenant tenant, string? clientId) => plan switch
    {
        ConsentPlan.Removed => $"The portal deletes its own service principal in {tenant.DisplayName}. Every permission that it was granted there goes with it. Entra keeps a deleted service principal for 30 days, in which an administrator can restore it.",
        _ => Standing(plan, tenant, clientId),
    };

    /// <summary>What became of the consent.</summary>
    public static string After(OffboardingResult.Done done, string? clientId) => done.Consent switch
    {
        ConsentPlan.Removed when done.SeenGone => $"The portal's service principal in {done.Tenant.DisplayName} is deleted: a new look does not find it any more, or gets no token. Entra keeps it for 30 days, in which an administrator can restore it.",
        ConsentPlan.Removed => $"Graph accepted the deletion of the portal's service principal in {done.Tenant.DisplayName}, but a new look could not confirm it yet. {ByHand(done.Tenant, clientId)}",
        _ => Standing(done.Consent, done.Tenant, clientId),
    };

    /// <summary>The exact step for an administrator of the tenant (https://learn.microsoft.com/entra/identity/enterprise-apps/delete-application-portal).</summary>
    public static string ByHand(Tenant tenant, string? clientId) => clientId is null
        ? $"No application of the portal is configured here, so there is no consent of this portal to name in {tenant.DisplayName}."
        : $"To remove it by hand, an administrator of {tenant.DisplayName} opens Enterprise applications in the Entra admin center, searches for the application id {clientId}, opens Properties and chooses Delete; or runs in PowerShell: Get-MgServicePrincipal -Filter \"appId eq '{clientId}'\" | ForEach-Object {{ Remove-MgServicePrincipal -ServicePrincipalId $_.Id }}";

    public static string Rows(IReadOnlyDictionary<string, int> rows) => rows.Count == 0
        ? "none"
        : string.Join(", ", rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Key} {row.Value}")));

    private static string Standing(ConsentPlan plan, Tenant tenant, string? clientId) => plan switch
    {
        ConsentPlan.NotThere => $"Graph lists no service principal of the portal in {tenant.DisplayName}: there is no consent to remove.",
        ConsentPlan.Shared => $"The consent in {tenant.DisplayName} stays: it is given to the portal as a whole, and another home tenant of this portal has this tenant too.",
        ConsentPlan.ByHand { Why: null } => $"The consent in {tenant.DisplayName} stays, as you asked. {ByHand(tenant, clientId)}",
        ConsentPlan.ByHand { Why: { } why } => $"The portal can't remove its consent in {tenant.DisplayName}. {why.Message} {ByHand(tenant, clientId)}",
        _ => throw new ArgumentOutOfRangeException(nameof(plan), plan, "There are no words for it."),
    };
}
