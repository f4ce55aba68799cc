using System.Diagnostics;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using PinResetPortal.Core.Registration;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Registering;

namespace PinResetPortal.Setup;

/// <summary>Gets a Graph token for whoever runs the command. The portal itself has no part in it: it never holds rights to register anything.</summary>
internal sealed class SetupSignIn(CommandHost host, CommandConsole console, Action<Uri>? openBrowser)
{
    /// <summary>Microsoft Graph Command Line Tools (https://learn.microsoft.com/powershell/microsoftgraph/authentication-commands).</summary>
    private const string PublicClient = "14d82eec-204b-4c2f-b7e8-296a70dab67e";

    /// <summary>The last thing that the address on loopback serves: with an icon of its own, because a browser that asks for one finds nobody any more.</summary>
    private const string SignedIn = """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Signed in</title><link rel="icon" href="data:,"></head>
        <body><p>Signed in. You can close this window and go back to the command.</p></body>
        </html>
        """;

    private static readonly TimeSpan _azureCliPatience = TimeSpan.FromSeconds(15);

    /// <summary>What writing a registration takes. The Azure CLI's own tokens carry one that stands for all of them.</summary>
    public static IReadOnlyList<string> Writing { get; } = ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All", "DelegatedPermissionGrant.ReadWrite.All"];

    /// <summary>To look others up by name.</summary>
    public static IReadOnlyList<string> Finding { get; } = ["User.ReadBasic.All", "GroupMember.Read.All"];

    /// <summary>What looking at a registration takes.</summary>
    public static IReadOnlyList<string> Reading { get; } = [PortalPermissions.ApplicationRead, PortalPermissions.DirectoryRead];

    private static readonly string[] _opensAll = ["Directory.AccessAsUser.All"];

    /// <param name="wanted">Names of the Graph permissions that the token must carry; a permission to write is one to read as well.</param>
    /// <exception cref="CommandRefusedException">There is no token, or not a sufficient one.</exception>
    public async Task<IRegistrationSession> OpenAsync(SignInWay way, string? tokenFile, string? tenant, IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var token = way switch
        {
            SignInWay.TokenFile => await ReadAsync(tokenFile ?? "-", cancellationToken),
            SignInWay.DeviceCode => await DeviceCodeAsync(wanted, tenant, cancellationToken),
            _ => await AzureCliAsync(tenant, cancellationToken) ?? await BrowserAsync(wanted, tenant, cancellationToken),
        };
        var session = host.Get<IRegistrationDoor>().Open(token)
            ?? throw new CommandRefusedException("What was brought is not an access token for Microsoft Graph. Make one with: az account get-access-token --resource-type ms-graph --query accessToken --output tsv", ExitCodes.BadInput);
        var missing = session.Permissions.Any(_opensAll.Contains) ? [] : wanted.Where(name => !PortalPermissions.Cover(session.Permissions, name)).ToList();
        if (missing.Count > 0)
        {
            session.Dispose();
            throw new CommandRefusedException($"The token of {session.Name} lacks {string.Join(", ", missing)}. Sign in with the browser or --device-code, which ask for it, or bring a token that has it.");
        }

        return session;
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return (file == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefusedException($"--access-token-file: the file '{file}' cannot be read. Write the token into a file that you may read, or pipe it and name '-'.", ExitCodes.BadInput);
        }
    }

    private async Task<string?> AzureCliAsync(string? tenant, CancellationToken cancellationToken)
    {
        try
        {
            var credential = new AzureCliCredential(new AzureCliCredentialOptions { TenantId = tenant, ProcessTimeout = _azureCliPatience });
            var token = await credential.GetTokenAsync(new TokenRequestContext([Scope(".default")]), cancellationToken);
            console.Line("Using the Azure CLI's session.");
            return token.Token;
        }
        catch (AuthenticationFailedException)
        {
            // No Azure CLI here, or nobody is signed in to it: the browser is the next way.
            return null;
        }
    }

    private async Task<string> BrowserAsync(IEnumerable<string> wanted, string? tenant, CancellationToken cancellationToken)
    {
        if (openBrowser is null && Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") == "true")
        {
            throw new CommandRefusedException("There is no browser in a container. Use --device-code, or --access-token-file with: az account get-access-token --resource-type ms-graph --query accessToken --output tsv", ExitCodes.BadInput);
        }

        console.Line("Opening a browser to sign in. In another window? Use --device-code.");
        return await AcquireAsync(
            client => client.AcquireTokenInteractive(wanted.Select(Scope)).WithUseEmbeddedWebView(false).WithPrompt(Prompt.SelectAccount)
                .WithSystemWebViewOptions(new SystemWebViewOptions { OpenBrowserAsync = address => Open(address), HtmlMessageSuccess = SignedIn })
                .ExecuteAsync(cancellationToken),
            tenant, cancellationToken);
    }

    private Task<string> DeviceCodeAsync(IEnumerable<string> wanted, string? tenant, CancellationToken cancellationToken) => AcquireAsync(
        client => client.AcquireTokenWithDeviceCode(wanted.Select(Scope), code =>
        {
            console.Line(code.Message);
            openBrowser?.Invoke(new Uri(code.VerificationUrl));
            return Task.CompletedTask;
        }).ExecuteAsync(cancellationToken),
        tenant, cancellationToken);

    private async Task<string> AcquireAsync(Func<IPublicClientApplication, Task<AuthenticationResult>> acquire, string? tenant, CancellationToken cancellationToken)
    {
        var client = PublicClientApplicationBuilder.Create(PublicClient)
            .WithAuthority(host.Instance.AbsoluteUri, tenant ?? "organizations")
            .WithRedirectUri("http://localhost")
            .WithHttpClientFactory(host.Get<MsalHttp>())
            .Build();
        try
        {
            return (await acquire(client)).AccessToken;
        }
        catch (MsalException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandRefusedException($"Signing in did not work ({MsalWords.Of(e)}). Try again, with --device-code in a place without a browser, or with --access-token-file where Conditional Access blocks both.");
        }
    }

    private Task Open(Uri address)
    {
        if (openBrowser is not null)
        {
            openBrowser(address);
            return Task.CompletedTask;
        }

        try
        {
            using var browser = Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true });
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            console.Line($"No browser could be opened. Open this address yourself, on this machine: {address}");
        }

        return Task.CompletedTask;
    }

    private string Scope(string name) => $"{host.Get<IOptions<GraphOptions>>().Value.BaseUrl.GetLeftPart(UriPartial.Authority)}/{name}";
}
