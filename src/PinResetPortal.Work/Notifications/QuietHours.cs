namespace PinResetPortal.Work.Notifications;

/// <summary>What becomes of what fell into quiet hours.</summary>
public enum AfterQuiet
{
    /// <summary>It is told once afterwards, as one.</summary>
    Digest,

    /// <summary>It is not told; the delivery log has it.</summary>
    Drop,
}

/// <summary>Every day from one time to another, by the clocks of one time zone.</summary>
/// <param name="To">Earlier than <paramref name="From"/>: on the next day.</param>
/// <param name="TimeZone">An IANA name.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, string TimeZone, AfterQuiet Then = AfterQuiet.Digest)
{
    /// <returns>When the quiet hours of this moment end; null when it is not in any.</returns>
    public DateTimeOffset? EndAt(DateTimeOffset now)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone))
        {
            return null;
        }

        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var time = TimeOnly.FromDateTime(local);
        if (!time.IsBetween(From, To))
        {
            return null;
        }

        var end = DateOnly.FromDateTime(local).AddDays(time < To ? 0 : 1).ToDateTime(To);

        // A time that the clocks jump over comes when they have; of one that comes twice the later one, so that it is not over too early.
        while (zone.IsInvalidTime(end))
        {
            end = end.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(end) ? zone.GetAmbiguousTimeOffsets(end).Min() : zone.GetUtcOffset(end);
        return new DateTimeOffset(end, offset).ToUniversalTime();
    }
}
