using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Storage;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Auditing;

/// <summary>After the migrations and before anything else: the keys are opened, and what refuses changes in the database is looked after.</summary>
internal sealed partial class AuditStart(
    PortalDatabase database, AuditKeyFolder folder, AuditKeys keys, IAuditLog log, IHostEnvironment environment, ILogger<AuditStart> logger) : IHostedLifecycleService
{
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        var (active, signing) = KeyFiles.Opened(() => (keys.Active, keys.Keys[0]), ("audit keys", folder.Folder, "Audit:KeyPath"));
        LogKey(logger, active.Id, folder.Folder, signing.Fingerprint);
        if (environment.IsProduction() && !folder.IsChosen && !folder.HasCertificate)
        {
            LogKeyBesideData(logger, folder.Folder);
        }

        var missing = await database.ReadAsync(context => AuditGuards.MissingAsync(context, cancellationToken), cancellationToken);
        if (missing.Count > 0)
        {
            await MakeGuardsAgainAsync(string.Join(", ", missing), cancellationToken);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => InitializeAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>It concerns every home tenant: each finds it in the log of its own tenant.</summary>
    private async Task MakeGuardsAgainAsync(string missing, CancellationToken cancellationToken)
    {
        LogGuards(logger, missing);
        await database.WriteAsync(
            async context =>
            {
                await AuditGuards.MakeAsync(context, cancellationToken);
                return true;
            },
            cancellationToken);
        var homes = await database.ReadAsync(context => context.AuditHeads.Select(head => head.HomeTenantId).Distinct().ToListAsync(cancellationToken), cancellationToken);
        foreach (var home in homes)
        {
            await log.AppendAsync(
                new AuditRecord(new TenantKey(home, home), "portal", "the portal", AuditActions.GuardsRestored, null, $"The database did not refuse changes of the audit log any more; made again: {missing}", null),
                cancellationToken);
        }
    }

    [LoggerMessage(5033, LogLevel.Information, "Audit entries are made with the key {KeyId}; keys are in {Folder}; files are signed with {Fingerprint}")]
    private static partial void LogKey(ILogger logger, string keyId, string folder, string fingerprint);

    [LoggerMessage(5034, LogLevel.Warning, "The audit key lies in {Folder}, beside the database: whoever can write both can rewrite the audit log unseen. Set Audit:KeyPath to a folder elsewhere that every instance can read, or Storage:KeyCertificatePath to a certificate.")]
    private static partial void LogKeyBesideData(ILogger logger, string folder);

    [LoggerMessage(5035, LogLevel.Error, "The database did not refuse changes of the audit log any more: {Missing} missing or altered. They are made again; look at /api/v1/audit/verify")]
    private static partial void LogGuards(ILogger logger, string missing);
}
