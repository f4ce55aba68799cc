using System.Net;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Hosting;
using PinResetPortal.Work.Notifications;

namespace PinResetPortal.Notifications;

/// <summary>A channel is its class and its registration: these two places are all that is added here, and page, API and engine have it.</summary>
public sealed class NewChannelTests(NewChannelTests.Host host) : IClassFixture<NewChannelTests.Host>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Channel_Added_IsTakenByTheApiKeptAndTested()
    {
        using var admin = host.Caller(TestTokens.Application(nameof(PortalRole.Admin)));
        var added = await admin.PostAsync("/api/v1/destinations", Json("""{"name":"Pigeons","channel":"pigeon","settings":{"loft":"North","grain":"wheat"}}"""), Token);
        var destination = await added.JsonAsync(HttpStatusCode.Created);
        Assert.Equal(("North", "grain"), ((string?)destination["settings"]!["loft"], (string?)destination["secrets"]![0]));
        Assert.DoesNotContain("wheat", destination.ToJsonString(), StringComparison.Ordinal);

        var tested = await (await admin.PostAsync($"{added.Headers.Location}/test", null, Token)).JsonAsync();
        Assert.True((bool)tested["accepted"]!);
        Assert.Equal(("North", "wheat"), (host.Pigeons.Last!["loft"], host.Pigeons.Last["grain"]));
        var log = await (await admin.GetAsync($"{added.Headers.Location}/deliveries", Token)).JsonAsync();
        Assert.Equal(("test", "sent"), ((string?)log[0]!["kind"], (string?)log[0]!["state"]));
    }

    [Fact]
    public async Task Channel_FieldMissing_IsSaidByItsTitle()
    {
        using var admin = host.Caller(TestTokens.Application(nameof(PortalRole.Admin)));

        var refused = await (await admin.PostAsync("/api/v1/destinations", Json("""{"name":"Pigeons","channel":"pigeon","settings":{"loft":"North"}}"""), Token)).JsonAsync(HttpStatusCode.BadRequest);

        Assert.Equal("Grain is missing.", (string?)refused["errors"]!["grain"]![0]);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");

    public sealed class Host : PortalHost
    {
        internal PigeonChannel Pigeons { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<INotificationChannel>(Pigeons));
        }
    }

    internal sealed class PigeonChannel : INotificationChannel
    {
        public ChannelValues? Last { get; private set; }

        public string Kind => "pigeon";

        public string Title => "Pigeon";

        public IReadOnlyList<ChannelField> Fields { get; } = [new("loft", "Loft"), new("grain", "Grain", ChannelFieldKind.Secret)];

        public string? WhyNot(ChannelValues values) => null;

        public Task<SendResult> SendAsync(Notification notification, ChannelValues values, CancellationToken cancellationToken)
        {
            Last = values;
            return Task.FromResult(SendResult.Accepted);
        }
    }
}
