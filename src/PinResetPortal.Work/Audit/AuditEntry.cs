using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Audit;

/// <summary>What is to be recorded. Never contains tokens.</summary>
/// <param name="Key">Whose record it is, and of which tenant: entries of one key form a chain.</param>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="Summary">One plain sentence.</param>
/// <param name="Detail">JSON: steps, requests, before and after, request ids, verification.</param>
public sealed record AuditRecord(
    TenantKey Key,
    string ActorId,
    string ActorName,
    string Action,
    Guid? OperationId,
    string Summary,
    string? Detail)
{
    public TenantId TenantId => Key.Tenant;

    /// <summary>What an actor does in a tenant, or wants to; recorded for the actor's home tenant.</summary>
    public static AuditRecord Of(Actor actor, TenantId tenantId, string action, string summary, string? detail = null, Guid? operationId = null) =>
        new(actor.KeyOf(tenantId), actor.Id, actor.Name, action, operationId, summary, detail);
}

/// <summary>A recorded entry. Entries of one tenant of one home tenant form a chain: each hash covers the entry and the hash before it.</summary>
/// <param name="Sequence">1, 2, 3… within the chain.</param>
/// <param name="At">When it was written (UTC).</param>
/// <param name="PreviousHash">Hash of the entry before, 64 zeros for the first one.</param>
/// <param name="Hash">HMAC-SHA-256 with the key of <paramref name="KeyId"/>, lower-case hex; a plain SHA-256 where there is no key.</param>
/// <param name="KeyId">Which key the hash was made with; null: from before the log had a key.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset At, AuditRecord Record, string PreviousHash, string Hash, string? KeyId = null);

public static class AuditActions
{
    /// <summary>Written before the first request of a run; a run without it does not start.</summary>
    public const string RemediationIntent = "remediation.intent";

    /// <summary>Written after each request that changed something.</summary>
    public const string RemediationStep = "remediation.step";

    /// <summary>Written at the end: verification or failure.</summary>
    public const string RemediationOutcome = "remediation.outcome";

    public const string UndoIntent = "undo.intent";

    public const string UndoOutcome = "undo.outcome";

    /// <summary>Somebody asked a run to stop; how it ended is written at its end.</summary>
    public const string RunCancelled = "run.cancel-asked";

    /// <summary>Somebody went on with a run that had been interrupted.</summary>
    public const string RunResumed = "run.resumed";

    /// <summary>Written before the portal's consent is given through Partner Center; without it nothing is sent.</summary>
    public const string ConsentIntent = "consent.intent";

    /// <summary>Written when the answer is there, and when a browser came back from an admin consent.</summary>
    public const string ConsentOutcome = "consent.outcome";

    public const string TenantAdded = "tenant.added";

    public const string TenantRemoved = "tenant.removed";

    /// <summary>Somebody took everything that is stored about a tenant out as a file.</summary>
    public const string TenantExported = "tenant.exported";

    /// <summary>
    /// Written before a tenant is offboarded; without it nothing is sent and nothing deleted. A refresh of the customers leaves out whom it
    /// names until <see cref="TenantAdded"/> or <see cref="TenantOffboardingFailed"/> stands after it.
    /// </summary>
    public const string TenantOffboarding = "tenant.offboarding";

    /// <summary>Written when it ended with nothing deleted.</summary>
    public const string TenantOffboardingFailed = "tenant.offboarding-failed";

    /// <summary>Written at the end: what became of the consent, and how many rows were deleted.</summary>
    public const string TenantOffboarded = "tenant.offboarded";

    /// <summary>Somebody tried what their role does not allow.</summary>
    public const string AccessDenied = "access.denied";

    /// <summary>Somebody looked a user up: who, and which object id. Never a name, never what was found.</summary>
    public const string PersonLookedUp = "person.looked-up";

    /// <summary>Somebody accepted that a policy differs from what the portal deployed.</summary>
    public const string DriftAccepted = "drift.accepted";

    /// <summary>An admin changed the portal's own settings; recorded under the admin's home tenant.</summary>
    public const string SettingsChanged = "settings.changed";

    /// <summary>Somebody sent a test to a destination of notifications; recorded under their home tenant.</summary>
    public const string DestinationTested = "destination.tested";

    /// <summary>A report went out by mail, or was given up, or somebody sent it now: to whom stands in the detail. Recorded under the home tenant.</summary>
    public const string ReportSent = "report.sent";

    /// <summary>Somebody had the plans of a bulk repair, or of taking one back, made: nothing is sent by that.</summary>
    public const string BulkRepairPlanned = "bulk.planned";

    /// <summary>Somebody confirmed a bulk repair; recorded under their home tenant. Each tenant's own chain has its own intent and outcome.</summary>
    public const string BulkRepairStarted = "bulk.started";

    /// <summary>Somebody confirmed that a bulk repair is taken back; recorded as its start is.</summary>
    public const string BulkUndoStarted = "bulk.undo-started";

    /// <summary>Somebody went on with one that had stopped, or was waiting after its first tenants.</summary>
    public const string BulkRepairContinued = "bulk.continued";

    public const string BulkRepairStopped = "bulk.stopped";

    /// <summary>Somebody asked devices to check in.</summary>
    public const string DeviceSync = "device.sync";

    /// <summary>Somebody changed the tags of a tenant.</summary>
    public const string TagsChanged = "tags.changed";

    /// <summary>Somebody started a scan of several tenants.</summary>
    public const string ScanStarted = "scan.started";

    public const string ScanStopped = "scan.stopped";

    /// <summary>Somebody recorded that the database was put back to an earlier copy.</summary>
    public const string DatabaseRestored = "audit.restored";

    /// <summary>At a start the database did not refuse changes of the log any more; what refuses them was made again.</summary>
    public const string GuardsRestored = "audit.guards-restored";
}

/// <summary>The append-only audit log. Implemented by the Store.</summary>
public interface IAuditLog
{
    /// <summary>Appends to the chain of <see cref="AuditRecord.Key"/>, serialised with its other writers, also those of other instances.</summary>
    Task<AuditEntry> AppendAsync(AuditRecord record, CancellationToken cancellationToken);

    /// <summary>Entries of one home tenant, newest first.</summary>
    /// <param name="tenantId">Of this tenant only; null: of all, also such as are no longer on the list.</param>
    Task<IReadOnlyList<AuditEntry>> ReadAsync(TenantId homeTenantId, TenantId? tenantId, int limit, CancellationToken cancellationToken);

    /// <summary>The same entries, all of them, one by one.</summary>
    Task ReadAllAsync(TenantId homeTenantId, TenantId? tenantId, Func<AuditEntry, Task> write, CancellationToken cancellationToken);

    /// <summary>Recomputes the chains of one home tenant and compares them with the last seal.</summary>
    /// <param name="tenantId">Of this tenant only; null: of all.</param>
    Task<AuditVerification> VerifyAsync(TenantId homeTenantId, TenantId? tenantId, CancellationToken cancellationToken);
}
