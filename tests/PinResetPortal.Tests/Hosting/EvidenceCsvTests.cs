using PinResetPortal.Api.EvidencePacks;
using PinResetPortal.Core;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.History;

namespace PinResetPortal.Hosting;

public sealed class EvidenceCsvTests
{
    [FactAttribute]
    public async Task Line_LaterReadCouldNotSee_SaysSinceWhenAndWhyBesideTheVerdict()
    {
        var at = new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero);
        var unread = new AssessedFinding(new("policy.pin-recovery", CheckArea.Policy, true, FindingStatus.Unknown, "", [], null, TenantFactsBuilder.Forbidden), false);
        var readiness = new TenantReadiness(TenantFactsBuilder.Tenant, "Contoso", Verdict.Ready, at, [], new(1, 1, 1, 1), new(at.AddHours(1), at.AddHours(2), [unread]));

        using var body = new MemoryStream();
        await EvidenceCsv.WriteAsync(body, Lines(), TestContext.Current.CancellationToken);
        var lines = System.Text.Encoding.UTF8.GetString(body.ToArray()).Split('\n', StringSplitOptions.TrimEntries);

        Assert.Contains(",verdict,readAt,unreadSince,lastTriedAt,whyUnread,broken,", lines[0], StringComparison.Ordinal);
        Assert.Contains(",Ready,2026-11-26T08:00:00.0000000Z,2026-11-26T09:00:00.0000000Z,2026-11-26T10:00:00.0000000Z,The portal may not read this.,", lines[1], StringComparison.Ordinal);

        async IAsyncEnumerable<TenantRecordLine> Lines()
        {
            await Task.CompletedTask;
            yield return new(new(TenantFactsBuilder.Tenant, "Contoso", null, new(RelationshipKind.Direct, true)), readiness, 0, null);
        }
    }
}
