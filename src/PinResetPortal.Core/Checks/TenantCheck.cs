using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Checks;

/// <summary>What all checks share: how a finding is made.</summary>
public abstract class TenantCheck(string id, string title, string inTable, CheckArea area, bool required) : ITenantCheck
{
    public string Id { get; } = id;

    public string Title { get; } = title;

    public string InTable { get; } = inTable;

    public CheckArea Area { get; } = area;

    public bool Required { get; } = required;

    public virtual string Fault => Title;

    public virtual CheckCause? Cause => null;

    public virtual string Headline(Finding finding) => finding.Summary.TrimEnd('.');

    public abstract Finding Evaluate(TenantFacts facts);

    protected Finding Healthy(string summary, IEnumerable<Evidence> evidence, Uri? blade = null) => Make(FindingStatus.Healthy, summary, evidence, blade);

    protected Finding NeedsAttention(string summary, IEnumerable<Evidence> evidence, Uri? blade = null) => Make(FindingStatus.NeedsAttention, summary, evidence, blade);

    protected Finding Broken(string summary, IEnumerable<Evidence> evidence, Uri? blade = null) => Make(FindingStatus.Broken, summary, evidence, blade);

    protected Finding NotApplicable(string summary, IEnumerable<Evidence>? evidence = null) => Make(FindingStatus.NotApplicable, summary, evidence ?? [], null);

    /// <summary>Could not be told: says what could not be read, and carries what could be read nevertheless.</summary>
    protected Finding Unknown(string summary, UnreadableReason reason, IEnumerable<Evidence>? evidence = null, Uri? blade = null) =>
        Make(FindingStatus.Unknown, summary, [.. evidence ?? [], Of(reason)], blade) with { Reason = reason };

    protected static Evidence Of(UnreadableReason reason) => new(
        reason.Permission is not null ? "permission" : reason.Role is not null ? "role" : "error",
        reason.Permission ?? reason.Role ?? reason.Code ?? reason.Kind.ToString(),
        reason.RequestId,
        reason.Status is { } status ? $"{status}{(reason.Code is null ? "" : $" {reason.Code}")}" : reason.Code,
        reason.Message);

    private Finding Make(FindingStatus status, string summary, IEnumerable<Evidence> evidence, Uri? blade) =>
        new(Id, Area, Required, status, summary, [.. evidence], blade);
}

/// <summary>A check that takes part in the verdict, and so can be the headline of a tenant.</summary>
internal abstract class RequiredCheck(string id, string title, string inTable, CheckArea area) : TenantCheck(id, title, inTable, area, required: true)
{
    public abstract override string Fault { get; }

    public abstract override string Headline(Finding finding);
}
