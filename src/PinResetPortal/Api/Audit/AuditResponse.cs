using System.Text.Json.Nodes;
using PinResetPortal.Api.Calls;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Api.Audit;

/// <param name="Sequence">1, 2, 3… within the tenant.</param>
/// <param name="Detail">Steps, requests, before and after, request ids, verification.</param>
/// <param name="Hash">HMAC-SHA-256 over the entry and the hash before it; a plain SHA-256 where keyId is null.</param>
/// <param name="KeyId">Which key the hash was made with; null: from before the log had a key.</param>
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
    string Hash,
    string? KeyId)
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
        entry.Hash,
        entry.KeyId);
}

/// <param name="Holds">Whether every chain is whole, and as the last seal knows it.</param>
/// <param name="Entries">How many entries were verified.</param>
/// <param name="Problem">The first of problems in a sentence; null when all is well.</param>
/// <param name="Problems">At most one for each log, the first that does not fit.</param>
/// <param name="Untold">What nobody could tell from what is there, each in a sentence.</param>
/// <param name="BeforeKey">How many of the entries are from before the log had a key.</param>
/// <param name="LastSeal">What was compared with; null: there is no seal.</param>
internal sealed record AuditVerificationResponse(
    bool Holds, long Entries, string? Problem, IReadOnlyList<AuditProblemResponse> Problems, IReadOnlyList<string> Untold, long BeforeKey, AuditSealResponse? LastSeal)
{
    public static AuditVerificationResponse From(AuditVerification verification) => new(
        verification.Holds,
        verification.Entries,
        verification.Problem,
        [.. verification.Problems.Select(problem => new AuditProblemResponse(problem.Kind, problem.TenantId?.Value, problem.Entry, problem.Message))],
        verification.Untold,
        verification.BeforeKey,
        verification.LastSeal is { } seal ? new(seal.Number, seal.At) : null);
}

/// <param name="Kind">What kind of trace a change past the portal has left.</param>
/// <param name="TenantId">Whose log; null: it concerns the database or the seals as a whole.</param>
/// <param name="Entry">From which entry on the log does not hold.</param>
internal sealed record AuditProblemResponse(AuditProblemKind Kind, Guid? TenantId, long? Entry, string Message);

/// <param name="Number">1, 2, 3… within the file of seals.</param>
internal sealed record AuditSealResponse(long Number, DateTimeOffset At);
