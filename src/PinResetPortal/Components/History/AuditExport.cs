using System.Globalization;
using System.Text;
using CsvHelper;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.History;

/// <summary>The audit log as a file: <c>/export/audit.csv</c>, <c>/export/audit.json</c>, and both with a signature as <c>/export/audit.zip</c>, of one tenant (<c>?tenantId=</c>) or everything of the caller's home tenant.</summary>
public static class AuditExport
{
    /// <summary>More than that belongs into the API.</summary>
    private const int Limit = 100_000;

    public static IEndpointRouteBuilder MapAuditExport(this IEndpointRouteBuilder endpoints)
    {
        var export = endpoints.MapGroup("/export").RequireAuthorization(PortalPolicies.Reader).ExcludeFromDescription();
        export.MapGet("/audit.csv", async (string? tenantId, HttpContext context, ITenantCatalog catalog, IAuditLog audit, CancellationToken cancellationToken) =>
            await ReadAsync(tenantId, context, catalog, audit, cancellationToken) is { } entries
                ? Results.File(Encoding.UTF8.GetBytes(Csv(entries)), "text/csv; charset=utf-8", FileName(tenantId, "csv"))
                : NotOneOfTheCallers(tenantId));
        export.MapGet("/audit.json", async (string? tenantId, HttpContext context, ITenantCatalog catalog, IAuditLog audit, CancellationToken cancellationToken) =>
            await ReadAsync(tenantId, context, catalog, audit, cancellationToken) is { } entries
                ? Results.File(Json(entries), "application/json", FileName(tenantId, "json"))
                : NotOneOfTheCallers(tenantId));
        export.MapGet("/audit.zip", async (string? tenantId, HttpContext context, ITenantCatalog catalog, IAuditLog audit, IFileSigner signer, CancellationToken cancellationToken) =>
            await ReadAsync(tenantId, context, catalog, audit, cancellationToken) is { } entries
                ? Results.File(SignedArchive.Write([("audit.csv", Encoding.UTF8.GetBytes(Csv(entries))), ("audit.json", Json(entries))], signer), "application/zip", FileName(tenantId, "zip"))
                : NotOneOfTheCallers(tenantId));
        return endpoints;
    }

    /// <summary>
    /// A cell that a spreadsheet would take for a formula gets an apostrophe before it
    /// (https://owasp.org/www-community/attacks/CSV_Injection): names and errors come from tenants and are not ours.
    /// </summary>
    public static string Csv(IEnumerable<AuditEntry> entries)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { FormatProvider = CultureInfo.InvariantCulture, Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            csv.WriteRecord(Row.Names);
            foreach (var entry in entries)
            {
                csv.WriteRecord(Row.Of(entry).ToFields());
            }
        }

        return text.ToString();
    }

    private static byte[] Json(IEnumerable<AuditEntry> entries) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(entries.Select(Row.Of), System.Text.Json.JsonSerializerOptions.Web);

    /// <returns>Null when <paramref name="tenantId"/> is no tenant that the caller may look into.</returns>
    private static async Task<IReadOnlyList<AuditEntry>?> ReadAsync(string? tenantId, HttpContext context, ITenantCatalog catalog, IAuditLog audit, CancellationToken cancellationToken)
    {
        var actor = ActorFactory.From(context.User) ?? throw new InvalidOperationException("The caller is not authenticated.");
        if (string.IsNullOrEmpty(tenantId))
        {
            return await audit.ReadAsync(actor.HomeTenantId, null, Limit, cancellationToken);
        }

        return TenantId.TryParse(tenantId, null, out var id) && await catalog.FindAsync(id, actor, cancellationToken) is not null
            ? await audit.ReadAsync(actor.HomeTenantId, id, Limit, cancellationToken)
            : null;
    }

    private static IResult NotOneOfTheCallers(string? tenantId) =>
        Results.Problem($"'{tenantId}' is not the id of one of your tenants.", statusCode: StatusCodes.Status404NotFound, title: "Unknown tenant");

    private static string FileName(string? tenantId, string extension) => string.IsNullOrEmpty(tenantId) ? $"audit.{extension}" : $"audit-{tenantId}.{extension}";

    private sealed record Row(
        string TenantId, long Sequence, string At, string ActorId, string ActorName, string Action, string? OperationId, string Summary, string? Detail, string PreviousHash, string Hash, string? KeyId)
    {
        public static readonly string[] Names =
            [nameof(TenantId), nameof(Sequence), nameof(At), nameof(ActorId), nameof(ActorName), nameof(Action), nameof(OperationId), nameof(Summary), nameof(Detail), nameof(PreviousHash), nameof(Hash), nameof(KeyId)];

        /// <summary>In the order of <see cref="Names"/>. A method and not a property, so that it stays out of the JSON.</summary>
        public string[] ToFields() =>
            [TenantId, Sequence.ToString(CultureInfo.InvariantCulture), At, ActorId, ActorName, Action, OperationId ?? "", Summary, Detail ?? "", PreviousHash, Hash, KeyId ?? ""];

        public static Row Of(AuditEntry entry) => new(
            entry.Record.TenantId.ToString(),
            entry.Sequence,
            entry.At.ToString("O", CultureInfo.InvariantCulture),
            entry.Record.ActorId,
            entry.Record.ActorName,
            entry.Record.Action,
            entry.Record.OperationId?.ToString("D"),
            entry.Record.Summary,
            entry.Record.Detail,
            entry.PreviousHash,
            entry.Hash,
            entry.KeyId);
    }
}
