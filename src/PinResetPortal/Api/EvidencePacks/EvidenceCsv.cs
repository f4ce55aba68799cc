using System.Globalization;
using PinResetPortal.Core.Findings;
using PinResetPortal.Exporting;
using PinResetPortal.Work.History;

namespace PinResetPortal.Api.EvidencePacks;

/// <summary>One line for each tenant.</summary>
internal static class EvidenceCsv
{
    private static readonly string[] Columns =
    [
        "tenantId", "displayName", "defaultDomain", "relationship", "relationshipEndsAt", "tags", "verdict", "readAt", "unreadSince", "lastTriedAt", "whyUnread", "broken", "unknown", "needsAttention", "changes", "lastChangeAt",
    ];

    public static async Task WriteAsync(Stream body, IAsyncEnumerable<TenantRecordLine> lines, CancellationToken cancellationToken)
    {
        await using var table = new CsvTable(body, Columns);
        await foreach (var line in lines.WithCancellation(cancellationToken))
        {
            await table.WriteAsync(Fields(line), cancellationToken);
        }

        await table.SendAsync(cancellationToken);
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
