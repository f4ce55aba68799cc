using System.ComponentModel;
using System.Diagnostics;
using PinResetPortal.Cli.Outcomes;

namespace PinResetPortal.Cli.SigningIn;

/// <summary>Whoever is signed in to the Azure CLI (https://learn.microsoft.com/cli/azure/account#az-account-get-access-token).</summary>
/// <param name="api">Application ID URI of the portal's API.</param>
/// <param name="homeTenant">Null: the tenant that az is signed in to.</param>
internal sealed class AzureCli(string api, string? homeTenant) : ITokenSource
{
    public async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            .. OperatingSystem.IsWindows() ? ["/c", "az"] : Array.Empty<string>(),
            "account", "get-access-token", "--resource", api, "--query", "accessToken", "--output", "tsv",
            .. homeTenant is null ? [] : new[] { "--tenant", homeTenant },
        ];
        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "cmd.exe" : "az", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        try
        {
            using var az = Process.Start(start) ?? throw new Win32Exception();
            az.StandardInput.Close();
            var error = az.StandardError.ReadToEndAsync(cancellationToken);
            var token = (await az.StandardOutput.ReadToEndAsync(cancellationToken)).Trim();
            await az.WaitForExitAsync(cancellationToken);
            return az.ExitCode == 0 && token.Length > 0 ? token
                : throw new StoppedException(ExitCode.Refused, $"az gives no token for {api}: {FirstLine(await error)} Sign in with 'az login', or give --client-id or --token-file.");
        }
        catch (Win32Exception)
        {
            throw new StoppedException(ExitCode.Refused, "There is no sign-in: give --client-id with a secret, or --token-file, or install the Azure CLI and run 'az login'.");
        }
    }

    private static string FirstLine(string text) => text.Split('\r', '\n').FirstOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "it does not say why.";
}
