using System.Security.Claims;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Notifications;

/// <summary>What is told, over a real database: once each, and not lost.</summary>
public abstract class NotificationOutboxTests : StoreTests
{
    private static readonly TenantId _partner = new(Guid.NewGuid());
    private static readonly Tenant _contoso = new(new TenantId(Guid.NewGuid()), "Contoso", null, new TenantRelationship(RelationshipKind.Gdap, true, PartnerTenantId: _partner));

    private INotificationOutbox Outbox => Store.Get<INotificationOutbox>();

    private PortalSettings Settings => new(Store.Get<ISettingsStore>(), new AuditNotes());

    private NotificationWatch Watch => new(Outbox, Settings, Store.Get<IReadinessStore>(), Store.Get<ITenantStore>(), Store.Get<IScanStore>(), new Homes(_partner), Store.Time);

    [FactAttribute]
    public async Task Verdict_Changes_IsToldOnceByEveryChannel()
    {
        await SwitchOnAsync();
        await ReadAsync(Verdict.Ready);
        await Watch.LookAsync(Cancellation);
        Assert.Empty(await DueAsync());

        await ReadAsync(Verdict.NotReady);
        await Watch.LookAsync(Cancellation);
        await Watch.LookAsync(Cancellation);

        var due = await DueAsync();
        Assert.Equal([NotificationChannelKind.Webhook, NotificationChannelKind.Teams], due.Select(item => item.Channel).Order());
        Assert.Single(due.Select(item => item.Notification.Id).Distinct());
        Assert.Equal((NotificationKind.VerdictChanged, "Ready", "NotReady"), (due[0].Notification.Kind, due[0].Notification.Before, due[0].Notification.After));
    }

    [FactAttribute]
    public async Task Verdict_CouldNotBeRead_IsNoChangeAndIsToldOnceAfterADay()
    {
        await SwitchOnAsync();
        await ReadAsync(Verdict.Ready);
        await Watch.LookAsync(Cancellation);
        await ReadAsync(Verdict.Unknown);
        Store.Time.Advance(TimeSpan.FromHours(23));
        await ReadAsync(Verdict.Unknown);
        await Watch.LookAsync(Cancellation);
        Assert.Empty(await DueAsync());

        Store.Time.Advance(TimeSpan.FromHours(2));
        await ReadAsync(Verdict.Unknown);
        await Watch.LookAsync(Cancellation);
        await Watch.LookAsync(Cancellation);

        var summary = Assert.Single((await DueAsync()).Select(item => item.Notification.Summary).Distinct());
        Assert.StartsWith("Contoso: the portal could not read this tenant since 2026-11-", summary, StringComparison.Ordinal);
        Assert.Contains("that the tenant is set up, its devices were not read, was read on 2026-11-", summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Verdict_KnownForTheFirstTime_SaysNothingOfBefore()
    {
        await SwitchOnAsync();
        await ReadAsync(Verdict.Unknown);
        await Watch.LookAsync(Cancellation);
        await ReadAsync(Verdict.Ready);
        await Watch.LookAsync(Cancellation);

        Assert.Equal("Contoso: the tenant is set up, its devices were not read.", Assert.Single((await DueAsync()).Select(item => item.Notification.Summary).Distinct()));
    }

    [FactAttribute]
    public async Task Relationship_Expiring_IsToldOnce()
    {
        await SwitchOnAsync();
        await Store.Get<ITenantStore>().UpsertAsync(_partner, [_contoso with { Relationship = _contoso.Relationship with { EndsAt = Store.Time.GetUtcNow().AddDays(20) } }], Cancellation);

        await Watch.LookAsync(Cancellation);
        await Watch.LookAsync(Cancellation);

        Assert.Equal(2, (await DueAsync()).Count);
    }

    [FactAttribute]
    public async Task Muted_TellsNothingAndThenWhatStillDiffers()
    {
        await SwitchOnAsync();
        await ReadAsync(Verdict.Ready);
        await Watch.LookAsync(Cancellation);
        await SwitchOnAsync(mutedFor: TimeSpan.FromHours(1));
        await ReadAsync(Verdict.NotReady);
        await Watch.LookAsync(Cancellation);
        Assert.Empty(await DueAsync());

        Store.Time.Advance(TimeSpan.FromHours(2));
        await Watch.LookAsync(Cancellation);

        Assert.Equal(2, (await DueAsync()).Count);
    }

    [FactAttribute]
    public async Task Book_TwoInstancesThatReadTheSameItem_OneSends()
    {
        await NoteAsync();
        await using var another = await OpenAnotherAsync();
        var item = Assert.Single(await DueAsync());
        var again = Store.Time.GetUtcNow().AddMinutes(5);

        var booked = await Task.WhenAll(new[] { Outbox, another.Get<INotificationOutbox>() }.Select(outbox => Task.Run(() => outbox.TryBookAsync(item, again, Cancellation))));

        Assert.Single(booked, one => one);
        Assert.Empty(await DueAsync());
        Store.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(1, Assert.Single(await DueAsync()).Attempts);
    }

    [FactAttribute]
    public async Task Sender_ThatSleptOverItsItem_SendsNothing()
    {
        await SwitchOnAsync();
        await NoteAsync();
        var (asleep, awake) = (new Channel(), new Channel());
        var other = Sender(awake);
        var sender = new NotificationSender(
            new SleepyOutbox(Outbox, () => other.SendDueAsync(Cancellation)), Settings, new Homes(_partner), [asleep], Store.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<NotificationSender>.Instance);

        await sender.SendDueAsync(Cancellation);

        Assert.Single(awake.Sent);
        Assert.Empty(asleep.Sent);
    }

    [FactAttribute]
    public async Task Told_ByAnotherInstanceMeanwhile_IsNotToldAgain()
    {
        await SwitchOnAsync();
        await ReadAsync(Verdict.Ready);
        await Watch.LookAsync(Cancellation);
        await ReadAsync(Verdict.NotReady);
        await using var another = await OpenAnotherAsync();
        var other = new NotificationWatch(
            another.Get<INotificationOutbox>(), Settings, another.Get<IReadinessStore>(), another.Get<ITenantStore>(), another.Get<IScanStore>(), new Homes(_partner), Store.Time);

        // Both have compared before either has noted.
        var late = new NotificationWatch(
            new SleepyOutbox(Outbox, () => other.LookAsync(Cancellation)), Settings, Store.Get<IReadinessStore>(), Store.Get<ITenantStore>(), Store.Get<IScanStore>(), new Homes(_partner), Store.Time);
        await late.LookAsync(Cancellation);

        Assert.Equal(2, (await DueAsync()).Count);
    }

    [FactAttribute]
    public async Task Watch_NoChannelIsOn_DoesNothingAndOldNewsIsNotToldLater()
    {
        await SwitchOnAsync();
        await ReadAsync(Verdict.Ready);
        await Watch.LookAsync(Cancellation);
        await SwitchOffAsync();
        await ReadAsync(Verdict.NotReady);
        await Watch.LookAsync(Cancellation);
        Assert.Empty(await Outbox.ToldAsync(_partner, Cancellation));

        await SwitchOnAsync();
        await Watch.LookAsync(Cancellation);

        Assert.Empty(await DueAsync());
    }

    [FactAttribute]
    public async Task Retention_ScanIsGone_ForgetsWhatWasToldOfIt()
    {
        var kept = new Scan(Guid.CreateVersion7(), _partner, ScanTrigger.Schedule, new(ActorKind.Application, "schedule", "the schedule", _partner, PortalRole.Operator), true, ScanState.Pending, Store.Time.GetUtcNow());
        await Store.Get<IScanStore>().AddAsync(kept, [_contoso.Id], Cancellation);
        await Outbox.NoteAsync(_partner, [new($"scan/{kept.Id}", "Completed", null), new($"scan/{Guid.NewGuid()}", "Completed", null), new("verdict/x", "Ready", null)], [], Cancellation);

        await Store.Get<PinResetPortal.Store.Upkeep.StoreRetention>().RunAsync(Cancellation);

        Assert.Equal([$"scan/{kept.Id}", "verdict/x"], (await Outbox.ToldAsync(_partner, Cancellation)).Keys.Order());
    }

    [FactAttribute]
    public async Task Sender_ChannelRefuses_TriesAgainLaterUntilItGoesOut()
    {
        await SwitchOnAsync();
        await NoteAsync();
        var channel = new Channel { Answer = new SendResult("The address answered 500.") };
        var sender = Sender(channel);

        await sender.SendDueAsync(Cancellation);
        Assert.Equal(0, await sender.SendDueAsync(Cancellation));
        Store.Time.Advance(TimeSpan.FromMinutes(1));
        channel.Answer = SendResult.Accepted;
        await sender.SendDueAsync(Cancellation);
        Store.Time.Advance(TimeSpan.FromDays(1));

        Assert.Equal(0, await sender.SendDueAsync(Cancellation));
        Assert.Equal(2, channel.Sent.Count);
        Assert.Single(channel.Sent.Distinct());
    }

    [FactAttribute]
    public async Task Sender_ChannelThrows_CostsTheOthersNothingAndIsGivenUpInTheEnd()
    {
        await SwitchOnAsync();
        await NoteAsync();
        await Outbox.NoteAsync(
            _partner,
            [new("verdict/y", "Ready", new Notification(Guid.NewGuid(), NotificationKind.VerdictChanged, Store.Time.GetUtcNow(), _contoso.Id, "Contoso", "Changed too."))],
            [NotificationChannelKind.Webhook],
            Cancellation);
        var channel = new Channel { Failure = new FormatException("Nobody expected this.") };
        var sender = Sender(channel);

        Assert.Equal(2, await sender.SendDueAsync(Cancellation));
        for (var attempt = 1; attempt < NotificationSender.MostAttempts; attempt++)
        {
            Store.Time.Advance(TimeSpan.FromHours(7));
            await sender.SendDueAsync(Cancellation);
        }

        Store.Time.Advance(TimeSpan.FromHours(7));
        Assert.Equal(0, await sender.SendDueAsync(Cancellation));
        Assert.Equal(2 * NotificationSender.MostAttempts, channel.Sent.Count);
    }

    private Task NoteAsync() => Outbox.NoteAsync(
            _partner,
        [new("verdict/x", "Ready", new Notification(Guid.NewGuid(), NotificationKind.VerdictChanged, Store.Time.GetUtcNow(), _contoso.Id, "Contoso", "Changed."))],
        [NotificationChannelKind.Webhook],
        Cancellation);

    private Task<IReadOnlyList<OutboxItem>> DueAsync() => Outbox.DueAsync(_partner, Store.Time.GetUtcNow(), 100, Cancellation);

    private NotificationSender Sender(INotificationChannel channel) =>
        new(Outbox, Settings, new Homes(_partner), [channel], Store.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<NotificationSender>.Instance);

    private Task SwitchOnAsync(TimeSpan? mutedFor = null) =>
        SaveAsync(new NotificationSettings { MutedUntil = Store.Time.GetUtcNow() + mutedFor, Webhook = new(Enabled: true, "https://example.com/"), Teams = new(Enabled: true) });

    private Task SwitchOffAsync() => SaveAsync(new NotificationSettings());

    private async Task SaveAsync(NotificationSettings wanted)
    {
        var admin = new Actor(ActorKind.User, "ada", "ada", _partner, PortalRole.Admin, new ClaimsPrincipal());
        var current = await Settings.GetAsync(_partner, NotificationSettings.Key, new NotificationSettings(), Cancellation);
        Assert.Equal(SettingsOutcome.Saved, await Settings.SaveAsync(NotificationSettings.Key, wanted, current.Version, "Test", admin, Cancellation));
    }

    private async Task ReadAsync(Verdict verdict)
    {
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        await Store.Get<ITenantStore>().UpsertAsync(_partner, [_contoso], Cancellation);
        await Store.Get<IReadinessStore>().SaveAsync(_partner, new(_contoso.Id, "Contoso", verdict, Store.Time.GetUtcNow(), [], new ReadCost(1, 1, 1, 1)), Cancellation);
    }

    private sealed class Channel : INotificationChannel
    {
        public SendResult Answer { get; set; } = SendResult.Accepted;

        public Exception? Failure { get; set; }

        public List<Guid> Sent { get; } = [];

        public NotificationChannelKind Kind => NotificationChannelKind.Webhook;

        public Task<SendResult> SendAsync(Notification notification, NotificationSettings settings, CancellationToken cancellationToken)
        {
            Sent.Add(notification.Id);
            return Failure is null ? Task.FromResult(Answer) : throw Failure;
        }
    }
}

public sealed class SqliteNotificationOutboxTests : NotificationOutboxTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();
}

public sealed class PostgresNotificationOutboxTests(PostgresServer server) : NotificationOutboxTests
{
    private protected override Task<ITestDatabase> CreateDatabaseAsync() => PostgresAsync(server);
}
