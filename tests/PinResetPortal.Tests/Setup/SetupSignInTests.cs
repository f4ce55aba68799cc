using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra;

namespace PinResetPortal.Setup;

/// <summary>Every way in which whoever runs <c>setup</c> signs in, followed as a person would.</summary>
public sealed partial class SetupSignInTests
{
    private const string Least = $"setup --url {SetupWorld.Url} --yes";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Setup_DeviceCode_SignsInOnAnotherDevice()
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunPlainAsync($"{Least} --device-code", browse: async (page, said) =>
        {
            var browser = world.OpenBrowser();
            await browser.OpenAsync(page.PathAndQuery);
            await browser.SubmitAsync(("otc", Code().Match(said).Groups[1].Value));
            await browser.OpenAsync(browser.Location.OriginalString);
            await SetupWorld.SignInAsync(browser, world.Admin);
            await browser.OpenAsync(browser.Location.PathAndQuery);
        });

        await IsSetUpAsync(world, end);
    }

    [Fact]
    public async Task Setup_Browser_SignsInWithACodeAndItsProof()
    {
        await using var world = await SetupWorld.StartAsync();
        using var az = AzureCli.SignedOut();
        string? challenge = null;

        var end = await world.RunPlainAsync(Least, browse: async (page, _) =>
        {
            var asked = QueryHelpers.ParseQuery(page.Query);
            challenge = $"{asked["code_challenge_method"]} {asked["code_challenge"]}";
            var browser = world.OpenBrowser();
            await browser.OpenAsync(page.PathAndQuery);
            await SetupWorld.SignInAsync(browser, world.Admin);
            await ReturnAsync(browser, new Uri(asked["redirect_uri"].ToString()));
        });

        await IsSetUpAsync(world, end);
        Assert.Matches("^S256 .{43}$", challenge);
    }

    [Fact]
    public async Task Setup_AzureCliSession_IsUsedAndNoBrowserOpens()
    {
        await using var world = await SetupWorld.StartAsync();
        using var az = AzureCli.With(await world.TokenAsync(world.Admin));

        var end = await world.RunPlainAsync(Least, browse: (_, _) => throw new InvalidOperationException("A browser was opened."));

        await IsSetUpAsync(world, end);
        Assert.Contains("Using the Azure CLI's session.", end.Out, StringComparison.Ordinal);
        Assert.Contains("https://graph.microsoft.com", az.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_PersonCancels_IsToldInOneSentence()
    {
        await using var world = await SetupWorld.StartAsync();
        using var az = AzureCli.SignedOut();

        var end = await world.RunPlainAsync(Least, browse: async (page, _) =>
        {
            using var client = OnceItListens();
            var asked = QueryHelpers.ParseQuery(page.Query);
            using var answer = await client.GetAsync(new Uri(QueryHelpers.AddQueryString(asked["redirect_uri"].ToString(), new Dictionary<string, string?>
            {
                ["error"] = "access_denied",
                ["error_description"] = "AADSTS65004: User declined to consent to access the app.",
                ["state"] = asked["state"],
            })), Token);
        });

        Assert.Equal(ExitCodes.Failed, end.Code);
        Assert.Contains("Signing in did not work", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
        Assert.Empty(await world.WritesAsync());
    }

    [Fact]
    public async Task Setup_ManagedIdentity_IsTrustedAndNothingIsKept()
    {
        const string clientId = "77777777-7777-4777-8777-000000000001";
        const string objectId = "77777777-7777-4777-8777-000000000002";
        await using var world = await SetupWorld.StartAsync();
        world.Tenant.Add(TenantObjects.ServicePrincipals, new JsonObject { ["id"] = objectId, ["appId"] = clientId, ["displayName"] = "portal-identity", ["servicePrincipalType"] = "ManagedIdentity", ["accountEnabled"] = true });

        var end = await world.RunAsync($"{Least} --credential managed-identity:{clientId}");
        var again = await world.RunAsync($"{Least} --credential managed-identity:{clientId}");

        Assert.True(end.Code == ExitCodes.Done, end.Out + end.Error);
        var settings = world.Settings["AzureAd"]!;
        Assert.Equal("SignedAssertionFromManagedIdentity", settings["ClientCredentials"]![0]!["SourceType"]!.GetValue<string>());
        Assert.Equal(clientId, settings["ClientCredentials"]![0]!["ManagedIdentityClientId"]!.GetValue<string>());
        Assert.False(File.Exists(world.SecretFile));
        var application = await world.GraphAsync("GET", $"applications(appId='{settings["ClientId"]}')");
        var trusted = Assert.Single((await world.GraphAsync("GET", $"applications/{application["id"]}/federatedIdentityCredentials"))["value"]!.AsArray())!;
        Assert.Equal((objectId, "api://AzureADTokenExchange"), (trusted["subject"]!.GetValue<string>(), trusted["audiences"]![0]!.GetValue<string>()));
        Assert.EndsWith($"/{world.TenantId}/v2.0", trusted["issuer"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(application["passwordCredentials"]!.AsArray());
        Assert.Empty(application["keyCredentials"]!.AsArray());
        Assert.Contains("nothing was proved here", end.Out, StringComparison.Ordinal);
        Assert.Contains("there is nothing to send", again.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_ManagedIdentityOfNobody_IsToldBeforeAnythingIsSent()
    {
        await using var world = await SetupWorld.StartAsync();

        var end = await world.RunAsync($"{Least} --credential managed-identity:{Guid.NewGuid()}");

        Assert.Equal(ExitCodes.BadInput, end.Code);
        Assert.Contains("has no managed identity with the client id", end.Error, StringComparison.Ordinal);
        Assert.Empty(await world.WritesAsync());
    }

    private static async Task IsSetUpAsync(SetupWorld world, CommandEnd end)
    {
        Assert.True(end.Code == ExitCodes.Done, end.Out + end.Error);
        Assert.Contains($"signed in as {world.Admin}", end.Out, StringComparison.Ordinal);
        var application = await world.GraphAsync("GET", $"applications(appId='{world.Settings["AzureAd"]!["ClientId"]}')");
        Assert.Equal("AzureADMyOrg", application["signInAudience"]!.GetValue<string>());
    }

    /// <summary>Back to the command, which listens on loopback: by a redirect, or by a form that the page posts.</summary>
    private static async Task ReturnAsync(Browser browser, Uri listener)
    {
        using var client = OnceItListens();
        using var form = new FormUrlEncodedContent(browser.Returned);
        using var answer = browser.Last.Headers.Location is { } location ? await client.GetAsync(location, Token) : await client.PostAsync(listener, form, Token);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}");
    }

    /// <summary>
    /// The command opens the browser before it listens; a person is slower than that, a test is not. It does not knock without a pause either: a
    /// connection that arrives while <see cref="HttpListener"/> is being set up breaks it.
    /// </summary>
    private static HttpClient OnceItListens() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (await pause.WaitForNextTickAsync(cancellationToken))
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
                {
                    socket.Dispose();
                }
            }

            throw new OperationCanceledException(cancellationToken);
        },
    });

    [GeneratedRegex("enter the code (\\S+) to")]
    private static partial Regex Code();
}
