using System.Text.Json.Serialization;
using PinResetPortal.Api.Audit;
using PinResetPortal.Api.Operations;
using PinResetPortal.Api.Readiness;
using PinResetPortal.Work.History;

namespace PinResetPortal.Api.EvidencePacks;

/// <param name="Readiness">The last answer; null: never checked.</param>
/// <param name="Operations">Repairs and undos with every request, its request id and the verification.</param>
/// <param name="AuditEntries">The newest entries of the tenant's chain.</param>
/// <param name="Signature">Over the bytes of the answer without this property; written last.</param>
internal sealed record EvidencePackResponse(
    Guid TenantId,
    string DisplayName,
    string? DefaultDomain,
    RelationshipName Relationship,
    DateTimeOffset MadeAt,
    string MadeFor,
    ReadinessResponse? Readiness,
    IReadOnlyList<OperationResponse> Operations,
    AuditVerificationResponse AuditChain,
    IReadOnlyList<AuditEntryResponse> AuditEntries,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EvidenceSignatureResponse? Signature = null)
{
    public static EvidencePackResponse From(TenantRecord record) => new(
        record.Tenant.Id.Value,
        record.Tenant.DisplayName,
        record.Tenant.DefaultDomain,
        Relationships.NameOf(record.Tenant.Relationship),
        record.MadeAt,
        record.MadeFor,
        record.Readiness is null ? null : ReadinessResponse.From(record.Readiness),
        [.. record.Operations.Select(OperationResponse.From)],
        AuditVerificationResponse.From(record.Chain),
        [.. record.Audit.Select(AuditEntryResponse.From)]);
}

/// <param name="Algorithm">ES256.</param>
/// <param name="KeyFingerprint">Names the key, see /api/v1/portal/keys.</param>
/// <param name="Value">The signature (DER) in hex.</param>
internal sealed record EvidenceSignatureResponse(string Algorithm, string KeyFingerprint, string Value);
