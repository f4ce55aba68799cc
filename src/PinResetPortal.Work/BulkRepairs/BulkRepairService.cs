using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Work.BulkRepairs;

internal sealed partial class BulkRepairService(
    IBulkRepairStore store,
    BulkChoosing choosing,
    IBackground background,
    Starters starters,
    IAuditLog audit,
    TimeProvider time,
    ILogger<BulkRepairService> logger) : IBulkRepairService
{
    /// <summary>More than this is not a choice that anybody has looked at.</summary>
    public const int MostTenants = 2_000;

    private const int ListedAtMost = 1000;

    public async Task<BulkResult> PrepareAsync(Actor actor, IReadOnlyCollection<TenantId>? tenants, IReadOnlyList<string>? checkIds, PolicyChoice choice, CancellationToken cancellationToken) =>
        await DenyAsync(actor, "plan a bulk repair", cancellationToken)
        ?? await choosing.ChooseAsync(actor, tenants, checkIds, choice, cancellationToken) switch
        {
            { Refused: { } refused } => refused,
            { Tenants: var chosen } => await AddAsync(actor, New(actor, checkIds, choice), chosen, cancellationToken),
        };

    public async Task<BulkResult> StartAsync(Guid id, Actor actor, string planHash, string confirmation, BulkPilot pilot, CancellationToken cancellationToken)
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
        var summary = BulkSummary.Of(all, bulk.Choice, bulk.IsUndo);
        if (summary.PlanHash != planHash)
        {
            return new BulkResult.PlanChanged(summary);
        }

        if (!string.Equals(confirmation.Trim(), summary.Confirmation, StringComparison.OrdinalIgnoreCase))
        {
            return new BulkResult.Invalid("confirmation", $"Type \"{summary.Confirmation}\" to confirm.");
        }

        if (WhyNoPilot(pilot, items) is { } wrong)
        {
            return wrong;
        }

        if (!(await starters.BeginAsync(actor, cancellationToken)).IsKnown(out var lasting, out var why))
        {
            return new BulkResult.NoAccess(why);
        }

        IReadOnlyList<TenantId> first = [.. pilot.Tenants?.Distinct() ?? items.Take(pilot.Count).Select(item => item.TenantId)];
        await audit.AppendAsync(
            AuditRecord.Of(
                actor, actor.HomeTenantId, bulk.IsUndo ? AuditActions.BulkUndoStarted : AuditActions.BulkRepairStarted, summary.Sentence,
                JsonSerializer.Serialize(new { summary.PlanHash, summary.Tenants, summary.Audience, pilot = first.Count, pilotTenants = pilot.Tenants is null ? null : first, bulk.UndoOf }, JsonSerializerOptions.Web), id),
            cancellationToken);
        return await ContinueAsync(bulk with { ConfirmedAt = time.GetUtcNow(), InPilot = first.Count > 0 }, lasting, cancellationToken, first);
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
            { State: BulkRepairState.PilotDone or BulkRepairState.Stopped } bulk => (await starters.BeginAsync(actor, cancellationToken)).IsKnown(out var lasting, out var why)
                ? await RecordAsync(await ContinueAsync(bulk, lasting, cancellationToken), actor, cancellationToken)
                : new BulkResult.NoAccess(why),
            _ => new BulkResult.NotNow("It does not wait for a go-ahead."),
        };
    }

    public async Task<BulkResult> StopAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await DenyAsync(actor, "stop a bulk repair", cancellationToken) is { } denied)
        {
            return denied;
        }

        // Its own work saves as well: look again until one of both was first.
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
                // It is stopped, whether or not somebody still waits for the answer. Runs that wait for their firing have sent nothing: their
                // tenants wait again.
                await store.WithdrawAsync(id, CancellationToken.None);
                await background.WakeAsync(BulkRepairWork.KeyOf(saved), CancellationToken.None);
                if (saved.IsFinished)
                {
                    await starters.EndAsync(bulk.StartedBy);
                }

                await audit.AppendAsync(AuditRecord.Of(actor, actor.HomeTenantId, AuditActions.BulkRepairStopped, saved.Note!, operationId: id), CancellationToken.None);
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
            : await PlanAgainAsync(actor, bulk, failed, cancellationToken);
    }

    public async Task<BulkResult> UndoAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await DenyAsync(actor, "take a bulk repair back", cancellationToken) is { } denied)
        {
            return denied;
        }

        if (await MineAsync(id, actor, cancellationToken) is not { } bulk)
        {
            return new BulkResult.NotFound();
        }

        if (bulk.IsUndo)
        {
            return new BulkResult.NotNow("It already took a bulk repair back; it can't be taken back itself. Repair the tenants again instead.");
        }

        if (bulk.IsWorking)
        {
            return new BulkResult.NotNow("It still runs. Stop it first.");
        }

        var items = await store.ItemsAsync(actor.HomeTenantId, id, null, 0, MostTenants, cancellationToken);
        return items.Any(item => item.OperationId is not null)
            ? await AddAsync(actor, New(actor, bulk.Checks, bulk.Choice) with { UndoOf = id }, [.. items.Select(item => item.TenantId)], cancellationToken)
            : new BulkResult.NotNow("Nothing of it was sent, so there is nothing to take back.");
    }

    public async Task<BulkProgress?> FindAsync(Guid id, Actor actor, CancellationToken cancellationToken)
    {
        if (await MineAsync(id, actor, cancellationToken) is not { } bulk)
        {
            return null;
        }

        var counts = await store.CountAsync(actor.HomeTenantId, id, cancellationToken);
        var summary = bulk.State == BulkRepairState.Planning ? null : BulkSummary.Of(await store.ItemsAsync(actor.HomeTenantId, id, null, 0, MostTenants, cancellationToken), bulk.Choice, bulk.IsUndo);
        return new(bulk, counts, summary);
    }

    public Task<IReadOnlyList<OperationStep>?> FindPlanAsync(Guid id, TenantId tenantId, Actor actor, CancellationToken cancellationToken) =>
        store.FindPlanAsync(actor.HomeTenantId, id, tenantId, cancellationToken);

    public Task<IReadOnlyList<BulkRepair>> ListAsync(Actor actor, int limit, CancellationToken cancellationToken) =>
        store.ListAsync(actor.HomeTenantId, Math.Clamp(limit, 1, ListedAtMost), cancellationToken);

    public async Task<IReadOnlyList<BulkRepairItem>?> ItemsAsync(Guid id, Actor actor, BulkRepairItemState? state, int skip, int take, CancellationToken cancellationToken) =>
        await MineAsync(id, actor, cancellationToken) is null ? null : await store.ItemsAsync(actor.HomeTenantId, id, state, skip, take, cancellationToken);

    private async Task<BulkResult> AddAsync(Actor actor, BulkRepair bulk, IReadOnlyCollection<TenantId> tenants, CancellationToken cancellationToken)
    {
        if (!(await starters.BeginAsync(actor, cancellationToken)).IsKnown(out var lasting, out var why))
        {
            return new BulkResult.NoAccess(why);
        }

        bulk = bulk with { StartedBy = OperationActor.Of(lasting) };
        await store.AddAsync(bulk, tenants, cancellationToken);
        await audit.AppendAsync(
            AuditRecord.Of(actor, actor.HomeTenantId, AuditActions.BulkRepairPlanned, $"Had the plans of a bulk {(bulk.IsUndo ? "undo" : "repair")} made for {Numbers.Of(tenants.Count, "tenant", "tenants")}", operationId: bulk.Id), cancellationToken);
        await GiveFiringAsync(bulk, lasting, cancellationToken);
        LogPlanning(bulk.Id, tenants.Count);
        return new BulkResult.Accepted(bulk);
    }

    private BulkRepair New(Actor actor, IReadOnlyList<string>? checkIds, PolicyChoice choice)
    {
        var now = time.GetUtcNow();
        return new(Guid.CreateVersion7(now), actor.HomeTenantId, BulkRepairState.Planning, OperationActor.Of(actor), checkIds, choice, now, now);
    }

    private async Task<BulkResult> PlanAgainAsync(Actor actor, BulkRepair bulk, IReadOnlyList<TenantId> tenants, CancellationToken cancellationToken) =>
        await choosing.ChooseAsync(actor, tenants, bulk.Checks, bulk.Choice, cancellationToken) switch
        {
            { Refused: { } refused } => refused,
            { Tenants: var chosen } => await AddAsync(actor, New(actor, bulk.Checks, bulk.Choice) with { RetryOf = bulk.Id, UndoOf = bulk.UndoOf }, chosen, cancellationToken),
        };

    private async Task<BulkResult> ContinueAsync(BulkRepair bulk, Actor actor, CancellationToken cancellationToken, IReadOnlyList<TenantId>? pilot = null)
    {
        bulk = bulk with { State = BulkRepairState.Running, StartedBy = OperationActor.Of(actor), MayGoOn = true, Note = null, UpdatedAt = time.GetUtcNow() };
        if (await store.TrySaveAsync(bulk, cancellationToken, pilot) is not { } saved)
        {
            await starters.EndAsync(bulk.StartedBy);
            return new BulkResult.NotNow("Somebody else changed it just now. Look again.");
        }

        await GiveFiringAsync(saved, actor, cancellationToken);
        return new BulkResult.Accepted(saved);
    }

    private Task GiveFiringAsync(BulkRepair bulk, Actor actor, CancellationToken cancellationToken)
    {
        starters.Remember(BulkRepairWork.IdOf(bulk), actor);
        return background.StartAsync(BulkRepairWork.ItemOf(bulk, starters), cancellationToken);
    }

    /// <returns>Null when the choice of who goes first can be used.</returns>
    private static BulkResult.Invalid? WhyNoPilot(BulkPilot pilot, List<BulkRepairItem> planned)
    {
        if (pilot.Tenants is not { } chosen)
        {
            return pilot.Count >= 0 && pilot.Count <= planned.Count ? null : new("pilot", string.Create(CultureInfo.InvariantCulture, $"pilot is a number from 0 to {planned.Count}."));
        }

        var known = planned.Select(item => item.TenantId).ToHashSet();
        return pilot.Count != 0 ? new("pilot", "Give either pilot or pilotTenants.")
            : chosen.Count == 0 ? new("pilotTenants", "pilotTenants names at least one tenant.")
            : chosen.FirstOrDefault(tenant => !known.Contains(tenant)) is var other && chosen.All(known.Contains) ? null
            : new("pilotTenants", $"{other} has no plan in this bulk repair.");
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
