using PinResetPortal.Cli.Outcomes;

namespace PinResetPortal.Cli.SigningIn;

/// <summary>A token that something else keeps fresh in a file.</summary>
internal sealed class TokenFile(string path) : ITokenSource
{
    public async Task<string> TokenAsync(CancellationToken cancellationToken) => await ReadAsync(path, "token", cancellationToken);

    /// <param name="what">What the file is to hold, for the sentence when it does not.</param>
    public static async Task<string> ReadAsync(string path, string what, CancellationToken cancellationToken)
    {
        try
        {
            var text = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
            return text.Length > 0 ? text : throw new StoppedException(ExitCode.Refused, $"The file '{path}' is empty, and was to hold the {what}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StoppedException(ExitCode.Refused, $"The file '{path}' with the {what} cannot be read: see whether it is there and yours to read.");
        }
    }
}
