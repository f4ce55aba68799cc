using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Components.Overview;

/// <summary>The work, sorted by what is wrong: each line shows its tenants, and repairs them where the portal can.</summary>
public partial class FaultQueue
{
    private HashSet<string> _repairs = [];

    [Inject]
    public required CheckCatalog Catalog { get; init; }

    [Inject]
    public required IEnumerable<IRemediation> Remediations { get; init; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<OverviewFault> Faults { get; set; }

    [Parameter, EditorRequired]
    public required OverviewCounts Counts { get; set; }

    [Parameter, EditorRequired]
    public required OverviewView View { get; set; }

    [Parameter]
    public bool MayFix { get; set; }

    /// <summary>The ids of the tenants of a fault.</summary>
    [Parameter, EditorRequired]
    public required Func<string, Task<IReadOnlyCollection<TenantId>>> TenantsOf { get; set; }

    /// <summary>What is work, but no fault of a tenant.</summary>
    private IEnumerable<(int Count, string Words, OverviewView View)> Rest
    {
        get
        {
            var nothing = OverviewView.Everything;
            (int Count, string Words, OverviewView View)[] lines =
            [
                (Counts.Unknown, "Not everything could be seen", nothing with { Query = nothing.Query with { Verdict = OverviewVerdict.Unknown } }),
                (Counts.Unread, "Not readable at the last try", nothing with { Query = nothing.Query with { Unread = true } }),
                (Counts.NotChecked, "Never checked", nothing with { Query = nothing.Query with { Verdict = OverviewVerdict.NotChecked } }),
            ];
            return lines.Where(line => line.Count > 0);
        }
    }

    protected override void OnInitialized() => _repairs = [.. Remediations.Where(remediation => !remediation.OneByOne).Select(remediation => remediation.CheckId)];

    private bool IsChosen(OverviewFault fault) => View.Query.BrokenCheck == fault.CheckId;

    /// <summary>A second time it lets go again.</summary>
    private string AddressOf(OverviewFault fault) =>
        (View.Rows with { Query = View.Query with { BrokenCheck = IsChosen(fault) ? null : fault.CheckId, Verdict = null, Stage = null } }).Address;
}
