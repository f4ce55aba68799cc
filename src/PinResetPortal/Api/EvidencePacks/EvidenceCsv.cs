using System.Globalization;
using CsvHelper;
using PinResetPortal.Core.Findings;
using PinResetPortal.Work.History;

namespace PinResetPortal.Api.EvidencePacks;

/// <summary>
/// One line for each tenant. A cell that a spreadsheet would take for a formula gets an apostrophe before it
/// (https://owasp.org/www-community/attacks/CSV_Injection): names come from tenants and are not ours.
/// </summary>
internal static class EvidenceCsv
{
    private static readonly string[] Columns =
    [
        "tenantId", "displayName", "defaultDomain", "relationship", "relationshipEndsAt", "tags", "verdict", "readAt", "unreadSince", "lastTriedAt", "whyUnread", "broken", "unknown", "needsAttention", "changes", "lastChangeAt",
    ];

    public static async Task<string> WriteAsync(IAsyncEnumerable<TenantRecordLine> lines, CancellationToken cancellationToken)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { FormatProvider = CultureInfo.InvariantCulture, Injection = CsvInjection.Escape }, leaveOpen: true))
        {
            csv.WriteRecord(Columns);
            await foreach (var line in lines.WithCancellation(cancellationToken))
            {
                csv.WriteRecord(Fields(line));
            }
        }

        return text.ToString();
    }

    private static string[] Fields(TenantRecordLine line) =>
    [
        line.Tenant.Id.ToString(),
        line.Tenant.DisplayName,
        line.Tenant.DefaultDomain ?? "",
        line.Tenant.Relationship.Name,
        Stamp(line.Tenant.Relationship.EndsAt),
        string.Join(' ', line.Tenant.Tags),
        line.Readiness?.Verdict.ToString() ?? "",
        Stamp(line.Readiness?.ReadAt),
        Stamp(line.Readiness?.Unread?.Since),
        Stamp(line.Readiness?.Unread?.At),
        string.Join(' ', (line.Readiness?.Unread?.Reasons ?? []).Select(reason => reason.Message)),
        Checks(line, FindingStatus.Broken),
        Checks(line, FindingStatus.Unknown),
        Checks(line, FindingStatus.NeedsAttention),
        line.Changes.ToString(CultureInfo.InvariantCulture),
        Stamp(line.LastChangeAt),
    ];

    private static string Checks(TenantRecordLine line, FindingStatus status) =>
        string.Join(' ', (line.Readiness?.Findings ?? []).Where(assessed => assessed.Finding.Status == status).Select(assessed => assessed.Finding.CheckId));

    private static string Stamp(DateTimeOffset? at) => at?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture) ?? "";
}
