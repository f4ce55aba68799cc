
namespace PinResetPortal.Work.Rollouts;

public sealed class RolloutScheduleTests
{
    [Theory]
    [InlineData("00:00:00", "00:15:00")]
    [InlineData("00:14:59", "00:15:00")]
    [InlineData("00:15:00", "01:00:00")]
    [InlineData("01:02:00", "04:00:00")]
    [InlineData("04:00:01", "08:00:00")]
    [InlineData("08:02:00", "1.00:00:00")]
    [InlineData("1.00:02:00", "2.00:00:00")]
    [InlineData("13.00:02:00", "14.00:00:00")]
    [InlineData("14.00:00:00", null)]
    [InlineData("200.00:00:00", null)]
    public void NextAfter_TimeSinceTheChange_IsTheNextLook(string since, string? next) =>
        Assert.Equal(next is null ? null : TimeSpan.Parse(next, null), RolloutSchedule.NextAfter(TimeSpan.Parse(since, null)));

    [Fact]
    public void NextAfter_FromLookToLook_IsEverRarerAndEnds()
    {
        List<TimeSpan> looks = [];
        for (var look = RolloutSchedule.NextAfter(TimeSpan.Zero); look is { } at; look = RolloutSchedule.NextAfter(at))
        {
            looks.Add(at);
        }

        var pauses = looks.Zip(looks.Skip(1), (one, next) => next - one).ToList();
        Assert.Equal((18, RolloutSchedule.Longest), (looks.Count, looks[^1]));
        Assert.All(pauses.Zip(pauses.Skip(4)), pair => Assert.True(pair.Second >= pair.First));
    }
}
