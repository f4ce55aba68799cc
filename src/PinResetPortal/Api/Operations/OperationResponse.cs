using System.Text.Json.Nodes;
using PinResetPortal.Api.Calls;
using PinResetPortal.Core.Findings;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Api.Operations;

/// <param name="Verdict">Of the tenant, read at the end; null before.</param>
/// <param name="Error">Why it failed, in words.</param>
/// <param name="Interrupted">The portal was stopped while it ran: resume or undo it.</param>
/// <param name="CancelRequested">Somebody wants it to stop; it does before its next step.</param>
/// <param name="UndoOf">For an undo, the fix it takes back.</param>
internal sealed record OperationResponse(
    Guid Id,
    Guid TenantId,
    OperationKind Kind,
    OperationState State,
    IReadOnlyList<OperationStepResponse> Steps,
    Verdict? Verdict,
    string? Error,
    bool Interrupted,
    bool CancelRequested,
    Guid? UndoOf,
    string StartedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt)
{
    public static OperationResponse From(Operation operation) => new(
        operation.Id,
        operation.TenantId.Value,
        operation.Kind,
        operation.State,
        [.. operation.Steps.Select(OperationStepResponse.From)],
        operation.Verdict,
        operation.Error,
        operation.Interrupted,
        operation is { CancelRequested: true, IsFinished: false },
        operation.UndoOf,
        operation.StartedBy.Name,
        operation.CreatedAt,
        operation.UpdatedAt);
}

/// <param name="Status">HTTP status of Graph's answer.</param>
/// <param name="RequestId">Graph's request-id, for a support case.</param>
/// <param name="Inferred">No page of Microsoft says that this step repairs the finding.</param>
internal sealed record OperationStepResponse(
    string CheckId,
    string Summary,
    string Method,
    string Path,
    JsonNode? Body,
    string Before,
    string After,
    string Scope,
    string Role,
    StepState State,
    int? Status,
    string? RequestId,
    string? Error,
    bool Inferred)
{
    public static OperationStepResponse From(OperationStep step) => new(
        step.Planned.CheckId,
        step.Planned.Summary,
        step.Planned.Request.Method,
        step.Planned.Request.Path,
        RawJson.From(step.Planned.Request.Body),
        step.Planned.Before,
        step.Planned.After,
        step.Planned.Scope,
        step.Planned.Role,
        step.State,
        step.Status,
        step.RequestId,
        step.Error,
        step.Planned.IsInferred);
}
