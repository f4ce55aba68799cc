using System.Globalization;
using PinResetPortal.Core.Reports;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Reports;

internal sealed class ReportService(
    PortalSettings settings, ReportDeliveries deliveries, ReportSender sender, ReportMaker maker, IReportMail mail, IDestinationStore destinations, ITenantStore tenants,
    IBackground background, IAuditLog audit, TimeProvider time) : IReportService
{
    public const int MostReports = 50;

    /// <summary>Two people change different reports of one home tenant in the same moment.</summary>
    private const int Attempts = 5;

    /// <summary>The history is not kept longer, whatever is asked for.</summary>
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromDays(366);

    public async Task<IReadOnlyList<ReportState>?> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (await IsDeniedAsync(actor, PortalRole.Reader, "look at the reports", cancellationToken))
        {
            return null;
        }

        var last = await deliveries.ReadAsync(actor.HomeTenantId, cancellationToken);
        return [.. (await ReadAsync(actor, cancellationToken)).Value.All.OrderBy(one => one.Wanted.Name, StringComparer.InvariantCultureIgnoreCase).ThenBy(one => one.Id).Select(one => StateOf(one, last.GetValueOrDefault(one.Id)))];
    }

    public Task<EditOutcome<ReportState>> FindAsync(Actor actor, Guid id, CancellationToken cancellationToken) => FindAsync(actor, PortalRole.Reader, id, "look at a report", cancellationToken);

    public async Task<(EditOutcome<ReportState> Outcome, FleetReport? Report)> MakeAsync(Actor actor, Guid id, DateTimeOffset? from, CancellationToken cancellationToken)
    {
        var found = await FindAsync(actor, id, cancellationToken);
        if (found is not EditOutcome<ReportState>.Done { Value.Schedule: var schedule })
        {
            return (found, null);
        }

        var now = time.GetUtcNow();
        var begin = from ?? schedule.Wanted.Timing.PeriodBefore(now);
        return begin > now || now - begin > LongestPeriod
            ? (new EditOutcome<ReportState>.Refused(new Dictionary<string, string> { ["from"] = string.Create(CultureInfo.InvariantCulture, $"from is a moment within the last {LongestPeriod.Days} days.") }), null)
            : (found, await maker.MakeAsync(actor.HomeTenantId, schedule, begin, cancellationToken));
    }

    public async Task<EditOutcome<ReportState>> AddAsync(Actor actor, ReportDraft draft, CancellationToken cancellationToken)
    {
        if (await IsDeniedAsync(actor, PortalRole.Admin, "add a report", cancellationToken))
        {
            return new EditOutcome<ReportState>.Denied(PortalRole.Admin);
        }

        if (await ErrorsAsync(actor, draft, cancellationToken) is { Count: > 0 } errors)
        {
            return new EditOutcome<ReportState>.Refused(errors);
        }

        var made = new ReportSchedule(Guid.NewGuid(), Trimmed(draft), 1, time.GetUtcNow(), actor.Name);
        return await ChangeAsync(actor, $"Added the report '{made.Wanted.Name}'", made, all => all.Count >= MostReports
            ? new EditOutcome<ReportState>.Refused(new Dictionary<string, string> { ["name"] = string.Create(CultureInfo.InvariantCulture, $"There are {MostReports} reports already. Remove one first.") })
            : (EditOutcome<ReportState>?)null, all => [.. all, made], cancellationToken);
    }

    public async Task<EditOutcome<ReportState>> SaveAsync(Actor actor, Guid id, int revision, ReportDraft draft, CancellationToken cancellationToken)
    {
        var found = await FindAsync(actor, PortalRole.Admin, id, "change a report", cancellationToken);
        if (found is not EditOutcome<ReportState>.Done)
        {
            return found;
        }

        if (await ErrorsAsync(actor, draft, cancellationToken) is { Count: > 0 } errors)
        {
            return new EditOutcome<ReportState>.Refused(errors);
        }

        var made = new ReportSchedule(id, Trimmed(draft), revision + 1, time.GetUtcNow(), actor.Name);
        return await ChangeAsync(
            actor, $"Changed the report '{made.Wanted.Name}'", made,
            all => all.FirstOrDefault(one => one.Id == id) switch
            {
                null => new EditOutcome<ReportState>.NotFound(),
                { Revision: var present } => present == revision ? null : new EditOutcome<ReportState>.ChangedMeanwhile(),
            },
            all => [.. all.Select(one => one.Id == id ? made : one)], cancellationToken);
    }

    public async Task<EditOutcome<ReportState>> RemoveAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(actor, PortalRole.Admin, id, "remove a report", cancellationToken);
        return found is not EditOutcome<ReportState>.Done { Value.Schedule: var before } ? found : await ChangeAsync(
            actor, $"Removed the report '{before.Wanted.Name}'", before, all => all.Any(one => one.Id == id) ? null : new EditOutcome<ReportState>.NotFound(), all => [.. all.Where(one => one.Id != id)], cancellationToken);
    }

    public async Task<(EditOutcome<ReportState> Outcome, SendResult? Result)> SendNowAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        var found = await FindAsync(actor, PortalRole.Admin, id, "send a report", cancellationToken);
        if (found is not EditOutcome<ReportState>.Done { Value.Schedule: var schedule })
        {
            return (found, null);
        }

        var now = time.GetUtcNow();
        await audit.AppendAsync(ReportWork.RecordOf(actor, schedule, $"Sends the report '{schedule.Wanted.Name}' now"), cancellationToken);
        return (found, await sender.SendAsync(actor.HomeTenantId, schedule, schedule.Wanted.Timing.PeriodBefore(now), $"report-{Guid.NewGuid():N}"));
    }

    private async Task<EditOutcome<ReportState>> FindAsync(Actor actor, PortalRole needed, Guid id, string what, CancellationToken cancellationToken) =>
        await IsDeniedAsync(actor, needed, what, cancellationToken) ? new EditOutcome<ReportState>.Denied(needed)
        : (await ReadAsync(actor, cancellationToken)).Value.All.FirstOrDefault(one => one.Id == id) is { } schedule
            ? new EditOutcome<ReportState>.Done(StateOf(schedule, (await deliveries.ReadAsync(actor.HomeTenantId, cancellationToken)).GetValueOrDefault(id)))
        : new EditOutcome<ReportState>.NotFound();

    /// <summary>Changes the list as it is when it is written.</summary>
    /// <param name="whyNot">Looks at the list as it is then.</param>
    private async Task<EditOutcome<ReportState>> ChangeAsync(
        Actor actor, string summary, ReportSchedule changed, Func<IReadOnlyList<ReportSchedule>, EditOutcome<ReportState>?> whyNot, Func<IReadOnlyList<ReportSchedule>, IReadOnlyList<ReportSchedule>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var current = await ReadAsync(actor, cancellationToken);
            if (whyNot(current.Value.All) is { } refused)
            {
                return refused;
            }

            switch (await settings.SaveAsync(ReportSchedules.SettingsKey, new ReportSchedules(change(current.Value.All)), current.Version, summary, actor, cancellationToken))
            {
                case EditOutcome<Setting<ReportSchedules>>.Done:
                    var state = StateOf(changed, last: null);
                    await background.StartAsync(ReportWork.Item(actor.HomeTenantId, changed.Id, state.NextAt), cancellationToken);
                    return new EditOutcome<ReportState>.Done(state);
                case EditOutcome<Setting<ReportSchedules>>.Denied { Needed: var needed }:
                    return new EditOutcome<ReportState>.Denied(needed);
            }
        }

        return new EditOutcome<ReportState>.ChangedMeanwhile();
    }

    private async Task<Dictionary<string, string>> ErrorsAsync(Actor actor, ReportDraft draft, CancellationToken cancellationToken) => ReportRules.Errors(
        draft,
        await destinations.FindAsync(actor.HomeTenantId, draft.DestinationId, cancellationToken),
        draft.Scope is not { Tag: null, TenantId: { } id } || (await tenants.ListAsync(actor.HomeTenantId, cancellationToken)).Any(tenant => tenant.Id == id),
        mail);

    private static ReportDraft Trimmed(ReportDraft draft) => draft with { Name = draft.Name.Trim(), Scope = draft.Scope with { Tag = draft.Scope.Tag?.Trim() } };

    private static ReportState StateOf(ReportSchedule schedule, ReportDelivery? last) => new(schedule, last, ReportWork.Due(schedule, last)?.At);

    private Task<Setting<ReportSchedules>> ReadAsync(Actor actor, CancellationToken cancellationToken) =>
        settings.GetAsync(actor.HomeTenantId, ReportSchedules.SettingsKey, ReportSchedules.None, cancellationToken);

    private Task<bool> IsDeniedAsync(Actor actor, PortalRole needed, string what, CancellationToken cancellationToken) => audit.IsDeniedAsync(actor, needed, actor.HomeTenantId, what, cancellationToken);
}
