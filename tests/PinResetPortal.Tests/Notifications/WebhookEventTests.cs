using System.Net.Mime;
using System.Text;
using System.Text.Json;
using CloudNative.CloudEvents.SystemTextJson;
using Microsoft.AspNetCore.Http;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Operations;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

namespace PinResetPortal.Notifications;

/// <summary>What a receiver gets, checked with libraries that know nothing of the portal.</summary>
public sealed class WebhookEventTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Before = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private const string Others = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static readonly TenantId _tenant = new(Guid.NewGuid());
    private static readonly DateTimeOffset _at = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    internal static IReadOnlyList<EventData> Samples =>
    [
        new ProblemOpened("policy.conflict", "Conflicting policies", true),
        new ProblemRecovered("policy.conflict", "Conflicting policies", true, FindingStatus.NeedsAttention),
        new StageChanged(TenantStage.SetUp, TenantStage.RollingOut, []),
        new TenantUnread(_at, _at.AddDays(-1)),
        new RelationshipChanged(RelationshipState.Expiring, _at),
        new CredentialEnding(true, _at, 3),
        new RolloutFinished(true, _at, TenantStage.Ready),
        new ScanFinished(Guid.NewGuid(), 5, 2, 1, 1, 1),
        new RepairEnded(Guid.NewGuid(), OperationKind.Fix, OperationState.NotYetVisible, ["policy.conflict"]),
        new TestData(),
        new Digest([new(Guid.NewGuid(), "pinresetportal.test", _at, _tenant, "x", "Told.")]),
    ];

    public static TheoryData<NotificationKind> Kinds => [.. Enum.GetValues<NotificationKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Webhook_EveryKind_IsACloudEventWithASignature(NotificationKind kind)
    {
        var notification = Of(Samples.Single(sample => sample.Kind == kind));
        var (body, headers) = await SendAsync(notification, new Dictionary<string, string>());

        new StandardWebhook(Secret).Verify(body, headers);
        Assert.ThrowsAny<WebhookVerificationException>(() => new StandardWebhook(Others).Verify(body, headers));
        Assert.ThrowsAny<WebhookVerificationException>(() => new StandardWebhook(Secret).Verify(body + " ", headers));
        Assert.Equal(notification.Id.ToString(), headers["webhook-id"]);
        Assert.Equal("application/cloudevents+json; charset=utf-8", headers.ContentType);

        var read = new JsonEventFormatter().DecodeStructuredModeMessage(Encoding.UTF8.GetBytes(body), new ContentType(headers.ContentType.ToString()), extensionAttributes: null);
        Assert.True(read.IsValid);
        Assert.Equal(
            (notification.Id.ToString(), new Uri("https://pin.example.com"), NotificationKinds.Of(kind).Type, $"tenants/{_tenant}", _at),
            (read.Id!, read.Source!, read.Type!, read.Subject!, read.Time!.Value));
        Assert.Equal(("the key", "WARN", "13"), ((string?)read["dedupekey"], (string?)read["severitytext"], $"{read["severitynumber"]}"));
        var data = Assert.IsType<JsonElement>(read.Data);
        Assert.Equal(("Said.", $"{_tenant}", $"https://pin.example.com/tenants/{_tenant}"), (Text(data, "summary"), Text(data, "tenantId"), Text(data, "link")));
    }

    [Fact]
    public async Task Webhook_SecretIsBeingReplaced_EitherOneFits()
    {
        var (body, headers) = await SendAsync(Of(new TestData()), new Dictionary<string, string> { ["secret"] = Before });

        new StandardWebhook(Secret).Verify(body, headers);

        // This library never looks at the last of several (1.1.2): there it gets them the other way round.
        headers["webhook-signature"] = string.Join(' ', headers["webhook-signature"].ToString().Split(' ').Reverse());
        new StandardWebhook(Before).Verify(body, headers);
        Assert.ThrowsAny<WebhookVerificationException>(() => new StandardWebhook(Others).Verify(body, headers));
    }

    /// <summary>A secret of the version before is a text of any kind: receivers put its base64 behind the prefix.</summary>
    [Fact]
    public async Task Webhook_SecretFromBefore_IsTakenAsItStands()
    {
        var (body, headers) = await SendAsync(Of(new TestData()), new Dictionary<string, string>(), "a-secret-of-enough-letters");

        new StandardWebhook($"whsec_{Convert.ToBase64String(Encoding.UTF8.GetBytes("a-secret-of-enough-letters"))}").Verify(body, headers);
    }

    /// <summary>Closed sets are spelled as the API spells them, whatever is added.</summary>
    [Fact]
    public void Enums_OfAllKinds_AreSpelledAsInTheApi()
    {
        var sets = typeof(EventData).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(EventData)) && !type.IsAbstract)
            .SelectMany(type => type.GetProperties()).Select(property => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType)
            .Where(type => type.IsEnum && type != typeof(NotificationKind)).Distinct().ToList();

        Assert.NotEmpty(sets);
        Assert.All(sets, set => Assert.All(
            Enum.GetValues(set).Cast<object>(),
            value => Assert.Equal(ApiWord(set, value), JsonSerializer.SerializeToElement(value, set, CloudEvent.Json).GetString())));
    }

    private static string? ApiWord(Type set, object value) =>
        (string?)typeof(Api.Calls.ApiJson).GetMethod(nameof(Api.Calls.ApiJson.Word))!.MakeGenericMethod(set).Invoke(null, [value]);

    private static Notification Of(EventData data) => new(Guid.NewGuid(), _at, _tenant, "Contoso", "Said.", NotificationSeverity.Warning, "the key", data);

    private static string? Text(JsonElement data, string name) => data.GetProperty(name).GetString();

    private static async Task<(string Body, IHeaderDictionary Headers)> SendAsync(Notification notification, Dictionary<string, string> previous, string secret = Secret)
    {
        await using var receiver = await Receiver.StartAsync(_ => 204);
        await using var services = ChannelTests.Services(allowPrivate: true, "https://pin.example.com");
        var values = new ChannelValues(new Dictionary<string, string> { ["url"] = receiver.Address, ["secret"] = secret }, previous);

        Assert.Null((await ChannelTests.Of(services, "webhook").SendAsync(notification, values, TestContext.Current.CancellationToken)).Problem);

        var (body, headers) = Assert.Single(receiver.Received);
        return (body, new HeaderDictionary(headers.ToDictionary(one => one.Key, one => new Microsoft.Extensions.Primitives.StringValues(one.Value), StringComparer.OrdinalIgnoreCase)));
    }
}
