namespace PinResetPortal.Work.Notifications;

public sealed class QuietHoursTests
{
    /// <summary>Winter and summer, over midnight, by day, and both nights on which the clocks change in Berlin.</summary>
    [Theory]
    [InlineData("22:00", "06:30", "2026-01-10T21:00:00Z", "2026-01-11T05:30:00Z")]
    [InlineData("22:00", "06:30", "2026-01-10T20:59:59Z", null)]
    [InlineData("22:00", "06:30", "2026-01-11T05:29:59Z", "2026-01-11T05:30:00Z")]
    [InlineData("22:00", "06:30", "2026-01-11T05:30:00Z", null)]
    [InlineData("22:00", "06:30", "2026-07-10T20:00:00Z", "2026-07-11T04:30:00Z")]
    [InlineData("12:00", "13:00", "2026-07-10T10:15:00Z", "2026-07-10T11:00:00Z")]
    [InlineData("22:00", "02:30", "2026-03-28T22:00:00Z", "2026-03-29T01:00:00Z")]
    [InlineData("22:00", "02:30", "2026-10-24T21:00:00Z", "2026-10-25T01:30:00Z")]
    public void EndAt_InBerlin_IsByItsClocks(string from, string to, string now, string? end) => Assert.Equal(
        end is null ? null : DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture),
        new QuietHours(TimeOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture), "Europe/Berlin")
            .EndAt(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture)));

    [FactAttribute]
    public void EndAt_UnknownZone_IsNever() => Assert.Null(new QuietHours(new(0, 0), new(23, 59), "Europe/Nowhere").EndAt(new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero)));
}
