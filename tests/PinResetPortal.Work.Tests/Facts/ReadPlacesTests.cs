using Microsoft.Extensions.Time.Testing;

namespace PinResetPortal.Work.Facts;

/// <summary>Who reads when: bounded, smaller undertakings first, and less of everything while Graph throttles the portal as a whole.</summary>
public sealed class ReadPlacesTests : IDisposable
{
    private const int Maximum = 8;

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));
    private readonly ReadPlaces _places;

    public ReadPlacesTests() => _places = new(Maximum, _time);

    public void Dispose() => _places.Dispose();

    [FactAttribute]
    public async Task Enter_PlacesTaken_WaitsUntilSomebodyLeaves()
    {
        await FillAsync();
        var next = Enter(100);
        Assert.False(next.IsCompleted);

        _places.Leave();

        await next;
    }

    [FactAttribute]
    public async Task Enter_ManyWait_TheSmallerUndertakingGoesFirstThenTheOlderOne()
    {
        await FillAsync();
        var (large, larger, small, smallLater) = (Enter(100), Enter(1000), Enter(1), Enter(1));

        foreach (var expected in new[] { small, smallLater, large, larger })
        {
            Assert.False(expected.IsCompleted);
            _places.Leave();
            await expected;
        }
    }

    [FactAttribute]
    public async Task Enter_GivenUp_TakesNoPlace()
    {
        await FillAsync();
        using var cancel = new CancellationTokenSource();
        var given = _places.EnterAsync(1, cancel.Token);
        var next = Enter(100);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        _places.Leave();

        await next;
    }

    [FactAttribute]
    public async Task ComeBack_OthersWait_GoesBeforeThemAll()
    {
        await FillAsync();
        var waiting = Enter(1);
        var back = _places.ComeBackAsync();

        _places.Leave();

        await back;
        Assert.False(waiting.IsCompleted);
    }

    [FactAttribute]
    public async Task Throttled_Application_HalvesAndLetsNobodyInUntilThen()
    {
        _places.Throttled(TimeSpan.FromSeconds(30));
        _places.Throttled(TimeSpan.FromSeconds(10));
        Assert.Equal(Maximum / 2, _places.Limit);

        List<Task> waiting = [.. Enumerable.Range(0, Maximum).Select(_ => Enter(1))];
        Assert.DoesNotContain(waiting, task => task.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(30));

        await Task.WhenAll(waiting.Take(Maximum / 2));
        Assert.DoesNotContain(waiting.Skip(Maximum / 2), task => task.IsCompleted);
    }

    [FactAttribute]
    public async Task Throttled_AgainAndAgain_HalvesEachTimeButNeverToNothing()
    {
        for (var expected = Maximum / 2; expected > 0; expected /= 2)
        {
            _places.Throttled(TimeSpan.FromSeconds(1));
            Assert.Equal(expected, _places.Limit);
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        _places.Throttled(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _places.Limit);
        _time.Advance(TimeSpan.FromSeconds(2));
        await Enter(1);
    }

    [FactAttribute]
    public async Task Throttled_ThenQuiet_GrowsAgainAndLetsTheWaitingIn()
    {
        _places.Throttled(TimeSpan.FromSeconds(1));
        List<Task> waiting = [.. Enumerable.Range(0, Maximum).Select(_ => Enter(1))];

        for (var seconds = 0; seconds < 60; seconds++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        await Task.WhenAll(waiting);
        Assert.Equal(Maximum, _places.Limit);
    }

    [FactAttribute]
    public async Task Pause_OfAReadThatHasAPlace_GivesItToOthersMeanwhile()
    {
        await FillAsync();
        var place = new ReadPlace(_places, _time);
        var paused = place.PauseAsync(TimeSpan.FromSeconds(3), ThrottleReach.Tenant, CancellationToken.None);

        await Enter(1);
        Assert.True(place.IsThrottled);
        Assert.Equal(Maximum, _places.Limit);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.False(paused.IsCompleted);
        _places.Leave();

        await paused;
        Assert.False(place.IsThrottled);
    }

    [FactAttribute]
    public async Task Pause_ForTheWholeApplication_HalvesThePlaces()
    {
        await Enter(1);
        var paused = new ReadPlace(_places, _time).PauseAsync(TimeSpan.FromSeconds(3), ThrottleReach.Application, CancellationToken.None);

        Assert.Equal(Maximum / 2, _places.Limit);
        _time.Advance(TimeSpan.FromSeconds(3));
        await paused;
    }

    private Task Enter(int size) => _places.EnterAsync(size, TestContext.Current.CancellationToken);

    private async Task FillAsync()
    {
        for (var place = 0; place < Maximum; place++)
        {
            await Enter(1);
        }
    }
}
