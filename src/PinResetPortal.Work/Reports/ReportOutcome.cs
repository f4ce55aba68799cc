using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Reports;

/// <summary>What became of a change of a report, or of a look at it.</summary>
public abstract record ReportOutcome
{
    public sealed record Done(ReportState State) : ReportOutcome;

    /// <summary>Nothing was written.</summary>
    public sealed record Denied(PortalRole Needed) : ReportOutcome;

    public sealed record NotFound : ReportOutcome;

    /// <summary>Somebody else saved meanwhile; nothing was written. Read again and decide.</summary>
    public sealed record ChangedMeanwhile : ReportOutcome;

    /// <param name="Errors">A sentence for each field that is wrong.</param>
    public sealed record Refused(IReadOnlyDictionary<string, string> Errors) : ReportOutcome;
}
