namespace PinResetPortal.Store.Schema;

/// <summary>
/// Gives the rows of an earlier version their home tenant. A tenant: the home tenant on whose list it is, a home tenant itself. A run: the one
/// whose people started it. What is kept about a tenant: the one on whose list it is, else the one of its last run, else the tenant itself, so
/// that no other one sees it. Settings: the one whose Admin saved them last, which the audit log tells.
/// </summary>
/// <param name="id">SQL of an id out of SQL of a text.</param>
/// <param name="property">SQL of a property out of SQL of a JSON text and the property's name.</param>
/// <param name="position">Name of the function that finds one text in another.</param>
internal sealed class HomeTenantsCarriedOver(Func<string, string> id, Func<string, string, string> property, string position)
{
    private const string Nobody = "'00000000-0000-0000-0000-000000000000'";

    public static readonly HomeTenantsCarriedOver Sqlite = new(text => $"upper({text})", (json, name) => $"json_extract({json}, '$.{name}')", "instr");

    public static readonly HomeTenantsCarriedOver PostgreSql = new(text => $"({text})::uuid", (json, name) => $"({json})::json->>'{name}'", "strpos");

    /// <summary>Whose a row of <paramref name="table"/> is, by its column <c>TenantId</c>.</summary>
    public static string OwnerOf(string table) => $"""
        COALESCE(
            (SELECT t."HomeTenantId" FROM "Tenants" t WHERE t."TenantId" = "{table}"."TenantId"),
            (SELECT o."HomeTenantId" FROM "Operations" o WHERE o."TenantId" = "{table}"."TenantId" ORDER BY o."CreatedAt" DESC LIMIT 1),
            "{table}"."TenantId")
        """;

    /// <summary>Of all tables but those of the audit log, in an order in which each finds what it needs.</summary>
    public IEnumerable<string> Statements()
    {
        yield return """
            UPDATE "Tenants" SET "HomeTenantId" = CASE WHEN "Relationship" = 'Home' OR "PartnerTenantId" IS NULL THEN "TenantId" ELSE "PartnerTenantId" END;
            """;
        yield return $"""
            UPDATE "Operations" SET "HomeTenantId" = {id(property("\"StartedBy\"", "homeTenantId"))};
            """;
        foreach (var table in new[] { "ReadinessAnswers", "ReadinessMarks", "CheckChanges" })
        {
            yield return $"""
                UPDATE "{table}" SET "HomeTenantId" = {OwnerOf(table)};
                """;
        }

        yield return $"""
            UPDATE "Deployments" SET "HomeTenantId" = COALESCE((SELECT r."HomeTenantId" FROM "Operations" r WHERE r."Id" = "Deployments"."OperationId"), {OwnerOf("Deployments")});
            """;
        yield return $"""
            UPDATE "Settings" SET "HomeTenantId" = COALESCE(
                (SELECT a."TenantId" FROM "AuditEntries" a WHERE a."Action" = 'settings.changed' AND a."Detail" LIKE '%"key":"' || "Settings"."Key" || '"%' ORDER BY a."At" DESC LIMIT 1),
                (SELECT t."HomeTenantId" FROM "Tenants" t ORDER BY t."HomeTenantId" LIMIT 1),
                {Nobody})
            WHERE "Key" <> 'health';
            """;
        yield return $"""
            UPDATE "NotificationOutbox" SET "HomeTenantId" = COALESCE(
                (SELECT t."HomeTenantId" FROM "Tenants" t WHERE t."TenantId" = {id(property("\"NotificationOutbox\".\"Document\"", "tenantId"))}),
                (SELECT s."HomeTenantId" FROM "Settings" s WHERE s."Key" = 'notifications'),
                {Nobody});
            """;
        var subject = id($"""substr("NotificationsTold"."Subject", {position}("NotificationsTold"."Subject", '/') + 1)""");
        yield return $"""
            UPDATE "NotificationsTold" SET "HomeTenantId" = COALESCE(
                (SELECT t."HomeTenantId" FROM "Tenants" t WHERE t."TenantId" = {subject}),
                (SELECT s."HomeTenantId" FROM "Scans" s WHERE s."Id" = {subject}),
                {Nobody});
            """;

        // What nobody has any more is told to nobody.
        yield return $"""
            DELETE FROM "NotificationOutbox" WHERE "HomeTenantId" = {Nobody};
            """;
        yield return $"""
            DELETE FROM "NotificationsTold" WHERE "HomeTenantId" = {Nobody};
            """;
    }
}
