using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Reports;

namespace PinResetPortal.Components.Reports;

/// <summary>A report as it is read: the same on the page and in the mail, which is drawn from it. Plain tables, so that every mail program shows them.</summary>
public partial class ReportView
{
    [Parameter, EditorRequired]
    public required FleetReport Report { get; set; }

    /// <summary>By whose clocks the times are.</summary>
    [Parameter, EditorRequired]
    public required TimeZoneInfo Zone { get; set; }

    /// <summary>The address of a page of the portal; null where nobody knows the portal's own.</summary>
    [Parameter]
    public Func<string, string?> Link { get; set; } = path => path;

    private ReportWords Words => new(Report, Zone);
}
