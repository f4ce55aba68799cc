using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Emulator;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra;
using PinResetPortal.Emulator.Importing;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Setup;

/// <summary>An empty tenant at an Emulator, a folder, and the commands as a person runs them.</summary>
internal sealed partial class SetupWorld : IAsyncDisposable
{
    public const string Url = "https://pin.contoso.example";
    private const string Verifier = "a-verifier-that-is-long-enough-for-the-rule-of-43-characters";
    private const string CommandLineTools = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
    private const string Redirect = "http://localhost:51731";
    private const string Scopes = "https://graph.microsoft.com/Application.ReadWrite.All https://graph.microsoft.com/AppRoleAssignment.ReadWrite.All https://graph.microsoft.com/DelegatedPermissionGrant.ReadWrite.All https://graph.microsoft.com/User.ReadBasic.All https://graph.microsoft.com/GroupMember.Read.All https://graph.microsoft.com/Directory.Read.All openid offline_access";

    private readonly RunningEmulator _emulator;
    private readonly HttpClient _client;
    private readonly string _folder = Directory.CreateTempSubdirectory("pinresetportal-setup-").FullName;

    private SetupWorld(RunningEmulator emulator)
    {
        _emulator = emulator;
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = emulator.BaseAddress };
        TenantId = emulator.AddTenant(JsonNode.Parse("""{"displayName":"Contoso","gdap":false,"portalConsent":"none"}""")!.AsObject());
        var id = Tenant.Add("cloud@contoso.example", "Cloud Admin", RoleTemplates.CloudApplicationAdministrator);
        Tenant.AddPlain("pia@contoso.example", "Pia Plain");
        Assert.NotEmpty(id);
    }

    public Guid TenantId { get; }

    /// <summary>What is said from outside: where Entra is, and where the files lie.</summary>
    public Dictionary<string, string?> Base => new()
    {
        ["Emulator:Enabled"] = "true",
        ["Emulator:Url"] = _emulator.BaseAddress.GetLeftPart(UriPartial.Authority),
        ["Storage:Path"] = _folder,
    };

    /// <summary>What the commands find registered besides.</summary>
    public Action<IServiceCollection>? Services { get; set; }

    public EmulatedTenant Tenant => _emulator.Services.GetRequiredService<EmulatorState>().Find(TenantId)!;

    public string File => Path.Combine(_folder, "portal.json");

    public string SecretFile => Path.Combine(_folder, "secrets", "AzureAd__ClientCredentials__0__ClientSecret");

    public string Admin => Tenant.FindCopy(TenantObjects.Users, user => user["displayName"]!.GetValue<string>() == "Contoso administrator")!["userPrincipalName"]!.GetValue<string>();

    public JsonObject Settings => JsonNode.Parse(System.IO.File.ReadAllText(File))!.AsObject();

    /// <param name="emulator">What the Emulator has besides.</param>
    public static async Task<SetupWorld> StartAsync(Action<IServiceCollection>? emulator = null) =>
        new(await EmulatorApplication.StartAsync(new EmulatorOptions { Url = new Uri("http://localhost:0"), ConfigureServices = emulator }, TestContext.Current.CancellationToken));

    /// <summary>Runs a command with the administrator's token.</summary>
    public async Task<CommandEnd> RunAsync(string line, string? user = null, string answers = "")
    {
        var token = Path.Combine(_folder, $"token-{Guid.NewGuid():N}");
        await System.IO.File.WriteAllTextAsync(token, await TokenAsync(user ?? Admin), TestContext.Current.CancellationToken);
        return await RunPlainAsync($"{line} --access-token-file {token}", answers);
    }

    /// <param name="browse">What somebody does with an address that the command opens.</param>
    public async Task<CommandEnd> RunPlainAsync(string line, string answers = "", Func<Uri, string, Task>? browse = null, params (string Key, string? Value)[] more)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        using var running = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var browsed = Task.CompletedTask;
        var code = await PortalCommands.RunAsync(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            new CommandConsole(new StringReader(answers), TextWriter.Synchronized(output), error, IsInteractive: answers.Length > 0),
            builder => Configure(builder, more),
            browse is null ? null : address => browsed = BrowseAsync(address),
            running.Token);
        await browsed;
        return new(code, output.ToString(), error.ToString());

        // A browser that broke never comes back: the command would wait for it without end.
        async Task BrowseAsync(Uri address)
        {
            try
            {
                await browse!(address, output.ToString());
            }
            catch
            {
                await running.CancelAsync();
                throw;
            }
        }
    }

    public Browser OpenBrowser() => new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = _emulator.BaseAddress });

    /// <summary>A token of the public client, for the rights that registering takes.</summary>
    public async Task<string> TokenAsync(string user)
    {
        var browser = OpenBrowser();
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
        await browser.OpenAsync(QueryHelpers.AddQueryString("/organizations/oauth2/v2.0/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = CommandLineTools,
            ["response_type"] = "code",
            ["redirect_uri"] = Redirect,
            ["response_mode"] = "query",
            ["scope"] = Scopes,
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
        }));
        await SignInAsync(browser, user);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["client_id"] = CommandLineTools,
            ["code"] = browser.Returned["code"],
            ["redirect_uri"] = Redirect,
            ["code_verifier"] = Verifier,
            ["scope"] = Scopes,
        });
        using var answer = await _client.PostAsync(new Uri("/organizations/oauth2/v2.0/token", UriKind.Relative), form, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["access_token"]!.GetValue<string>();
    }

    public static async Task SignInAsync(Browser browser, string user)
    {
        await browser.SubmitAsync(("step", "account"), ("user", user));
        if (browser.Heading == "Permissions requested")
        {
            await browser.SubmitAsync(("step", "consent"), ("prompt", "1"), ("decision", "accept"));
        }
    }

    /// <summary>Sends as the administrator.</summary>
    public async Task<JsonObject> GraphAsync(string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new(method), new Uri("/v1.0/" + path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(Admin));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>What was written to Graph, in order.</summary>
    public async Task<IReadOnlyList<string>> WritesAsync()
    {
        var text = await _client.GetStringAsync(new Uri("/_control/requests?since=0", UriKind.Relative), TestContext.Current.CancellationToken);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
                .Select(one => (Method: one["method"]!.GetValue<string>(), Path: one["path"]!.GetValue<string>()))
                .Where(one => one.Method is not "GET" && one.Path.StartsWith("/v1.0/", StringComparison.Ordinal))
                .Select(one => $"{one.Method} {Ids().Replace(one.Path, "…")}"),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _emulator.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void Configure(WebApplicationBuilder builder, (string Key, string? Value)[] more)
    {
        builder.Environment.EnvironmentName = "Test";
        builder.Configuration.AddInMemoryCollection(Base);
        Services?.Invoke(builder.Services);
        builder.Configuration.AddInMemoryCollection(more.Select(one => KeyValuePair.Create(one.Key, one.Value)));
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Ids();
}

internal sealed record CommandEnd(int Code, string Out, string Error);

internal static class TenantPeople
{
    public static string AddPlain(this EmulatedTenant tenant, string upn, string name)
    {
        var user = TenantDefaults.User(tenant.Id, upn, name);
        tenant.Add(TenantObjects.Users, user);
        return user["id"]!.GetValue<string>();
    }

    public static string Add(this EmulatedTenant tenant, string upn, string name, Guid role)
    {
        var id = tenant.AddPlain(upn, name);
        TenantDefaults.AddToRole(tenant, role, id);
        return id;
    }
}
