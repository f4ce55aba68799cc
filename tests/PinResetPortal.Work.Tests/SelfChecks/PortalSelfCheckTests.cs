using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Onboarding;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.SelfChecks;

/// <summary>The portal looks at itself again and again, over a real database; what Entra has of it is made up.</summary>
public sealed class PortalSelfCheckTests : StoreTests
{
    private readonly Entra _entra = new();
    private readonly Guid _destination = Guid.NewGuid();

    private static Actor Portal => Actor.Portal("portal", "the portal itself", Fabrikam, PortalRole.Reader);

    [Fact]
    public async Task Check_CredentialEndsIn30Days_IsToldOnceAndAgainForTheNextOne()
    {
        var checks = await StartAsync();
        var ends = Store.Time.GetUtcNow().AddDays(40);
        _entra.SecretEnds = ends;
        var told = new List<int>();
        for (var day = 0; day < 45; day++)
        {
            await checks.CheckAsync(Portal, Cancellation);
            told.Add((await OutboxAsync()).Count);
            Store.Time.Advance(TimeSpan.FromDays(1));
        }

        // The eleventh day is the first with less than 30 left; the day after its end it is told that it does not work.
        Assert.Equal(11, told.IndexOf(1));
        Assert.Equal(40, told.IndexOf(2));
        Assert.Equal(2, told[^1]);
        var news = await OutboxAsync();
        Assert.All(news, one => Assert.Equal(NotificationKind.CredentialEnding, one.Kind));
        Assert.Contains("in 29 days", news[0].Summary, StringComparison.Ordinal);
        Assert.Contains("PinResetPortal setup --rotate", news[0].Summary, StringComparison.Ordinal);

        _entra.SecretEnds = Store.Time.GetUtcNow().AddDays(365);
        await checks.CheckAsync(Portal, Cancellation);
        Assert.Equal(2, (await OutboxAsync()).Count);
        _entra.SecretEnds = Store.Time.GetUtcNow().AddDays(10);
        await checks.CheckAsync(Portal, Cancellation);
        Assert.Equal(3, (await OutboxAsync()).Count);
    }

    [Fact]
    public async Task Check_EntraIsAway_LeavesWhatWasSeenAndTellsNothing()
    {
        var checks = await StartAsync();
        _entra.SecretEnds = Store.Time.GetUtcNow().AddDays(20);
        await checks.CheckAsync(Portal, Cancellation);
        _entra.Away = new(UnreadableKind.Unavailable, "Entra could not be reached.", "Try again.");
        Store.Time.Advance(TimeSpan.FromHours(1));

        await checks.CheckAsync(Portal, Cancellation);

        var kept = (await checks.LatestAsync(Fabrikam, Cancellation))!.Findings.Single(one => one.Finding.CheckId == SelfCheckIds.Credential);
        Assert.Equal(FindingStatus.NeedsAttention, kept.Finding.Status);
        Assert.NotNull(kept.Unseen);
        Assert.Single(await OutboxAsync());
    }

    /// <summary>What one home tenant found is no other's.</summary>
    [Fact]
    public async Task Latest_OfAnotherHomeTenant_IsNothing()
    {
        var checks = await StartAsync();
        await checks.CheckAsync(Portal, Cancellation);

        Assert.Null(await checks.LatestAsync(new(Guid.Parse("22222222-2222-4222-8222-222222222222")), Cancellation));
    }

    [Theory]
    [InlineData(12, 12)]
    [InlineData(-3, -3)]
    public async Task Metric_CredentialDaysLeft_IsMeasured(int days, int measured)
    {
        var checks = await StartAsync();
        _entra.SecretEnds = Store.Time.GetUtcNow().AddDays(days);
        await checks.CheckAsync(Portal, Cancellation);
        var seen = new List<int>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Name == "pinreset.credential.days_left" && instrument.Meter.Scope == _meters)
            {
                to.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => seen.Add(value));
        listener.Start();

        listener.RecordObservableInstruments();

        Assert.Equal([measured], seen);
    }

    private protected override Task<ITestDatabase> CreateDatabaseAsync() => SqliteAsync();

    private IMeterFactory? _meters;

    private async Task<PortalSelfCheck> StartAsync()
    {
        var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _meters = services.GetRequiredService<IMeterFactory>();
        await Store.Get<IDestinationStore>().AddAsync(new(_destination, Fabrikam, "Tickets", "webhook", true, new DestinationSettings(), 1, Store.Time.GetUtcNow(), "ada"), Cancellation);
        return new(
            new(_entra, _entra, Store.Get<IDatabaseLook>(), _entra, Store.Time), Store.Get<ISettingsStore>(),
            new NotificationTeller(Store.Get<INotificationOutbox>(), Store.Get<IDestinationStore>(), Store.Get<ITenantStore>(), new MemoryNotifications(), Store.Time), new CredentialMeter(_meters, Store.Time));
    }

    private async Task<IReadOnlyList<Notification>> OutboxAsync() =>
        [.. (await Store.Get<INotificationOutbox>().LogAsync(Fabrikam, _destination, 100, Cancellation)).Select(item => item.Notification).OrderBy(one => one.At)];

    /// <summary>Entra and this machine, as far as the portal looks at them.</summary>
    private sealed class Entra : IOwnRegistrationReader, IOnboardingReader, IOwnPlace
    {
        public DateTimeOffset SecretEnds { get; set; } = DateTimeOffset.MaxValue;

        public UnreadableReason? Away { get; set; }

        public string? ClientId => "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c";

        public PortalRegistration Wanted { get; } = new(new(new("https://pin.contoso.example"), false, false, true, false, CredentialKind.Secret));

        public IReadOnlyList<PortalPermission> Permissions => Wanted.InEveryTenant;

        public Task<Fact<LiveRegistration>> ReadAsync(Tenant home, string clientId, Actor actor, CancellationToken cancellationToken) => Task.FromResult<Fact<LiveRegistration>>(Away is { } reason ? reason : LiveRegistration.Nothing with
        {
            Application = new JsonObject { ["appId"] = clientId, ["passwordCredentials"] = new JsonArray(new JsonObject { ["keyId"] = "1", ["endDateTime"] = SecretEnds.ToString("O") }) },
        });

        public Task<Fact<ClockFacts>> ReadClockAsync(CancellationToken cancellationToken) => Task.FromResult<Fact<ClockFacts>>(new ClockFacts(TimeSpan.Zero, "login.microsoftonline.com"));

        public Task<Fact<AccessFacts>> ReadAccessAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) =>
            Task.FromResult<Fact<AccessFacts>>(Away is { } reason ? reason : new AccessFacts(ActorKind.Application, null, ["Application.Read.All"]));

        public Task<Fact<LicenceFacts>> ReadLicencesAsync(Tenant tenant, Actor actor, CancellationToken cancellationToken) => Task.FromResult<Fact<LicenceFacts>>(new LicenceFacts(true, true));

        public IReadOnlyList<OwnCredential> ReadCredentials() => [new(CredentialKind.Secret, null, null, "1", [])];

        public Task<AddressFacts> ReadAddressAsync(CancellationToken cancellationToken) => Task.FromResult(new AddressFacts(Wanted.Wish.PublicUrl, false, null, null));
    }
}
