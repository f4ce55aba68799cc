using Microsoft.Extensions.Logging.Abstractions;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Snapshot;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store.Notifications;

/// <summary>The real parts over a real database, with a channel that notes what it is given.</summary>
public abstract class NotificationsTestBase : StoreTests
{
    private protected static readonly TenantId Partner = new(Guid.NewGuid());
    private protected static readonly Tenant Contoso = new(new TenantId(Guid.NewGuid()), "Contoso", null, new TenantRelationship(RelationshipKind.Gdap, true, PartnerTenantId: Partner)) { Tags = ["gold"] };

    private protected readonly MemoryNotifications Engine = new();
    private protected readonly OwnMeters Meters = new();

    private protected INotificationOutbox Outbox => Store.Get<INotificationOutbox>();

    private protected IDestinationStore Destinations => Store.Get<IDestinationStore>();

    private protected Task LookAsync(StoreUnderTest? store = null, INotificationOutbox? outbox = null)
    {
        store ??= Store;
        outbox ??= store.Get<INotificationOutbox>();
        var destinations = store.Get<IDestinationStore>();
        return new NotificationWatch(
            outbox, destinations, new NotificationTeller(outbox, destinations, store.Get<ITenantStore>(), Engine, Store.Time),
            new(new CheckCatalog([new SomeCheck("a.check", true), new SomeCheck("b.check", false)]), store.Get<IReadinessStore>()),
            store.Get<ITenantStore>(), store.Get<IReadinessStore>(), store.Get<IScanStore>(), store.Get<IOperationStore>(), new Homes(Partner), Store.Time).LookAsync(Cancellation);
    }

    private protected DestinationSender Sender(INotificationChannel channel, INotificationOutbox? outbox = null) =>
        new(outbox ?? Outbox, Destinations, new(new TurnedSecrets()), new Homes(Partner), [channel], new DeliveryMeter(Meters), Store.Time, NullLogger<DestinationSender>.Instance);

    private protected DestinationWork Work(INotificationChannel channel) => new(Sender(channel), Outbox, new Homes(Partner), Engine, Store.Time);

    private protected async Task<Destination> AddAsync(Func<DestinationSettings, DestinationSettings>? change = null, string channel = "webhook", string name = "Tickets")
    {
        var settings = new DestinationSettings
        {
            Values = new Dictionary<string, string> { ["url"] = "https://hooks.example/" },
            Secrets = new Dictionary<string, string> { ["secret"] = "terces" },
        };
        var destination = new Destination(Guid.NewGuid(), Partner, name, channel, true, change?.Invoke(settings) ?? settings, 1, Store.Time.GetUtcNow(), "ada");
        await Destinations.AddAsync(destination, Cancellation);
        return destination;
    }

    private protected async Task<Destination> ChangeAsync(Destination destination, Func<Destination, Destination> change)
    {
        var saved = await Destinations.TrySaveAsync(change(destination), Cancellation);
        Assert.NotNull(saved);
        return saved;
    }

    private protected Task<IReadOnlyList<Delivery>> LogAsync(Destination destination) => Outbox.LogAsync(Partner, destination.Id, 100, Cancellation);

    private protected async Task<IReadOnlyList<Notification>> ToldAsync(Destination destination) => [.. (await LogAsync(destination)).Select(one => one.Notification).OrderBy(one => one.At)];

    private protected Task NoteAsync(Destination destination, string subject = "x") => Outbox.NoteAsync(
        Partner,
        [new(new(subject, "Ready", new(Guid.NewGuid(), Store.Time.GetUtcNow(), Contoso.Id, "Contoso", "Changed.", NotificationSeverity.Information, subject, new TestData())), [new(destination.Id, DeliveryState.Waiting, Store.Time.GetUtcNow())])],
        Cancellation);

    /// <param name="findings">Status of each check; a required one that is broken makes the tenant not ready.</param>
    private protected async Task ReadAsync(params (string Check, FindingStatus Status)[] findings)
    {
        Store.Time.Advance(TimeSpan.FromSeconds(1));
        await Store.Get<ITenantStore>().UpsertAsync(Partner, [Contoso], Cancellation);
        await Store.Get<ITenantStore>().SetTagsAsync(Partner, Contoso, Contoso.Tags, Cancellation);
        List<Finding> found = [.. findings.Select(one => new Finding(one.Check, CheckArea.Policy, one.Check == "a.check", one.Status, "Said so.", []))];
        await Store.Get<IReadinessStore>().SaveAsync(
            Partner, new(Contoso.Id, "Contoso", CheckCatalog.VerdictOf(found), Store.Time.GetUtcNow(), [.. found.Select(one => new AssessedFinding(one, false))], new ReadCost(1, 1, 1, 1)), Cancellation);
    }
}

internal sealed class SomeCheck(string id, bool required) : ITenantCheck
{
    public string Id => id;

    public string Title => $"Title of {id}";

    public string InTable => id;

    public string Fault => id;

    public CheckCause? Cause => null;

    public CheckArea Area => CheckArea.Policy;

    public bool Required => required;

    public string Headline(Finding finding) => "It stands in the way";

    public Finding Evaluate(TenantFacts facts) => throw new NotSupportedException();
}
