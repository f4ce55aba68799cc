using System.Text.Json;
using PinResetPortal.Api.Calls;
using PinResetPortal.Api.EvidencePacks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Exporting;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.History;
using PinResetPortal.Work.Offboarding;

namespace PinResetPortal.Api.Offboarding;

/// <summary>
/// Everything of a tenant in one signed zip: the evidence pack, the tenant's audit log as the audit export has it, and every row that
/// offboarding deletes.
/// </summary>
internal static class OffboardingArchive
{
    public const string ContentType = "application/zip";

    public static string FileName(TenantId tenantId) => $"offboarding-{tenantId}.zip";

    public static async Task<byte[]> MakeAsync(OffboardingResult.Exported exported, Actor actor, IServiceProvider services, CancellationToken cancellationToken)
    {
        var (audit, signer) = (services.GetRequiredService<IAuditLog>(), services.GetRequiredService<IFileSigner>());
        var pack = EvidencePackResponse.From(await services.GetRequiredService<ITenantRecords>().MakeAsync(exported.Tenant, actor, cancellationToken));
        using var csv = new MemoryStream();
        using var json = new MemoryStream();
        await AuditFile.WriteCsvAsync(csv, ReadAsync, cancellationToken);
        await AuditFile.WriteJsonAsync(json, ReadAsync, cancellationToken);
        return SignedArchive.Write(
            [
                ("evidence.json", SignedJson.Write(JsonSerializer.SerializeToUtf8Bytes(pack, ApiJson.Options), signer)),
                ("audit.csv", csv.ToArray()),
                ("audit.json", json.ToArray()),
                ("stored.json", JsonSerializer.SerializeToUtf8Bytes(exported.Tables.ToDictionary(table => table.Name, table => table.Rows), ApiJson.Options)),
            ],
            signer);

        Task ReadAsync(Func<AuditEntry, Task> write) => audit.ReadAllAsync(actor.HomeTenantId, exported.Tenant.Id, write, cancellationToken);
    }
}
