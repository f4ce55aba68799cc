using PinResetPortal.Core.Tenants;
using PinResetPortal.Exporting;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.History;

/// <summary>The audit log as a file: <c>/export/audit.csv</c>, <c>/export/audit.json</c>, and both with a signature as <c>/export/audit.zip</c>, of one tenant (<c>?tenantId=</c>) or everything of the caller's home tenant.</summary>
public static class AuditExport
{
    public static IEndpointRouteBuilder MapAuditExport(this IEndpointRouteBuilder endpoints)
    {
        var export = endpoints.MapGroup("/export").RequireAuthorization(PortalPolicies.Reader).ExcludeFromDescription();
        export.MapGet("/audit.csv", async (string? tenantId, HttpContext context, ITenantCatalog catalog, IAuditLog audit, CancellationToken cancellationToken) =>
            await ReaderAsync(tenantId, context, catalog, audit, cancellationToken) is { } readAll
                ? Results.Stream(body => AuditFile.WriteCsvAsync(body, readAll, cancellationToken), CsvTable.ContentType, FileName(tenantId, "csv"))
                : NotOneOfTheCallers(tenantId));
        export.MapGet("/audit.json", async (string? tenantId, HttpContext context, ITenantCatalog catalog, IAuditLog audit, CancellationToken cancellationToken) =>
            await ReaderAsync(tenantId, context, catalog, audit, cancellationToken) is { } readAll
                ? Results.Stream(body => AuditFile.WriteJsonAsync(body, readAll, cancellationToken), "application/json", FileName(tenantId, "json"))
                : NotOneOfTheCallers(tenantId));
        export.MapGet("/audit.zip", async (string? tenantId, HttpContext context, ITenantCatalog catalog, IAuditLog audit, IFileSigner signer, CancellationToken cancellationToken) =>
            await ReaderAsync(tenantId, context, catalog, audit, cancellationToken) is { } readAll
                ? Results.File(await SignedAsync(readAll, signer, cancellationToken), "application/zip", FileName(tenantId, "zip"))
                : NotOneOfTheCallers(tenantId));
        return endpoints;
    }

    /// <summary>A signature is over the whole, so this one is made in memory; both files hold the same entries.</summary>
    private static async Task<byte[]> SignedAsync(Func<Func<AuditEntry, Task>, Task> readAll, IFileSigner signer, CancellationToken cancellationToken)
    {
        var entries = new List<AuditEntry>();
        await readAll(entry =>
        {
            entries.Add(entry);
            return Task.CompletedTask;
        });
        using var csv = new MemoryStream();
        using var json = new MemoryStream();
        await AuditFile.WriteCsvAsync(csv, ReadAgainAsync, cancellationToken);
        await AuditFile.WriteJsonAsync(json, ReadAgainAsync, cancellationToken);
        return SignedArchive.Write([("audit.csv", csv.ToArray()), ("audit.json", json.ToArray())], signer);

        async Task ReadAgainAsync(Func<AuditEntry, Task> write)
        {
            foreach (var entry in entries)
            {
                await write(entry);
            }
        }
    }

    /// <returns>Reads every entry; null when <paramref name="tenantId"/> is no tenant that the caller may look into.</returns>
    private static async Task<Func<Func<AuditEntry, Task>, Task>?> ReaderAsync(string? tenantId, HttpContext context, ITenantCatalog catalog, IAuditLog audit, CancellationToken cancellationToken)
    {
        var actor = ActorFactory.From(context.User) ?? throw new InvalidOperationException("The caller is not authenticated.");
        if (string.IsNullOrEmpty(tenantId))
        {
            return write => audit.ReadAllAsync(actor.HomeTenantId, null, write, cancellationToken);
        }

        return TenantId.TryParse(tenantId, null, out var id) && await catalog.FindAsync(id, actor, cancellationToken) is not null
            ? write => audit.ReadAllAsync(actor.HomeTenantId, id, write, cancellationToken)
            : null;
    }

    private static IResult NotOneOfTheCallers(string? tenantId) =>
        Results.Problem($"'{tenantId}' is not the id of one of your tenants.", statusCode: StatusCodes.Status404NotFound, title: "Unknown tenant");

    private static string FileName(string? tenantId, string extension) => string.IsNullOrEmpty(tenantId) ? $"audit.{extension}" : $"audit-{tenantId}.{extension}";
}
