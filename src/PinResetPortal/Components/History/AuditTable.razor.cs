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

    /// <summary>The words for one of <see cref="AuditActions"/>; those of a version to come are shown as they are.</summary>
    internal static string ActionWords(string action) => action switch
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
        AuditActions.ConsentIntent => "Consent started",
        AuditActions.ConsentOutcome => "Consent ended",
        AuditActions.TenantAdded => "Tenant added",
        AuditActions.TenantRemoved => "Tenant removed",
        AuditActions.TenantExported => "What is stored of a tenant exported",
        AuditActions.TenantOffboarding => "Offboarding started",
        AuditActions.TenantOffboardingFailed => "Offboarding failed",
        AuditActions.TenantOffboarded => "Tenant offboarded",
        AuditActions.DriftAccepted => "Changed policy accepted",
        AuditActions.SettingsChanged => "Settings changed",
        AuditActions.DestinationTested => "Test sent",
        AuditActions.ReportSent => "Report",
        AuditActions.BulkRepairPlanned => "Bulk repair planned",
        AuditActions.BulkRepairStarted => "Bulk repair started",
        AuditActions.BulkUndoStarted => "Bulk undo started",
        AuditActions.BulkRepairContinued => "Bulk repair went on",
        AuditActions.BulkRepairStopped => "Bulk repair stopped",
        AuditActions.DeviceSync => "Devices asked to check in",
        AuditActions.DatabaseRestored => "Database put back",
        AuditActions.GuardsRestored => "Protection made again",
        _ => action,
    };
}
