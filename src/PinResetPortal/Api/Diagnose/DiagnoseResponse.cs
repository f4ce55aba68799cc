using PinResetPortal.Core.Field;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Diagnosing;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Recognising;

namespace PinResetPortal.Api.Diagnose;

/// <param name="Recognised">What of the text the guide knows.</param>
/// <param name="Unknown">Codes that the guide does not know, with what can be tried.</param>
/// <param name="Causes">In order of likelihood.</param>
/// <param name="Dsregcmd">The fields of dsregcmd /status; null when the text holds no such output.</param>
/// <param name="Explanations">Those fields explained.</param>
/// <param name="Ids">Correlation, request and trace ids, for a case with Microsoft.</param>
/// <param name="Caveats">What makes the answer less certain.</param>
/// <param name="ReadAt">When the findings that were used were read; null when none were used.</param>
internal sealed record DiagnoseResponse(
    IReadOnlyList<RecognisedResponse> Recognised,
    IReadOnlyList<UnknownCodeResponse> Unknown,
    IReadOnlyList<CauseResponse> Causes,
    IReadOnlyDictionary<string, string>? Dsregcmd,
    IReadOnlyList<ExplanationResponse> Explanations,
    IReadOnlyList<IReadOnlyDictionary<string, string>> WorkAccounts,
    IReadOnlyList<FoundIdResponse> Ids,
    IReadOnlyList<string> Times,
    IReadOnlyList<string> Caveats,
    Guid? TenantId,
    DateTimeOffset? ReadAt)
{
    public static DiagnoseResponse From(Diagnosis diagnosis) => new(
        [.. diagnosis.Found.Items.Select(RecognisedResponse.From)],
        [.. diagnosis.Found.Unknown.Select(UnknownCodeResponse.From)],
        [.. diagnosis.Causes.Select(cause => CauseResponse.From(cause, diagnosis.Tenant))],
        diagnosis.Dsregcmd is { } reading ? Fields(reading.Values) : null,
        [.. diagnosis.Statements.Select(ExplanationResponse.From)],
        [.. diagnosis.Dsregcmd?.WorkAccounts.Select(account => Fields(account.Values)) ?? []],
        [.. diagnosis.Found.Ids.Select(FoundIdResponse.From)],
        diagnosis.Found.Times,
        diagnosis.Caveats,
        diagnosis.Tenant?.Id.Value,
        diagnosis.Readiness?.ReadAt);

    private static Dictionary<string, string> Fields(IEnumerable<DsregValue> values) => values.ToDictionary(value => value.Name, value => value.Value);
}

/// <param name="Guide">The page of the guide's entry in the portal.</param>
internal sealed record RecognisedResponse(RecognisedKind Kind, string Value, string? Guide)
{
    public static RecognisedResponse From(RecognisedItem item) =>
        new(item.Kind, item.Value, item.EntryId is null ? null : $"/guide/{item.EntryId}");
}

internal sealed record UnknownCodeResponse(string Value, string Advice, Uri? LookUp)
{
    public static UnknownCodeResponse From(UnknownCode code) => new(code.Value, code.Advice, code.LookUp);
}

/// <param name="Id">Permanent id of the guide's entry.</param>
/// <param name="Evidence">From the text and from this tenant's findings, each with its basis, findings with their age.</param>
/// <param name="CheckId">The check that tells.</param>
/// <param name="Standing">How the cause stands in the tenant.</param>
/// <param name="Who">Who can take the next step.</param>
/// <param name="Fixable">Whether a plan for the check has something to send.</param>
/// <param name="Signs">What in the text points to it.</param>
/// <param name="NextPage">Microsoft's page for the next step in this tenant, where there is one.</param>
internal sealed record CauseResponse(
    string Id, string Title, string Evidence, string NextStep, string? CheckId, CauseStanding Standing, string Who, bool Fixable, IReadOnlyList<string> Signs, IReadOnlyList<Uri> Sources, string Guide, Uri? NextPage)
{
    public static CauseResponse From(DiagnosedCause cause, Tenant? tenant) => new(
        cause.Entry.Id,
        cause.Entry.Title,
        string.Join(" ", cause.Evidence),
        cause.Entry.NextStep,
        cause.CheckId,
        cause.Standing,
        cause.Entry.Who,
        cause.Fixable,
        cause.Signs,
        cause.Entry.Sources,
        cause.Entry.Address,
        tenant is not null && cause.Entry is { ConsentPage: true, App: { } app } ? KnownApps.ConsentPage(app, tenant.Id) : null);
}

internal sealed record ExplanationResponse(string Field, string Value, string Meaning, DsregTone Tone)
{
    public static ExplanationResponse From(DsregStatement statement) => new(statement.Name, statement.Value, statement.Meaning, statement.Tone);
}

internal sealed record FoundIdResponse(FoundIdKind Kind, Guid Value)
{
    public static FoundIdResponse From(FoundId id) => new(Enum.Parse<FoundIdKind>(id.Kind, ignoreCase: true), id.Value);
}

/// <summary>What an id names, as <see cref="FoundId.Kind"/> says it.</summary>
internal enum FoundIdKind
{
    Correlation,
    Request,
    Trace,
    Activity,
}
