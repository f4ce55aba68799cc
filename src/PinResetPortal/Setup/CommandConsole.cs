namespace PinResetPortal.Setup;

/// <summary>Where a command reads and writes, so that tests can stand in for a person.</summary>
/// <param name="IsInteractive">Somebody can answer a question.</param>
internal sealed record CommandConsole(TextReader In, TextWriter Out, TextWriter Error, bool IsInteractive)
{
    public static CommandConsole OfProcess => new(Console.In, Console.Out, Console.Error, !Console.IsInputRedirected);

    public void Line(string text = "") => Out.WriteLine(text);

    public void Complain(string text) => Error.WriteLine(text);

    /// <returns>True only for a clear yes.</returns>
    public bool Confirm(string question)
    {
        Out.Write($"{question} [y/N] ");
        Out.Flush();
        return In.ReadLine()?.Trim() is { } answer && (answer.Equals("y", StringComparison.OrdinalIgnoreCase) || answer.Equals("yes", StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>What the commands end with.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Refused, not reachable, or something is to be mended; the sentence says what.</summary>
    public const int Failed = 1;

    /// <summary>The command line, or a file that it names, is not right. Nothing was sent.</summary>
    public const int BadInput = 2;

    /// <summary>Somebody said no. Nothing was sent.</summary>
    public const int Declined = 3;

    /// <summary>Some requests were sent and one was refused: what is done, and what is not, was said. Running the command again goes on.</summary>
    public const int HalfDone = 4;

    /// <summary><c>doctor</c>: nothing that was looked at is broken, but something could not be looked at.</summary>
    public const int NotSeen = 5;
}

/// <summary>Ends a command with one sentence that says what is wrong and what to do.</summary>
internal sealed class CommandRefusedException(string message, int exitCode = ExitCodes.Failed) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
