using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Emulator;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra;
using PinResetPortal.Emulator.Scenarios;
using PinResetPortal.Emulator.Tokens;
using PinResetPortal.Hosting;
using PinResetPortal.Setup;
using PinResetPortal.SignIn;

namespace PinResetPortal.Identity;

/// <summary>
/// The composed portal over an Emulator, with which it speaks HTTP: sign-in, tokens, Graph. It can be stopped and started again over the same
/// database; Entra and Graph live on.
/// </summary>
public sealed class EmulatedPortal : IAsyncLifetime
{
    public const string Operator = "olive@fabrikam-msp.example";

    private const string Url = "http://localhost:5080";
    private const string SignedIn = Url + "/signin-oidc";

    private readonly string _folder = Directory.CreateTempSubdirectory("pinresetportal-identity-").FullName;
    private RunningEmulator? _emulator;
    private HttpClient? _toEmulator;
    private Host? _host;

    public static TenantId Partner { get; } = TenantId.Parse("11111111-1111-4111-8111-111111111111");

    internal IServiceProvider Services => Started(_host).Services;

    internal EmulatorState State => Started(_emulator).Services.GetRequiredService<EmulatorState>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _emulator = await EmulatorApplication.StartAsync(new EmulatorOptions { Url = new Uri("http://localhost:0"), PortalBaseUrl = new Uri(Url) }, Token);
        _toEmulator = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _emulator.BaseAddress };
        Start();
    }

    public void Start()
    {
        _host = new Host(_folder, Started(_emulator).BaseAddress);
        Assert.NotNull(_host.Server);
    }

    /// <summary>In order, as a deployment does it.</summary>
    public ValueTask StopAsync() => Started(_host).DisposeAsync();

    /// <summary>Entra and Graph are away, and the portal is started without them.</summary>
    public async Task StartWithoutEntraAsync()
    {
        await StopAsync();
        await Started(_emulator).DisposeAsync();
        Start();
    }

    /// <summary>Without order: nothing says any more that the work that was under way may go on by itself.</summary>
    public async Task KillAsync()
    {
        await StopAsync();
        foreach (var table in new[] { "Operations", "BulkRepairs" })
        {
            Assert.True(await SqlAsync($"""UPDATE "{table}" SET "MayGoOn" = 0""") >= 0);
        }
    }

    /// <summary>What a column holds in the database, in all rows.</summary>
    public Task<IReadOnlyList<string>> ReadAsync(string table, string column) => QueryAsync($"""SELECT "{column}" FROM "{table}" """);

    /// <summary>The first column of what is found.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(Token);
        var found = new List<string>();
        while (await reader.ReadAsync(Token))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    public async Task<int> SqlAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>A customer in one of the states of the demo, with an id of its own.</summary>
    public async Task<TenantId> AddTenantAsync(string scenario = "nothing-consented")
    {
        var shape = ScenarioCatalog.All.Single(one => one.Key == scenario) with { TenantId = Guid.NewGuid() };
        var id = Started(_emulator).AddTenant(shape.Document(TimeProvider.System.GetUtcNow()));
        using var automation = Caller(await ApplicationTokenAsync());
        using var customers = await automation.GetAsync("/api/v1/tenants?refresh=true", Token);
        await customers.JsonAsync();
        return new(id);
    }

    public async Task<HttpClient> PersonAsync(string user = Operator) => Caller(await PersonTokenAsync(user));

    public async Task<HttpClient> ApplicationAsync() => Caller(await ApplicationTokenAsync());

    public HttpClient Caller(string token)
    {
        var client = Started(_host).CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false, BaseAddress = new(Url) });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>A token for the portal's API, as a person has it who signed in to some program.</summary>
    public async Task<string> PersonTokenAsync(string user)
    {
        var browser = OpenBrowser();
        await browser.OpenAsync(QueryHelpers.AddQueryString("/organizations/oauth2/v2.0/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = DemoRegistrations.PortalId,
            ["response_type"] = "code",
            ["redirect_uri"] = SignedIn,
            ["response_mode"] = "query",
            ["scope"] = "api://pinresetportal/access_as_user openid offline_access",
        }));
        await SetupWorld.SignInAsync(browser, user);
        return await TokenAsync(("grant_type", "authorization_code"), ("client_id", DemoRegistrations.PortalId), ("client_secret", "demo-portal-secret"), ("code", browser.Returned["code"]), ("redirect_uri", SignedIn));
    }

    public Task<string> ApplicationTokenAsync() =>
        TokenAsync(("grant_type", "client_credentials"), ("client_id", DemoRegistrations.AutomationId), ("client_secret", "demo-automation-secret"), ("scope", "api://pinresetportal/.default"));

    /// <summary>Somebody who signs in on the portal's pages, as their circuit has them.</summary>
    public async Task<Actor> SignInAsync(string user = Operator)
    {
        var jar = new CookieContainer();
        using var client = Started(_host).CreateDefaultClient(new Uri(Url), new CookieContainerHandler(jar));
        using var leaving = await client.GetAsync("/authentication/login", Token);
        var browser = OpenBrowser();
        await browser.OpenAsync(leaving.Headers.Location?.PathAndQuery ?? throw new InvalidOperationException($"No way to Entra: {(int)leaving.StatusCode}."));
        await SetupWorld.SignInAsync(browser, user);
        using var form = new FormUrlEncodedContent(browser.Returned);
        using var back = await client.PostAsync("/signin-oidc", form, Token);
        Assert.Equal("/", back.Headers.Location?.OriginalString);

        await using var scope = Services.CreateAsyncScope();
        var request = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        request.Request.Headers.Cookie = jar.GetCookieHeader(new Uri(Url));
        var ticket = await request.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return ActorFactory.From(ticket.Principal ?? throw new InvalidOperationException("Not signed in.")) ?? throw new InvalidOperationException("Nobody.");
    }

    public async Task FaultsAsync(string json)
    {
        using var answer = await Started(_toEmulator).PostAsJsonAsync("/_control/faults", JsonNode.Parse(json), Token);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What Entra and Graph received, the newest last.</summary>
    public async Task<IReadOnlyList<JsonNode>> RequestsAsync()
    {
        var lines = await Started(_toEmulator).GetStringAsync("/_control/requests?since=0", Token);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    /// <summary>What was sent to change a tenant.</summary>
    public async Task<int> WritesAsync(TenantId tenant) => (await RequestsAsync()).Count(one =>
        (string?)one["tenantId"] == tenant.ToString() && (string?)one["method"] is "POST" or "PATCH" or "PUT" or "DELETE"
        && (string?)one["path"] is { } path && (path.StartsWith("/v1.0/", StringComparison.Ordinal) || path.StartsWith("/beta/", StringComparison.Ordinal))
        && !path.EndsWith("/$batch", StringComparison.Ordinal) && !path.Contains("/reports/", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await (_host?.DisposeAsync() ?? ValueTask.CompletedTask);
        _toEmulator?.Dispose();
        await (_emulator?.DisposeAsync() ?? ValueTask.CompletedTask);
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static T Started<T>(T? part) => part ?? throw new InvalidOperationException("Not started.");

    private Browser OpenBrowser() => new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Started(_emulator).BaseAddress });

    private async Task<string> TokenAsync(params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var answer = await Started(_toEmulator).PostAsync($"/{Partner}/oauth2/v2.0/token", form, Token);
        return (await answer.JsonAsync())["access_token"]!.GetValue<string>();
    }

    private async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "portal.db")};Pooling=False;Default Timeout=10");
        await connection.OpenAsync(Token);
        return connection;
    }

    private sealed class Host(string folder, Uri emulator) : WebApplicationFactory<IChallengeLinks>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Test");
            builder.ConfigureLogging(logging => logging.ClearProviders());
            builder.UseSetting("Emulator:Enabled", "true");
            builder.UseSetting("Emulator:Url", emulator.GetLeftPart(UriPartial.Authority));

            // Another name of the same cloud: how issuers are judged is kept for the whole process by the host of sign-in, together with the way to it, and the other hosts of these tests have no Emulator.
            builder.UseSetting("AzureAd:Instance", "https://login.windows.net/");
            builder.UseSetting("AzureAd:ClientId", DemoRegistrations.PortalId);
            builder.UseSetting("AzureAd:ClientCredentials:0:SourceType", "ClientSecret");
            builder.UseSetting("AzureAd:ClientCredentials:0:ClientSecret", "demo-portal-secret");
            builder.UseSetting("Portal:ApiIdentifier", "api://pinresetportal");
            builder.UseSetting("Portal:AllowedTenants:0", Partner.ToString());
            builder.UseSetting("Operations:UncertainWindow", "00:00:03");
            builder.UseSetting("Storage:Path", folder);
        }
    }
}
