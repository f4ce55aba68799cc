using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.BulkRepairs;

internal sealed partial class BulkRepairService(
    IBulkRepairStore store,
    ITenantCatalog catalog,
    IReadinessStore readiness,
    CheckCatalog checks,
    IEnumerable<IRemediation> remediations,
    BulkRepairQueue queue,
    IAuditLog audit,
    TimeProvider time,
    ILogger<BulkRepairService> logger) : IBulkRepairService
{
    /// <summary>More than this is not a choice that anybody has looked at.</summary>
    public const int MostTenants = 2_000;

    private const int ListedAtMost = 1000;

    public async Task<BulkResult> PrepareAsync(Actor actor, IReadOnlyCollection<TenantId>? tenants, IReadOnlyList<string>? checkIds, PolicyChoice choice, CancellationToken cancellationToken) =>
        await DenyAsync(actor, "plan a bulk repair", cancellationToken) ?? await PrepareAsync(actor, tenants, checkIds, choice, null, cancellationToken);

    public async Task<BulkResult> StartAsync(Guid id, Actor actor, string planHash, string confirmation, int pilot, CancellationToken cancellationToken)
    {
        if (await DenyAsync(actor, "start a bulk repair", cancellationToken) is { } denied)
        {
            return denied;
        }

        if (await MineAsync(id, actor, cancellationToken) is not { } bulk)
        {
            return new BulkResult.NotFound();
        }

        if (bulk.State != BulkRepairState.Planned)
        {
            return new BulkResult.NotNow(bulk.State == BulkRepairState.Planning ? "The plans are still being made." : "It was started or given up before.");
        }

        var all = await store.ItemsAsync(actor.HomeTenantId, id, null, 0, MostTenants, cancellationToken);
        var items = all.Where(item => item.State == BulkRepairItemState.Planned).ToList();
        var summary = BulkSummary.Of(all, bulk.Choice);
        if (summary.PlanHash != planHash)
        {
            return new BulkResult.PlanChanged(summary);
        }

        if (!string.Equals(confirmation.Trim(), summary.Confirmation, StringComparison.OrdinalIgnoreCase))
        {
            return new BulkResult.Invalid("confirmation", $"Type \"{summary.Confirmation}\" to confirm.");
        }

        if (pilot < 0 || pilot > items.Count)
        {
            return new BulkResult.Invalid("pilot", string.Create(CultureInfo.InvariantCulture, $"pilot is a number from 0 to {items.Count}."));
        }

        foreach (var item in items.Take(pilot))
        {
            await store.SaveItemAsync(item with { IsPilot = true }, cancellationToken);
        }

        await audit.AppendAsync(
            AuditRecord.Of(
                actor, actor.HomeTenantId, AuditActions.BulkRepairStarted, summary.Sentence,
                JsonSerializer.Serialize(new { summary.PlanHash, summary.Tenants, summary.Audience, pilot }, JsonSerializerOptions.Web), id),
            cancellationToken);
        return await ContinueAsync(bulk with { ConfirmedAt = time.GetUtcNow(), StartedBy = OperationActor.Of(actor) }, actor, cancellationToken);
    }

    public async Task<BulkResult> GoOnAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await DenyAsync(actor, "go on with a bulk repair", cancellationToken) is { } denied)
        {
            return denied;
        }

        return await MineAsync(id, actor, cancellationToken) switch
        {
            null => new BulkResult.NotFound(),
            { State: BulkRepairState.PilotDone or BulkRepairState.Stopped } bulk => await RecordAsync(
                await ContinueAsync(bulk with { StartedBy = OperationActor.Of(actor) }, actor, cancellationToken), actor, cancellationToken),
            _ => new BulkResult.NotNow("It does not wait for a go-ahead."),
        };
    }

    public async Task<BulkResult> StopAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await DenyAsync(actor, "stop a bulk repair", cancellationToken) is { } denied)
        {
            return denied;
        }

        // The worker saves as well: look again until one of both was first.
        while (await MineAsync(id, actor, cancellationToken) is { } bulk)
        {
            var now = time.GetUtcNow();
            var stopped = bulk.State switch
            {
                BulkRepairState.Planning or BulkRepairState.Planned => bulk with { State = BulkRepairState.Cancelled, FinishedAt = now, UpdatedAt = now, Note = $"Given up by {actor.Name} before anything was sent." },
                BulkRepairState.Running or BulkRepairState.PilotDone => bulk with { State = BulkRepairState.Stopped, UpdatedAt = now, Note = $"Stopped by {actor.Name}." },
                _ => null,
            };
            if (stopped is null)
            {
                return new BulkResult.NotNow("It does not run.");
            }

            if (await store.TrySaveAsync(stopped, cancellationToken) is { } saved)
            {
                await audit.AppendAsync(AuditRecord.Of(actor, actor.HomeTenantId, AuditActions.BulkRepairStopped, saved.Note!, operationId: id), cancellationToken);
                return new BulkResult.Accepted(saved);
            }
        }

        return new BulkResult.NotFound();
    }

    public async Task<BulkResult> RetryAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await DenyAsync(actor, "retry a bulk repair", cancellationToken) is { } denied)
        {
            return denied;
        }

        if (await MineAsync(id, actor, cancellationToken) is not { } bulk)
        {
            return new BulkResult.NotFound();
        }

        if (bulk.IsWorking)
        {
            return new BulkResult.NotNow("It still runs.");
        }

        var failed = (await store.ItemsAsync(actor.HomeTenantId, id, null, 0, MostTenants, cancellationToken))
            .Where(item => item.State is BulkRepairItemState.Failed or BulkRepairItemState.NotYetVisible or BulkRepairItemState.Unreadable)
            .Select(item => item.TenantId)
            .ToList();
        return failed.Count == 0
            ? new BulkResult.NotNow("No tenant of it failed.")
            : await PrepareAsync(actor, failed, bulk.Checks, bulk.Choice, id, cancellationToken);
    }

    public async Task<BulkProgress?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await MineAsync(id, actor, cancellationToken) is not { } bulk)
        {
            return null;
        }

        var counts = await store.CountAsync(actor.HomeTenantId, id, cancellationToken);
        var summary = bulk.State == BulkRepairState.Planning ? null : BulkSummary.Of(await store.ItemsAsync(actor.HomeTenantId, id, null, 0, MostTenants, cancellationToken), bulk.Choice);
        return new(bulk, counts, summary);
    }

    public Task<IReadOnlyList<BulkRepair>> ListAsync(Actor actor, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(actor.HomeTenantId, Math.Clamp(limit, 1, ListedAtMost), cancellationToken);

    public async Task<IReadOnlyList<BulkRepairItem>?> ItemsAsync(Guid id, Actor actor, BulkRepairItemState? state, int skip, int take, CancellationToken cancellationToken) =>
        await MineAsync(id, actor, cancellationToken) is null ? null : await store.ItemsAsync(actor.HomeTenantId, id, state, skip, take, cancellationToken);

    private async Task<BulkResult> PrepareAsync(
        Actor actor, IReadOnlyCollection<TenantId>? tenants, IReadOnlyList<string>? checkIds, PolicyChoice choice, Guid? retryOf, CancellationToken cancellationToken)
    {
        if (checkIds?.FirstOrDefault(check => checks.Find(check) is null) is { } unknown)
        {
            return new BulkResult.CheckNotFound(unknown);
        }

        if (remediations.FirstOrDefault(remediation => remediation.OneByOne && checkIds?.Contains(remediation.CheckId, StringComparer.Ordinal) == true) is { } oneByOne)
        {
            return new BulkResult.Invalid("checks", $"{checks.TitleOf(oneByOne.CheckId)}: what is sent is chosen in each tenant, so it is no part of a bulk repair. Open the tenant.");
        }

        if (choice.Name is not null)
        {
            return new BulkResult.Invalid("policy.name", "A bulk repair names policies by the naming convention; a name belongs to one tenant.");
        }

        if (choice.Assign is { Target: AssignmentTarget.Group })
        {
            return new BulkResult.Invalid("policy.assign", "Groups belong to one tenant; a bulk repair assigns to all devices or all users.");
        }

        var mine = (await catalog.ListAsync(actor, refresh: false, cancellationToken)).Tenants.Select(tenant => tenant.Id).ToHashSet();
        foreach (var asked in tenants ?? [])
        {
            // The catalog looks once more before it says no: a customer that was won a moment ago counts.
            if (!mine.Contains(asked) && await catalog.FindAsync(asked, actor, cancellationToken) is null)
            {
                return new BulkResult.TenantNotFound(asked);
            }
        }

        IReadOnlyList<TenantId> chosen = tenants is null ? await NotReadyAsync(actor, mine, cancellationToken) : [.. tenants.Distinct()];
        if (chosen.Count is 0 or > MostTenants)
        {
            return new BulkResult.Invalid("tenants", chosen.Count == 0
                ? "There is no tenant to repair."
                : string.Create(CultureInfo.InvariantCulture, $"A bulk repair takes at most {MostTenants} tenants; these are {chosen.Count}."));
        }

        var now = time.GetUtcNow();
        var bulk = new BulkRepair(Guid.CreateVersion7(now), actor.HomeTenantId, BulkRepairState.Planning, OperationActor.Of(actor), checkIds, choice, now, now, RetryOf: retryOf);
        await store.AddAsync(bulk, chosen, cancellationToken);
        queue.Enqueue(bulk.Id, actor);
        LogPlanning(bulk.Id, chosen.Count);
        return new BulkResult.Accepted(bulk);
    }

    private async Task<IReadOnlyList<TenantId>> NotReadyAsync(Actor actor, HashSet<TenantId> mine, CancellationToken cancellationToken)
    {
        var marks = await readiness.LatestMarksAsync(actor.HomeTenantId, cancellationToken);
        return [.. mine.Where(tenant => marks.GetValueOrDefault(tenant)?.Verdict != Verdict.Ready)];
    }

    private async Task<BulkResult> ContinueAsync(BulkRepair bulk, Actor actor, CancellationToken cancellationToken)
    {
        if (await store.TrySaveAsync(bulk with { State = BulkRepairState.Running, Run = bulk.Run + 1, Note = null, UpdatedAt = time.GetUtcNow() }, cancellationToken) is not { } saved)
        {
            return new BulkResult.NotNow("Somebody else changed it just now. Look again.");
        }

        queue.Enqueue(saved.Id, actor);
        return new BulkResult.Accepted(saved);
    }

    private async Task<BulkResult> RecordAsync(BulkResult result, Actor actor, CancellationToken cancellationToken)
    {
        if (result is BulkResult.Accepted { Bulk: var bulk })
        {
            await audit.AppendAsync(AuditRecord.Of(actor, actor.HomeTenantId, AuditActions.BulkRepairContinued, "Went on with a bulk repair that had stopped", operationId: bulk.Id), cancellationToken);
        }

        return result;
    }

    private Task<BulkRepair?> MineAsync(Guid id, Actor actor, CancellationToken cancellationToken) => store.FindAsync(actor.HomeTenantId, id, cancellationToken);

    private async Task<BulkResult?> DenyAsync(Actor actor, string what, CancellationToken cancellationToken) =>
        await audit.IsDeniedAsync(actor, PortalRole.Operator, actor.HomeTenantId, what, cancellationToken) ? new BulkResult.Denied(PortalRole.Operator) : null;

    [LoggerMessage(2140, LogLevel.Information, "Bulk repair {BulkRepairId}: plans for {Tenants} tenants are made")]
    private partial void LogPlanning(Guid bulkRepairId, int tenants);
}
