namespace PinResetPortal.Work.Rollouts;

/// <summary>When a rollout is looked at: ever rarer, and not for ever.</summary>
public static class RolloutSchedule
{
    /// <summary>How long after the change the last look is.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    private static readonly TimeSpan[] FirstDay = [TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromHours(8)];

    /// <param name="sinceChange">How long ago the change is.</param>
    /// <returns>How long after the change the next look is; null: there is none any more.</returns>
    public static TimeSpan? NextAfter(TimeSpan sinceChange)
    {
        var next = FirstDay.FirstOrDefault(look => look > sinceChange, TimeSpan.FromDays(Math.Floor(sinceChange.TotalDays) + 1));
        return next <= Longest ? next : null;
    }
}
