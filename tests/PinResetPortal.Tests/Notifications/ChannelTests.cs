using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Configuration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>The channels over real sockets to a server on this machine.</summary>
public sealed class ChannelTests
{
    private const string Secret = "a-secret-of-enough-letters";

    private static readonly Notification _notification = new(
        Guid.NewGuid(), NotificationKind.VerdictChanged, new DateTimeOffset(2026, 11, 22, 9, 0, 0, TimeSpan.Zero), new TenantId(Guid.NewGuid()), "[Contoso](x)", "Contoso: changed.", "Ready", "NotReady");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Webhook_Delivered_IsSignedOverTimestampAndBody()
    {
        await using var receiver = await Receiver.StartAsync(_ => 204);
        await using var services = Services(allowPrivate: true);

        var result = await Send(services, NotificationChannelKind.Webhook, Webhook(services, receiver.Address));

        Assert.Null(result.Problem);
        var (body, headers) = Assert.Single(receiver.Received);
        Assert.Equal($"v1={WebhookChannel.Sign(Secret, headers["X-PinReset-Timestamp"], body)}", headers["X-PinReset-Signature"]);
        Assert.NotEqual(WebhookChannel.Sign(Secret, headers["X-PinReset-Timestamp"], body), WebhookChannel.Sign("another-secret-altogether", headers["X-PinReset-Timestamp"], body));
        Assert.Equal(_notification.Id.ToString(), headers["X-PinReset-Delivery"]);
        Assert.Equal("verdictChanged", (string?)JsonNode.Parse(body)!["kind"]);
        Assert.Equal("NotReady", (string?)JsonNode.Parse(body)!["after"]);
    }

    [Fact]
    public async Task Webhook_ServerFailsOnce_IsSentAgainWithTheSameDelivery()
    {
        var answers = new Queue<int>([503, 200]);
        await using var receiver = await Receiver.StartAsync(_ => answers.Dequeue());
        await using var services = Services(allowPrivate: true);

        Assert.Null((await Send(services, NotificationChannelKind.Webhook, Webhook(services, receiver.Address))).Problem);
        Assert.Single(receiver.Received.Select(one => one.Headers["X-PinReset-Delivery"]).Distinct());
        Assert.Equal(2, receiver.Received.Count);
    }

    [Fact]
    public async Task Webhook_Redirect_IsNotFollowed()
    {
        await using var receiver = await Receiver.StartAsync(_ => 302);
        await using var services = Services(allowPrivate: true);

        Assert.Contains("redirect", (await Send(services, NotificationChannelKind.Webhook, Webhook(services, receiver.Address))).Problem, StringComparison.Ordinal);
        Assert.Single(receiver.Received);
    }

    [Theory]
    [InlineData("https://127.0.0.1:PORT/")]
    [InlineData("https://localhost:PORT/")]
    [InlineData("https://[::1]:PORT/")]
    [InlineData("https://[::ffff:127.0.0.1]:PORT/")]
    public async Task Webhook_PrivateAddress_IsNeverConnectedTo(string url)
    {
        await using var receiver = await Receiver.StartAsync(_ => 200);
        await using var services = Services(allowPrivate: false);

        var result = await Send(services, NotificationChannelKind.Webhook, Webhook(services, url.Replace("PORT", $"{new Uri(receiver.Address).Port}", StringComparison.Ordinal)));

        Assert.Contains("private, link-local or loopback", result.Problem, StringComparison.Ordinal);
        Assert.Empty(receiver.Received);
    }

    [Fact]
    public async Task Mail_PrivateAddress_IsNeverConnectedTo()
    {
        await using var services = Services(allowPrivate: false);
        var settings = new NotificationSettings { Mail = new(Enabled: true, "localhost", 25, From: "portal@fabrikam.example", To: "ada@fabrikam.example") };

        Assert.Contains("private, link-local or loopback", (await Send(services, NotificationChannelKind.Mail, settings)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Webhook_PlainHttp_IsRefused()
    {
        await using var services = Services(allowPrivate: false);

        Assert.Contains("https://", (await Send(services, NotificationChannelKind.Webhook, Webhook(services, "http://example.com/"))).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Teams_Delivered_IsAnAdaptiveCardWithoutLinks()
    {
        await using var receiver = await Receiver.StartAsync(_ => 202);
        await using var services = Services(allowPrivate: true);
        var settings = new NotificationSettings { Teams = new(Enabled: true, services.GetRequiredService<NotificationSecrets>().Protect(receiver.Address)) };

        Assert.Null((await Send(services, NotificationChannelKind.Teams, settings)).Problem);
        var card = JsonNode.Parse(Assert.Single(receiver.Received).Body)!["attachments"]![0]!;
        Assert.Equal("application/vnd.microsoft.card.adaptive", (string?)card["contentType"]);
        Assert.Equal("Contoso: changed.", (string?)card["content"]!["body"]![0]!["text"]);
        Assert.DoesNotContain("[Contoso]", card.ToJsonString(), StringComparison.Ordinal);
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

    private static NotificationSettings Webhook(IServiceProvider services, string url) =>
        new() { Webhook = new(Enabled: true, url, services.GetRequiredService<NotificationSecrets>().Protect(Secret)) };

    private static Task<SendResult> Send(IServiceProvider services, NotificationChannelKind kind, NotificationSettings settings) =>
        services.GetServices<INotificationChannel>().Single(channel => channel.Kind == kind).SendAsync(_notification, settings, Token);

    /// <summary>Every channel there is, so that the next one carries the link as well.</summary>
    [Theory]
    [InlineData("https://pin.example.com")]
    [InlineData(null)]
    public async Task Send_PublicUrl_LeadsBackToTheTenantOnEveryChannel(string? publicUrl)
    {
        await using var receiver = await Receiver.StartAsync(_ => 200);
        await using var services = Services(allowPrivate: true, publicUrl);
        var secrets = services.GetRequiredService<NotificationSecrets>();
        var settings = Webhook(services, receiver.Address) with { Teams = new(Enabled: true, secrets.Protect(receiver.Address)) };
        string[] sent = [MailChannel.Message(_notification, services.GetRequiredService<NotificationLinks>().To(_notification), new("", "a@b.example"), []).TextBody ?? ""];
        foreach (var kind in Enum.GetValues<NotificationChannelKind>().Where(kind => kind != NotificationChannelKind.Mail))
        {
            Assert.Null((await Send(services, kind, settings)).Problem);
            sent = [.. sent, receiver.Received[^1].Body];
        }

        Assert.Equal(Enum.GetValues<NotificationChannelKind>().Length, sent.Length);
        Assert.All(sent, one => Assert.Equal(publicUrl is not null, one.Contains($"https://pin.example.com/tenants/{_notification.TenantId}", StringComparison.Ordinal)));
    }

    private static ServiceProvider Services(bool allowPrivate, string? publicUrl = null)
    {
        var services = new ServiceCollection();
        services.Configure<PortalOptions>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [nameof(PortalOptions.PublicUrl)] = publicUrl }).Build());
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        services.AddPortalNotifications(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Notifications:AllowPrivateAddresses"] = $"{allowPrivate}" }).Build());
        return services.BuildServiceProvider();
    }

    private sealed class Receiver(WebApplication app) : IAsyncDisposable
    {
        public List<(string Body, Dictionary<string, string> Headers)> Received { get; } = [];

        public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        public static async Task<Receiver> StartAsync(Func<string, int> answer)
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var receiver = new Receiver(app);
            app.Run(async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var body = await reader.ReadToEndAsync();
                lock (receiver.Received)
                {
                    receiver.Received.Add((body, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString())));
                    context.Response.StatusCode = answer(body);
                }

                context.Response.Headers.Location = "http://127.0.0.1:1/";
            });
            await app.StartAsync(Token);
            return receiver;
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();
    }
}
