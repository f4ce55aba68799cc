using System.Text.Json.Nodes;
using PinResetPortal.Api.Calls;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Api.Audit;

/// <param name="Sequence">1, 2, 3… within the tenant.</param>
/// <param name="Detail">Steps, requests, before and after, request ids, verification.</param>
/// <param name="Hash">SHA-256 over the entry and the hash before it.</param>
internal sealed record AuditEntryResponse(
    long Sequence,
    DateTimeOffset At,
    Guid TenantId,
    string ActorId,
    string ActorName,
    string Action,
    Guid? OperationId,
    string Summary,
    JsonNode? Detail,
    string PreviousHash,
    string Hash)
{
    public static AuditEntryResponse From(AuditEntry entry) => new(
        entry.Sequence,
        entry.At,
        entry.Record.TenantId.Value,
        entry.Record.ActorId,
        entry.Record.ActorName,
        entry.Record.Action,
        entry.Record.OperationId,
        entry.Record.Summary,
        RawJson.From(entry.Record.Detail),
        entry.PreviousHash,
        entry.Hash);
}

/// <param name="Holds">Whether every chain is whole.</param>
/// <param name="Problem">One sentence naming the tenant and the first entry that does not fit; null when all is well.</param>
internal sealed record AuditVerificationResponse(bool Holds, long Entries, string? Problem)
{
    public static AuditVerificationResponse From(AuditVerification verification) => new(verification.Holds, verification.Entries, verification.Problem);
}
