using System.Security.Claims;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Work.Notifications;

/// <summary>Who may change destinations, what is refused, and what becomes of secrets.</summary>
public sealed class DestinationServiceTests
{
    private static readonly TenantId _home = new(Guid.NewGuid());

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 8, 0, 0, TimeSpan.Zero));
    private readonly MemoryNotifications _memory = new();
    private readonly NotedChannel _channel = new();
    private readonly AuditNotes _audit = new();
    private readonly DestinationService _service;

    public DestinationServiceTests()
    {
        var secrets = new DestinationSecrets(new TurnedSecrets());
        _service = new(_memory, _memory, new(_memory, _memory, secrets, new Homes(_home), [_channel], new DeliveryMeter(new OwnMeters()), _time, NullLogger<DestinationSender>.Instance), secrets, [_channel], _audit, _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DestinationDraft Draft => new("Tickets", "webhook", true, new Dictionary<string, string> { ["url"] = "https://hooks.example/" }, new DestinationRoute(), null, null);

    [FactAttribute]
    public async Task Add_WithoutASecret_MakesOneThatIsKeptEncryptedAndShownOnce()
    {
        var done = Done(await _service.AddAsync(Admin(), Draft, Cancellation));

        Assert.True(DestinationSecrets.IsSigningSecret(done.NewSecret!));
        Assert.NotEqual(done.NewSecret, done.Destination.Settings.Secrets["secret"]);
        Assert.Null(Done(await _service.FindAsync(Admin(), done.Destination.Id, Cancellation)).NewSecret);
        var entry = Assert.Single(_audit.Records);
        Assert.Equal(("Added the destination 'Tickets' (Webhook)", AuditActions.SettingsChanged), (entry.Summary, entry.Action));
        Assert.DoesNotContain(done.Destination.Settings.Secrets["secret"], entry.Detail, StringComparison.Ordinal);
    }

    [FactAttribute]
    public async Task Save_SecretLeftOut_KeepsItAndOneThatIsReplacedHoldsForADay()
    {
        var added = Done(await _service.AddAsync(Admin(), Draft, Cancellation));
        var kept = Done(await _service.SaveAsync(Admin(), added.Destination.Id, 1, Draft with { Name = "Other" }, Cancellation));
        Assert.Equal(("Other", added.Destination.Settings.Secrets["secret"]), (kept.Destination.Name, kept.Destination.Settings.Secrets["secret"]));
        Assert.Empty(kept.Destination.Settings.Retired);

        var rotated = Done(await _service.RotateAsync(Admin(), added.Destination.Id, Cancellation));

        Assert.NotEqual(added.NewSecret, rotated.NewSecret);
        var values = new DestinationSecrets(new TurnedSecrets()).Open(rotated.Destination, _time.GetUtcNow());
        Assert.Equal((rotated.NewSecret, added.NewSecret), (values["secret"], values.Previous["secret"]));
        Assert.Empty(new DestinationSecrets(new TurnedSecrets()).Open(rotated.Destination, _time.GetUtcNow().AddDays(1)).Previous);
    }

    [FactAttribute]
    public async Task Save_AddressChanged_TakesItsPasswordAgain()
    {
        var values = new Dictionary<string, string> { ["url"] = "https://hooks.example/", ["password"] = "p" };
        var added = Done(await _service.AddAsync(Admin(), Draft with { Values = values }, Cancellation));
        var elsewhere = new Dictionary<string, string> { ["url"] = "https://elsewhere.example/" };

        var refused = Assert.IsType<EditOutcome<SavedDestination>.Refused>(await _service.SaveAsync(Admin(), added.Destination.Id, 1, Draft with { Values = elsewhere }, Cancellation));
        Assert.Equal(["password"], refused.Errors.Keys);
        Assert.Single(_memory.Destinations, one => one.Settings.Values["url"] == "https://hooks.example/");
        elsewhere["password"] = "p";
        Done(await _service.SaveAsync(Admin(), added.Destination.Id, 1, Draft with { Values = elsewhere }, Cancellation));
    }

    [FactAttribute]
    public async Task Save_OldRevision_ChangesNothing()
    {
        var added = Done(await _service.AddAsync(Admin(), Draft, Cancellation));
        Done(await _service.SaveAsync(Admin(), added.Destination.Id, 1, Draft with { Name = "First" }, Cancellation));

        Assert.IsType<EditOutcome<SavedDestination>.ChangedMeanwhile>(await _service.SaveAsync(Admin(), added.Destination.Id, 1, Draft with { Name = "Second" }, Cancellation));
        Assert.Equal("First", Assert.Single(_memory.Destinations).Name);
    }

    public static TheoryData<DestinationDraft, string> Wrong => new()
    {
        { Draft with { Name = " " }, "name" },
        { Draft with { Channel = "pigeon" }, "channel" },
        { Draft with { Values = new Dictionary<string, string>() }, "url" },
        { Draft with { Values = new Dictionary<string, string> { ["url"] = "http://hooks.example/" } }, "settings" },
        { Draft with { Values = new Dictionary<string, string> { ["url"] = "https://hooks.example/", ["typo"] = "x" } }, "typo" },
        { Draft with { Values = new Dictionary<string, string> { ["url"] = "https://hooks.example/", ["secret"] = "whsec_short" } }, "secret" },
        { Draft with { Quiet = new(new(22, 0), new(6, 0), "Mars/Olympus") }, "quiet" },
        { Draft with { Quiet = new(new(22, 0), new(22, 0), "Etc/UTC") }, "quiet" },
        { Draft with { Route = new() { Kinds = [NotificationKind.Test] } }, "route" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Add_Wrong_SaysWhichFieldAndWritesNothing(DestinationDraft draft, string field)
    {
        var refused = Assert.IsType<EditOutcome<SavedDestination>.Refused>(await _service.AddAsync(Admin(), draft, Cancellation));

        Assert.Equal([field], refused.Errors.Keys);
        Assert.Empty(_memory.Destinations);
    }

    [FactAttribute]
    public async Task Test_Refused_SaysWhyAndIsInTheLog()
    {
        var added = Done(await _service.AddAsync(Admin(), Draft, Cancellation));
        _channel.Answer = new SendResult("The address answered 500.");

        var (outcome, result) = await _service.TestAsync(Admin(), added.Destination.Id, Cancellation);

        Assert.Equal("The address answered 500.", (Done(outcome), result!.Problem).Problem);
        var (_, log) = await _service.LogAsync(Admin(), added.Destination.Id, Cancellation);
        Assert.True(Assert.Single(log) is { State: DeliveryState.GivenUp, Attempts: 1, Problem: "The address answered 500.", Notification.Kind: NotificationKind.Test });
    }

    [FactAttribute]
    public async Task Everything_ByALesserRole_IsDeniedAndRecorded()
    {
        var added = Done(await _service.AddAsync(Admin(), Draft, Cancellation));
        var actor = new Actor(ActorKind.User, "olga", "olga", _home, PortalRole.Operator, new ClaimsPrincipal());
        _audit.Records.Clear();

        Assert.Null(await _service.ListAsync(actor, Cancellation));
        EditOutcome<SavedDestination>[] outcomes =
        [
            await _service.FindAsync(actor, added.Destination.Id, Cancellation),
            await _service.AddAsync(actor, Draft, Cancellation),
            await _service.SaveAsync(actor, added.Destination.Id, 1, Draft, Cancellation),
            await _service.RotateAsync(actor, added.Destination.Id, Cancellation),
            await _service.RemoveAsync(actor, added.Destination.Id, Cancellation),
            (await _service.TestAsync(actor, added.Destination.Id, Cancellation)).Outcome,
            (await _service.LogAsync(actor, added.Destination.Id, Cancellation)).Outcome,
        ];

        Assert.All(outcomes, one => Assert.Equal(new EditOutcome<SavedDestination>.Denied(PortalRole.Admin), one));
        Assert.Equal(8, _audit.Records.Count(one => one.Action == AuditActions.AccessDenied));
        Assert.Empty(_channel.Sent);
    }

    [FactAttribute]
    public async Task Everything_OfAnotherHome_IsNotThere()
    {
        var added = Done(await _service.AddAsync(Admin(), Draft, Cancellation));
        var stranger = new Actor(ActorKind.User, "eve", "eve", new TenantId(Guid.NewGuid()), PortalRole.Admin, new ClaimsPrincipal());

        Assert.Empty((await _service.ListAsync(stranger, Cancellation))!);
        Assert.IsType<EditOutcome<SavedDestination>.NotFound>(await _service.SaveAsync(stranger, added.Destination.Id, 1, Draft, Cancellation));
        Assert.IsType<EditOutcome<SavedDestination>.NotFound>((await _service.TestAsync(stranger, added.Destination.Id, Cancellation)).Outcome);
        Assert.IsType<EditOutcome<SavedDestination>.NotFound>(await _service.RemoveAsync(stranger, added.Destination.Id, Cancellation));
        Assert.IsType<EditOutcome<SavedDestination>.NotFound>((await _service.LogAsync(stranger, added.Destination.Id, Cancellation)).Outcome);
        Assert.Single(_memory.Destinations);
    }

    private static Actor Admin() => new(ActorKind.User, "ada", "ada", _home, PortalRole.Admin, new ClaimsPrincipal());

    private static SavedDestination Done(EditOutcome<SavedDestination> outcome) => Assert.IsType<EditOutcome<SavedDestination>.Done>(outcome).Value;
}
