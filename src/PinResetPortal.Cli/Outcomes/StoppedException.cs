namespace PinResetPortal.Cli.Outcomes;

/// <summary>The command ends here: with a sentence for the person, and a code for the pipeline.</summary>
internal sealed class StoppedException(ExitCode code, string sentence) : Exception(sentence)
{
    public ExitCode Code { get; } = code;
}
