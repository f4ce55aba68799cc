using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Hosting;

/// <summary>What an operator sees who sets Logging:LogLevel:Default to Trace: everything but tokens, secrets and people. The endpoints come from the portal itself.</summary>
public sealed class LogSecrecyTests
{
    private const string ClientSecret = "zorblax-client-secret";

    private const string Person = "zita.zorblax@northwind.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [FactAttribute]
    public async Task EveryEndpoint_AtTrace_LogsNoTokenSecretOrPerson()
    {
        using var host = new TracedHost();
        var token = TestTokens.Person("Admin");
        using var program = host.Caller(token);
        using var browser = host.SignedIn(PortalRole.Admin, sid: "zorblax-session");
        foreach (var route in PortalRoute.All(host.Services).Where(route => !route.IsStatic && route.Pattern is not "/authentication/login" and not "/authentication/challenge"))
        {
            using var request = route.Request(PortalHost.Samples, FakeTenantCatalog.Customer);
            using var answer = await (route.IsApi ? program : browser).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        }

        using var pasted = new StringContent($$"""{"text":"CAA20004 {{Person}}"}""", Encoding.UTF8, "application/json");
        using var diagnosed = await program.PostAsync("/api/v1/diagnose", pasted, Token);
        using var searched = await program.GetAsync($"{Tenant}/people?search={Person}", Token);
        using var forged = await host.Caller(TestTokens.Application("Admin", forged: true)).GetAsync(Tenant, Token);
        await TestDestinationAsync(program);
        using var told = await browser.GetAsync("/signout-oidc?sid=zorblax-session", Token);

        var cookie = browser.DefaultRequestHeaders.GetValues("Cookie").Single().Split('=', 2)[1];
        string[] secrets = [token, token.Split('.')[1], cookie, ClientSecret, Person, "olga@fabrikam.example", "zorblax"];
        var lines = host.Log.Lines.ToList();
        Assert.True(lines.Count > 100, $"{lines.Count} lines");
        Assert.Empty(lines.Where(line => secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase))).Select(line => line[..Math.Min(line.Length, 300)]).Take(10));
    }

    /// <summary>The address of such a webhook is its key.</summary>
    private static async Task TestDestinationAsync(HttpClient program)
    {
        using var body = new StringContent("""{"name":"Chat","channel":"slack","settings":{"url":"https://localhost/services/zorblax-key"}}""", Encoding.UTF8, "application/json");
        using var made = await program.PostAsync("/api/v1/destinations", body, Token);
        using var tested = await program.PostAsync($"/api/v1/destinations/{(string?)(await made.JsonAsync(System.Net.HttpStatusCode.Created))["id"]}/test", null, Token);
        Assert.Contains("private, link-local or loopback", (string?)(await tested.JsonAsync())["problem"], StringComparison.Ordinal);
    }

    private static string Tenant => $"/api/v1/tenants/{FakeTenantCatalog.Customer}";

    private sealed class TracedHost : PortalHost
    {
        public Recorder Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("AzureAd:ClientCredentials:0:ClientSecret", ClientSecret);
            builder.UseSetting("Logging:LogLevel:Default", "Trace");
            builder.ConfigureLogging(logging => logging.AddProvider(Log));
        }
    }

    /// <summary>Messages with their values, scopes and exceptions.</summary>
    private sealed class Recorder : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IEnumerable<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            _lines.Enqueue($"scope {Values(state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {Values(state)} {exception}");

        public void Dispose()
        {
        }

        private static string Values(object? state) => state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values.Select(pair => $"{pair.Key}={pair.Value}")) : $"{state}";
    }
}
