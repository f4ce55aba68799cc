using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Store.Notifications;

/// <summary>What goes out, over a real database: once, until it is accepted, and not in quiet hours.</summary>
public abstract class DestinationSenderTests : NotificationsTestBase
{
    private readonly NotedChannel _channel = new();

    [FactAttribute]
    public async Task Send_Accepted_OpensItsSecretsAndIsInTheLog()
    {
        var destination = await AddAsync();
        await NoteAsync(destination);

        Assert.Null(await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation));

        Assert.Equal(("https://hooks.example/", "secret"), (_channel.Sent.Single().Values["url"], _channel.Sent.Single().Values["secret"]));
        Assert.True(Assert.Single(await LogAsync(destination)) is { State: DeliveryState.Sent, Attempts: 1, DueAt: null, EndedAt: not null, Problem: null });
    }

    [FactAttribute]
    public async Task Send_SecretReplaced_SignsWithBothForADay()
    {
        var destination = await AddAsync(settings => settings with { Retired = new Dictionary<string, RetiredSecret> { ["secret"] = new("dlo", Store.Time.GetUtcNow().AddDays(1)) } });
        await NoteAsync(destination);
        await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation);
        Store.Time.Advance(TimeSpan.FromDays(1));
        await NoteAsync(destination, "y");
        await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation);

        Assert.Equal(["old", null], _channel.Sent.Select(one => one.Values.Previous.GetValueOrDefault("secret")));
    }

    [FactAttribute]
    public async Task Send_Refused_IsTriedAgainWithGrowingPausesUntilItGoesOut()
    {
        var destination = await AddAsync();
        await NoteAsync(destination);
        _channel.Answer = new SendResult("The address answered 500.");

        var next = await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation);
        Assert.Equal(Store.Time.GetUtcNow().AddSeconds(30), next);
        Assert.True(Assert.Single(await LogAsync(destination)) is { State: DeliveryState.Waiting, Attempts: 1, Problem: "The address answered 500." });
        Store.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(Store.Time.GetUtcNow().AddSeconds(60), await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation));
        Assert.Equal(Store.Time.GetUtcNow().AddSeconds(60), await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation));
        Store.Time.Advance(TimeSpan.FromSeconds(60));
        _channel.Answer = SendResult.Accepted;

        Assert.Null(await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation));
        Assert.Equal(3, _channel.Sent.Count);
        Assert.Single(_channel.Sent.Select(one => one.Notification.Id).Distinct());
    }

    [FactAttribute]
    public async Task Send_ChannelThrows_CostsTheOthersNothingAndIsGivenUpInTheEnd()
    {
        var destination = await AddAsync();
        await NoteAsync(destination);
        await NoteAsync(destination, "y");
        _channel.Failure = new FormatException("Nobody expected this.");

        for (var attempt = 0; attempt < DestinationSender.MostAttempts; attempt++)
        {
            Assert.NotNull(await LogAsync(destination));
            await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation);
            Store.Time.Advance(TimeSpan.FromHours(7));
        }

        Assert.Null(await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation));
        Assert.Equal(2 * DestinationSender.MostAttempts, _channel.Sent.Count);
        Assert.All(await LogAsync(destination), one => Assert.Equal(DeliveryState.GivenUp, one.State));
    }

    [FactAttribute]
    public async Task Send_UnknownChannelOrLostSecret_SaysSo()
    {
        var (unknown, lost) = (await AddAsync(channel: "pigeon"), await AddAsync(settings => settings with { Secrets = new Dictionary<string, string>() }));
        foreach (var destination in new[] { unknown, lost })
        {
            await NoteAsync(destination, destination.Id.ToString());
            await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation);
        }

        Assert.Equal("This version of the portal knows no way 'pigeon'.", Assert.Single(await LogAsync(unknown)).Problem);
        Assert.Equal("'Signing secret' is missing, or can be read no more. Enter it in the settings.", Assert.Single(await LogAsync(lost)).Problem);
        Assert.Empty(_channel.Sent);
    }

    [FactAttribute]
    public async Task Book_TwoInstancesThatReadTheSame_OneSends()
    {
        var destination = await AddAsync();
        await NoteAsync(destination);
        await using var another = await OpenAnotherAsync();
        var item = Assert.Single(await Outbox.DueAsync(Partner, destination.Id, Store.Time.GetUtcNow(), 10, Cancellation));
        var again = Store.Time.GetUtcNow().AddMinutes(5);

        var booked = await Task.WhenAll(new[] { Outbox, another.Get<INotificationOutbox>() }.Select(outbox => Task.Run(() => outbox.TryBookAsync(item, again, Cancellation))));

        Assert.Single(booked, one => one);
        Assert.Equal(again, await Outbox.NextDueAsync(Partner, destination.Id, Cancellation));
    }

    [FactAttribute]
    public async Task Send_InstanceThatSleptOverIt_SendsNothing()
    {
        var destination = await AddAsync();
        await NoteAsync(destination);
        var asleep = new NotedChannel();

        await Sender(asleep, SleepyOutbox.Around(Outbox, () => Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation))).SendDueAsync(Partner, destination.Id, Cancellation);

        Assert.Single(_channel.Sent);
        Assert.Empty(asleep.Sent);
    }

    [FactAttribute]
    public async Task Send_KilledWhileUnderWay_IsMadeAgainOnlyAfterTheLongestAttempt()
    {
        var destination = await AddAsync();
        await NoteAsync(destination);
        _channel.Meanwhile = async () => Assert.Equal(Store.Time.GetUtcNow().AddMinutes(5), Assert.Single(await Outbox.PendingAsync(Cancellation)).DueAt);

        await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation);
        Assert.Single(_channel.Sent);
    }

    [FactAttribute]
    public async Task Quiet_Digest_IsToldOnceAfterwardsAsOne()
    {
        var destination = await AddAsync(settings => settings with { Quiet = Now(AfterQuiet.Digest) });
        await NoteAsync(destination);
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        await NoteAsync(destination, "y");
        var ends = await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation);
        Assert.Empty(_channel.Sent);
        Assert.All(await LogAsync(destination), one => Assert.Equal(DeliveryState.Held, one.State));

        Store.Time.SetUtcNow(ends!.Value);
        Assert.Null(await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation));

        var digest = Assert.IsType<Digest>(Assert.Single(_channel.Sent).Notification.Data);
        Assert.Equal(["x", "y"], digest.Events.Select(one => one.DedupeKey));
        Assert.Equal([DeliveryState.Sent, DeliveryState.InDigest, DeliveryState.InDigest], (await LogAsync(destination)).Select(one => one.State).Order());
    }

    [FactAttribute]
    public async Task Quiet_Drop_IsNotTold()
    {
        var destination = await AddAsync(settings => settings with { Quiet = Now(AfterQuiet.Drop) });
        await NoteAsync(destination);

        Assert.Null(await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation));

        Assert.Empty(_channel.Sent);
        Assert.True(Assert.Single(await LogAsync(destination)) is { State: DeliveryState.Dropped, Problem: "It fell into quiet hours, which drop what falls into them." });
    }

    [FactAttribute]
    public async Task Pause_One_IsToldAfterwardsAsItself()
    {
        var destination = await AddAsync(settings => settings with { PausedUntil = Store.Time.GetUtcNow().AddHours(1) });
        await NoteAsync(destination);
        Assert.Equal(destination.Settings.PausedUntil, await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation));
        Store.Time.Advance(TimeSpan.FromHours(1));

        await Sender(_channel).SendDueAsync(Partner, destination.Id, Cancellation);

        Assert.Equal("x", Assert.Single(_channel.Sent).Notification.DedupeKey);
    }

    [FactAttribute]
    public async Task Send_SwitchedOffRemovedOrNotAdmittedMeanwhile_TellsNothing()
    {
        var (off, gone) = (await AddAsync(), await AddAsync());
        await NoteAsync(off);
        await NoteAsync(gone, "y");
        await ChangeAsync(off, one => one with { Enabled = false });
        await Destinations.RemoveAsync(Partner, gone.Id, Cancellation);

        Assert.Null(await Sender(_channel).SendDueAsync(Partner, off.Id, Cancellation));
        Assert.Null(await Sender(_channel).SendDueAsync(Partner, gone.Id, Cancellation));
        Assert.Null(await Sender(_channel).SendDueAsync(new(Guid.NewGuid()), off.Id, Cancellation));

        Assert.Empty(_channel.Sent);
        Assert.Equal("The destination was switched off.", Assert.Single(await LogAsync(off)).Problem);
        Assert.Empty(await LogAsync(gone));
    }

    /// <summary>Each destination has a firing of its own, at the time of its next attempt.</summary>
    [FactAttribute]
    public async Task Work_OneThatFails_IsFiredLaterAndTheOtherNow()
    {
        var (good, bad) = (await AddAsync(), await AddAsync(channel: "pigeon"));
        await NoteAsync(good);
        await NoteAsync(bad, "y");
        var work = Work(_channel);
        Assert.Equal(new[] { good.Id, bad.Id }.Order(), (await work.OpenAsync(Cancellation)).Select(one => PinResetPortal.Work.Background.WorkId.Parse(one.Key.Id).Row).Order());

        foreach (var open in await work.OpenAsync(Cancellation))
        {
            await work.RunAsync(open.Key.Id, Cancellation);
        }

        Assert.Single(_channel.Sent);
        var asked = Assert.Single(Engine.Asked);
        Assert.Equal((bad.Id, Store.Time.GetUtcNow().AddSeconds(30)), (PinResetPortal.Work.Background.WorkId.Parse(asked.Key.Id).Row, asked.NotBefore));
        await work.WakeLateAsync(Cancellation);
        Assert.Single(Engine.Asked);
        Store.Time.Advance(TimeSpan.FromMinutes(2));
        await work.WakeLateAsync(Cancellation);
        Assert.Null(Engine.Asked[^1].NotBefore);
    }

    [FactAttribute]
    public async Task Send_EachAttempt_IsCountedWithWhatBecameOfTheDelivery()
    {
        var (good, bad) = (await AddAsync(), await AddAsync(channel: "pigeon"));
        await NoteAsync(good);
        await NoteAsync(bad, "y");
        using var attempts = new MetricCollector<long>(Meters, WorkMeter.Name, "pinreset.notification.attempts");
        var sender = Sender(_channel);

        await sender.SendDueAsync(Partner, good.Id, Cancellation);
        for (var attempt = 0; attempt < DestinationSender.MostAttempts; attempt++)
        {
            await sender.SendDueAsync(Partner, bad.Id, Cancellation);
            Store.Time.Advance(TimeSpan.FromHours(7));
        }

        Assert.Equal(
            [("pigeon", "givenUp", 1), ("pigeon", "waiting", DestinationSender.MostAttempts - 1), ("webhook", "sent", 1)],
            attempts.GetMeasurementSnapshot().CountBy(one => ((string)one.Tags["channel"]!, (string)one.Tags["state"]!)).Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Value)).Order());
    }

    private QuietHours Now(AfterQuiet then)
    {
        var now = TimeOnly.FromDateTime(Store.Time.GetUtcNow().UtcDateTime);
        return new(now, now.AddHours(2), "Etc/UTC", then);
    }
}

public sealed class SqliteDestinationSenderTests : DestinationSenderTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresDestinationSenderTests(PostgresServer server) : DestinationSenderTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
