using System.Security.Cryptography;
using System.Text.Json;
using PinResetPortal.Api.Audit;
using PinResetPortal.Setup;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Proof;

internal sealed class VerifyCommand(CommandConsole console)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<int> RunAsync(FileInfo file, FileInfo? key, string? address, CancellationToken cancellationToken)
    {
        if (key is null == address is null)
        {
            return Complain("Name the public key with --key FILE, or the portal with --portal URL: without one of them nobody can tell who signed the file.");
        }

        Uri? portal = null;
        if (address is not null && (!Uri.TryCreate(address, UriKind.Absolute, out portal) || portal.Scheme is not ("https" or "http")))
        {
            return Complain($"'{address}' is not the address of a portal; it begins with https://.");
        }

        try
        {
            var content = await File.ReadAllBytesAsync(file.FullName, cancellationToken);
            string[] keys = portal is null ? [await File.ReadAllTextAsync((key ?? file).FullName, cancellationToken)] : await KeysOfAsync(portal, cancellationToken);
            return Say(file.Name, FileVerification.Check(content, keys));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Complain($"A file cannot be read: {e.Message}");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return Complain($"{portal} did not tell its keys. Try again, or save {portal}/api/v1/portal/keys and use --key.");
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return Complain("The key is not a public ECDSA key in PEM (BEGIN PUBLIC KEY).");
        }
    }

    private static async Task<string[]> KeysOfAsync(Uri portal, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Patience };
        var keys = await client.GetFromJsonAsync<SigningKeyResponse[]>(new Uri(portal, "/api/v1/portal/keys"), JsonSerializerOptions.Web, cancellationToken);
        return [.. (keys ?? []).Select(key => key.Pem)];
    }

    private int Say(string name, FileCheck check)
    {
        switch (check.Verdict)
        {
            case FileVerdict.Genuine:
                console.Line($"{name} is as the portal wrote it. It was signed with the key {check.Fingerprint}.");
                return ExitCodes.Done;
            case FileVerdict.Altered:
                console.Complain($"{name} was altered: its signature does not belong to this content.");
                return ExitCodes.Failed;
            case FileVerdict.UnknownKey:
                console.Complain($"{name} names the key {check.Fingerprint}, which is none of those that were given: nobody can tell whether it was altered.");
                return ExitCodes.BadInput;
            default:
                console.Complain($"{name} carries no whole signature: it was altered, formatted anew, or never had one.");
                return ExitCodes.Failed;
        }
    }

    private int Complain(string sentence)
    {
        console.Complain(sentence);
        return ExitCodes.BadInput;
    }
}
