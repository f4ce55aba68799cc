using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Components.History;

public partial class AuditTable
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<AuditEntry> Entries { get; set; }

    /// <summary>The name of an entry's tenant; null where the page is about one tenant anyway.</summary>
    [Parameter]
    public Func<TenantId, string>? NameOf { get; set; }

    private static string ActionWords(string action) => action switch
    {
        AuditActions.RemediationIntent => "Fix started",
        AuditActions.RemediationStep => "Request sent",
        AuditActions.RemediationOutcome => "Fix ended",
        AuditActions.UndoIntent => "Undo started",
        AuditActions.UndoOutcome => "Undo ended",
        AuditActions.PersonLookedUp => "User looked up",
        AuditActions.AccessDenied => "Denied",
        AuditActions.TagsChanged => "Tags changed",
        AuditActions.ScanStarted => "Scan started",
        AuditActions.ScanStopped => "Scan stopped",
        AuditActions.RunCancelled => "Stop asked for",
        AuditActions.RunResumed => "Went on",
        AuditActions.DatabaseRestored => "Database put back",
        AuditActions.GuardsRestored => "Protection made again",
        _ => action,
    };
}
