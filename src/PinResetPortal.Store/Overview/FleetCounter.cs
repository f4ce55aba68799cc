using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;

namespace PinResetPortal.Store.Overview;

/// <summary>Adds up what each tenant said at the end of each day. Entries come tenant by tenant, the oldest first.</summary>
internal sealed class FleetCounter(DateOnly from, DateOnly to)
{
    private readonly int[,] _changes = new int[to.DayNumber - from.DayNumber + 1, Enum.GetValues<Verdict>().Length];
    private TenantId? _tenant;
    private Verdict? _verdict;

    public void Add(TenantId tenantId, Verdict verdict, DateOnly day)
    {
        var index = Math.Max(0, day.DayNumber - from.DayNumber);
        if (_tenant == tenantId && _verdict is { } before)
        {
            _changes[index, (int)before]--;
        }

        _changes[index, (int)verdict]++;
        (_tenant, _verdict) = (tenantId, verdict);
    }

    public IReadOnlyList<FleetDay> Days()
    {
        var days = new List<FleetDay>();
        var (ready, notReady, unknown) = (0, 0, 0);
        for (var index = 0; index < _changes.GetLength(0); index++)
        {
            ready += _changes[index, (int)Verdict.Ready];
            notReady += _changes[index, (int)Verdict.NotReady];
            unknown += _changes[index, (int)Verdict.Unknown];
            days.Add(new FleetDay(from.AddDays(index), ready, notReady, unknown));
        }

        return days;
    }
}
