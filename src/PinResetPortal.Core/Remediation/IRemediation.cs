using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Remediation;

/// <summary>
/// Repairs what one check found. Pure: turns facts into proposed changes; it never calls Graph, so it cannot skip confirmation,
/// verification or audit.
/// </summary>
public interface IRemediation
{
    /// <summary>The check whose finding it repairs.</summary>
    string CheckId { get; }

    /// <summary>Place in "fix all": what others depend on comes first.</summary>
    int Order { get; }

    /// <summary>Whether it runs over these facts only when its check is named, never as part of "fix everything".</summary>
    bool OnlyWhenNamed(TenantFacts facts) => false;

    /// <summary>Whether somebody has to choose in each tenant what is sent: then it is no part of a bulk repair.</summary>
    bool OneByOne => false;

    /// <summary>Whether it has to do with a finding: Unknown never has a fix, and what is fine needs none.</summary>
    bool Repairs(Finding finding) => finding.Status is FindingStatus.Broken or FindingStatus.NeedsAttention;

    /// <summary>Scopes of which somebody has to choose before there is something to send; empty for repairs without.</summary>
    IReadOnlyList<PublishedScope> ScopesToChoose(TenantFacts facts) => [];

    /// <returns>The changes in order; empty when nothing can be repaired safely.</returns>
    IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice);

    /// <param name="together">The checks whose repairs are in the same plan: what one of them does already need not be done twice.</param>
    IReadOnlyList<ProposedChange> Propose(TenantFacts facts, PolicyChoice choice, IReadOnlySet<string> together) => Propose(facts, choice);
}

/// <summary>A change with its words and its way back, before the Graph room has written the request.</summary>
public sealed record ProposedChange(
    string StepId,
    string Summary,
    PlannedChange Change,
    string Before,
    string After,
    string Scope,
    string Role,
    string UndoSummary,
    PlannedChange Undo)
{
    /// <summary>No page of Microsoft says that it repairs the finding.</summary>
    public bool IsInferred { get; init; }
}
