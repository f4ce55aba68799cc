using PinResetPortal.Core.Tenants;
using PinResetPortal.Exporting;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.History;

/// <summary>The audit log as a file: <c>/export/audit.csv</c>, <c>/export/audit.json</c>, and both with a signature as <c>/export/audit.zip</c>, of one tenant (<c>?tenantId=</c>) or everything of the caller's home tenant.</summary>
public static class AuditExport
{
    /// <summary>A signature is over the whole, so that file is made in memory.</summary>
    private const int MostSigned = 100_000;

    public static IEndpointRouteBuilder MapAuditExport(this IEndpointRouteBuilder endpoints)
    {
        var export = endpoints.MapGroup("/export").RequireAuthorization(PortalPolicies.Reader).ExcludeFromDescription();
        export.MapGet("/audit.csv", async (string? tenantId, HttpContext context, ITenantCatalog catalog, IAuditLog audit, CancellationToken cancellationToken) =>
            await ScopeAsync(tenantId, context, catalog, cancellationToken) is var (home, only)
                ? Results.Stream(body => AuditFile.WriteCsvAsync(body, write => audit.ReadAllAsync(home, only, write, cancellationToken), cancellationToken), CsvTable.ContentType, FileName(tenantId, "csv"))
                : NotOneOfTheCallers(tenantId));
        export.MapGet("/audit.json", async (string? tenantId, HttpContext context, ITenantCatalog catalog, IAuditLog audit, CancellationToken cancellationToken) =>
            await ScopeAsync(tenantId, context, catalog, cancellationToken) is var (home, only)
                ? Results.Stream(body => AuditFile.WriteJsonAsync(body, write => audit.ReadAllAsync(home, only, write, cancellationToken), cancellationToken), "application/json", FileName(tenantId, "json"))
                : NotOneOfTheCallers(tenantId));
        export.MapGet("/audit.zip", async (string? tenantId, HttpContext context, ITenantCatalog catalog, IAuditLog audit, IFileSigner signer, CancellationToken cancellationToken) =>
            await ScopeAsync(tenantId, context, catalog, cancellationToken) is var (home, only)
                ? await SignedAsync(await audit.ReadAsync(home, only, MostSigned + 1, cancellationToken), signer, FileName(tenantId, "zip"), cancellationToken)
                : NotOneOfTheCallers(tenantId));
        return endpoints;
    }

    private static async Task<IResult> SignedAsync(IReadOnlyList<AuditEntry> entries, IFileSigner signer, string name, CancellationToken cancellationToken)
    {
        if (entries.Count > MostSigned)
        {
            return Results.Problem(
                $"A signed file holds {MostSigned} entries at most, and there are more. Take one tenant (?tenantId=), or audit.csv or audit.json, which hold all of them.",
                statusCode: StatusCodes.Status400BadRequest,
                title: "Too many entries for one signed file");
        }

        using var csv = new MemoryStream();
        using var json = new MemoryStream();
        await AuditFile.WriteCsvAsync(csv, ReadAsync, cancellationToken);
        await AuditFile.WriteJsonAsync(json, ReadAsync, cancellationToken);
        return Results.File(SignedArchive.Write([("audit.csv", csv.ToArray()), ("audit.json", json.ToArray())], signer), "application/zip", name);

        async Task ReadAsync(Func<AuditEntry, Task> write)
        {
            foreach (var entry in entries)
            {
                await write(entry);
            }
        }
    }

    /// <returns>Whose entries, of one tenant or of all; null when <paramref name="tenantId"/> is no tenant that the caller may look into.</returns>
    private static async Task<(TenantId Home, TenantId? Only)?> ScopeAsync(string? tenantId, HttpContext context, ITenantCatalog catalog, CancellationToken cancellationToken)
    {
        var actor = ActorFactory.From(context.User) ?? throw new InvalidOperationException("The caller is not authenticated.");
        if (string.IsNullOrEmpty(tenantId))
        {
            return (actor.HomeTenantId, null);
        }

        return TenantId.TryParse(tenantId, null, out var id) && await catalog.FindAsync(id, actor, cancellationToken) is not null ? (actor.HomeTenantId, id) : null;
    }

    private static IResult NotOneOfTheCallers(string? tenantId) =>
        Results.Problem($"'{tenantId}' is not the id of one of your tenants.", statusCode: StatusCodes.Status404NotFound, title: "Unknown tenant");

    private static string FileName(string? tenantId, string extension) => string.IsNullOrEmpty(tenantId) ? $"audit.{extension}" : $"audit-{tenantId}.{extension}";
}
