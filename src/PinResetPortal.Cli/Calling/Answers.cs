using System.Text.Json;
using System.Text.Json.Nodes;

namespace PinResetPortal.Cli.Calling;

// What the commands read of the API's answers; /openapi/v1.json describes them in full. Closed sets stay words: an older command line
// must not fail because the portal has learned a new one.

internal sealed record TenantEntry(Guid TenantId, string DisplayName, string? DefaultDomain, string? Verdict, string? Stage, DateTimeOffset? ReadAt, DateTimeOffset? UnreadSince, string Relationship);

internal sealed record Finding(string CheckId, string Status, bool Required, string Summary, bool Fixable, bool NeedsAudience);

internal sealed record Rollout(int Windows, int Reached, int Arrived, int Failed);

internal sealed record Unread(DateTimeOffset Since, DateTimeOffset TriedAt, IReadOnlyList<Finding> Findings);

internal sealed record Readiness(Guid TenantId, string DisplayName, string Verdict, string Stage, Rollout? Devices, DateTimeOffset ReadAt, IReadOnlyList<Finding> Findings, Unread? Unread);

internal sealed record SettingChange(string Name, string Now, string Then);

internal sealed record PlanStep(string CheckId, string Summary, string Method, string Path, JsonNode? Body, string Before, string After, string Scope, string Role, IReadOnlyList<SettingChange> Settings);

internal sealed record Plan(string PlanHash, IReadOnlyList<PlanStep> Steps, IReadOnlyList<string> NeedsAudience);

internal sealed record OperationStep(string Summary, string State, string? Error);

internal sealed record Operation(Guid Id, string State, IReadOnlyList<OperationStep> Steps, string? Verdict, string? Error, bool Interrupted);

internal sealed record Scan(Guid Id, string State, int Total, int Done);

internal sealed record ScanItem(Guid TenantId, string DisplayName, string? Outcome, string? Verdict, string? Reason);

internal sealed record Cause(string Title, string Evidence, string NextStep, string Standing, string Who, string? CheckId);

internal sealed record UnknownCode(string Value, string Advice);

internal sealed record Diagnosis(IReadOnlyList<Cause> Causes, IReadOnlyList<UnknownCode> Unknown, IReadOnlyList<string> Caveats);

internal sealed record Problem(string? Title, string? Detail);

internal static class Answers
{
    /// <summary>A field that is missing makes the answer one that is not understood, never an empty one.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };
}
