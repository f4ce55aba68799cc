using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>The channels over real sockets to a server on this machine.</summary>
public sealed class ChannelTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly Notification _notification = new(
        Guid.NewGuid(), new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero), new TenantId(Guid.NewGuid()), "[Contoso](x) <!channel> & Co", "Contoso: changed.",
        NotificationSeverity.Warning, "x", new TestData());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Webhook_ServerFailsOnce_IsSentAgainWithTheSameId()
    {
        var answers = new Queue<int>([503, 200]);
        await using var receiver = await Receiver.StartAsync(_ => answers.Dequeue());
        await using var services = Services(allowPrivate: true);

        Assert.Null((await Send(services, "webhook", Webhook(receiver.Address))).Problem);
        Assert.Single(receiver.Received.Select(one => one.Headers["webhook-id"]).Distinct());
        Assert.Equal(2, receiver.Received.Count);
    }

    [Fact]
    public async Task Webhook_Redirect_IsNotFollowed()
    {
        await using var receiver = await Receiver.StartAsync(_ => 302);
        await using var services = Services(allowPrivate: true);

        Assert.Contains("redirect", (await Send(services, "webhook", Webhook(receiver.Address))).Problem, StringComparison.Ordinal);
        Assert.Single(receiver.Received);
    }

    [Theory]
    [InlineData("https://127.0.0.1:PORT/")]
    [InlineData("https://localhost:PORT/")]
    [InlineData("https://[::1]:PORT/")]
    [InlineData("https://[::ffff:127.0.0.1]:PORT/")]
    [InlineData("https://[::]:PORT/")]
    [InlineData("https://0.0.0.0:PORT/")]
    [InlineData("https://2130706433:PORT/")]
    [InlineData("https://0x7f000001:PORT/")]
    [InlineData("https://0177.0.0.1:PORT/")]
    [InlineData("https://127.1:PORT/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    public async Task Webhook_PrivateAddress_IsNeverConnectedTo(string url)
    {
        await using var receiver = await Receiver.StartAsync(_ => 200);
        await using var services = Services(allowPrivate: false);

        // Every channel that takes an address, the next one included.
        foreach (var channel in services.GetServices<INotificationChannel>().Where(one => one.Fields.Any(field => field.Name == "url")))
        {
            var result = await channel.SendAsync(_notification, Webhook(url.Replace("PORT", $"{new Uri(receiver.Address).Port}", StringComparison.Ordinal)), Token);

            Assert.Contains("private, link-local or loopback", result.Problem, StringComparison.Ordinal);
        }

        Assert.Empty(receiver.Received);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("2130706433")]
    [InlineData("127.1")]
    public async Task Mail_PrivateAddress_IsNeverConnectedTo(string host)
    {
        await using var services = Services(allowPrivate: false);
        var values = Values(("host", host), ("port", "25"), ("from", "portal@fabrikam.example"), ("to", "ada@fabrikam.example"));

        Assert.Contains("private, link-local or loopback", (await Send(services, "mail", values)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_PlainHttp_IsRefused()
    {
        await using var services = Services(allowPrivate: false);

        Assert.Contains("https://", (await Send(services, "webhook", Webhook("http://example.com/"))).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teams_Delivered_IsAnAdaptiveCardWithoutLinks()
    {
        await using var receiver = await Receiver.StartAsync(_ => 202);
        await using var services = Services(allowPrivate: true);
        Assert.Null((await Send(services, "teams", Values(("url", receiver.Address)))).Problem);
        var card = JsonNode.Parse(Assert.Single(receiver.Received).Body)!["attachments"]![0]!;
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)card["contentType"]);
        Assert.Equal("Contoso: changed.", (string?)card["content"]!["body"]![0]!["text"]);
        Assert.DoesNotContain("[Contoso]", card.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slack_Delivered_CallsNobody()
    {
        await using var receiver = await Receiver.StartAsync(_ => 200);
        await using var services = Services(allowPrivate: true);

        Assert.Null((await Send(services, "slack", Values(("url", receiver.Address)))).Problem);
        var text = (string?)JsonNode.Parse(Assert.Single(receiver.Received).Body)!["text"];
        Assert.StartsWith("Contoso: changed.\nTenant: [Contoso](x) &lt;!channel&gt; &amp; Co\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("93.184.216.34", true)]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946", true)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("168.63.129.16", false)]
    [InlineData("168.63.129.17", true)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    public void Address_ByNetwork_IsPublicOrNot(string address, bool expected) => Assert.Equal(expected, GuardedConnections.IsPublic(IPAddress.Parse(address)));

    private static ChannelValues Webhook(string url) => Values(("url", url), ("secret", Secret));

    private static ChannelValues Values(params (string Field, string Value)[] values) => new(values.ToDictionary(one => one.Field, one => one.Value), new Dictionary<string, string>());

    private static Task<SendResult> Send(IServiceProvider services, string kind, ChannelValues values) =>
        Of(services, kind).SendAsync(_notification, values, Token);

    internal static INotificationChannel Of(IServiceProvider services, string kind) => services.GetServices<INotificationChannel>().Single(channel => channel.Kind == kind);

    /// <summary>Every channel there is, so that the next one carries the link as well.</summary>
    [Theory]
    [InlineData("https://pin.example.com")]
    [InlineData(null)]
    public async Task Send_PublicUrl_LeadsBackToTheTenantOnEveryChannel(string? publicUrl)
    {
        await using var receiver = await Receiver.StartAsync(_ => 200);
        await using var services = Services(allowPrivate: true, publicUrl);
        List<string> sent = [MailChannel.Text(_notification, services.GetRequiredService<NotificationLinks>().To(_notification))];
        var channels = services.GetServices<INotificationChannel>().ToList();
        foreach (var channel in channels.Where(channel => channel.Kind != "mail"))
        {
            Assert.Null((await channel.SendAsync(_notification, Webhook(receiver.Address), Token)).Problem);
            sent.Add(receiver.Received[^1].Body);
        }

        Assert.Equal(channels.Count, sent.Count);
        Assert.All(sent, one => Assert.Equal(publicUrl is not null, one.Contains($"https://pin.example.com/tenants/{_notification.TenantId}", StringComparison.Ordinal)));
    }

    /// <summary>What the registry of channels must keep, the next one included.</summary>
    [Fact]
    public async Task Channels_All_HaveFieldsThatAreUnique()
    {
        await using var services = Services(allowPrivate: false);
        var channels = services.GetServices<INotificationChannel>().ToList();

        Assert.Equal(["webhook", "teams", "slack", "mail"], channels.Select(channel => channel.Kind));
        Assert.All(channels, channel =>
        {
            Assert.Equal(channel.Fields.Count, channel.Fields.Select(field => field.Name).Distinct().Count());
            Assert.All(channel.Fields.SelectMany(field => field.OnlyFor), name => Assert.Contains(channel.Fields, field => field.Name == name && !field.IsSecret));
            Assert.NotNull(channel.WhyNot(Values()));
        });
    }

    internal static ServiceProvider Services(bool allowPrivate, string? publicUrl = null)
    {
        var services = new ServiceCollection();
        services.Configure<PortalOptions>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [nameof(PortalOptions.PublicUrl)] = publicUrl }).Build());
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddPortalNotifications(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Notifications:AllowPrivateAddresses"] = $"{allowPrivate}" }).Build());
        return services.BuildServiceProvider();
    }
}
