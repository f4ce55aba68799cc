namespace PinResetPortal.Cli.Outcomes;

/// <summary>What a pipeline is told. The numbers are contract: they are written in <c>docs/cli.md</c> and do not change.</summary>
internal enum ExitCode
{
    /// <summary>Ready, repaired, or done as asked.</summary>
    Fine = 0,

    /// <summary>Something was found: a tenant that is NotReady, a plan with something to send, a cause.</summary>
    Finding = 1,

    /// <summary>It could not be told: a tenant that could not be read, a repair that is not visible yet, a text that nothing is known about.</summary>
    NotTold = 2,

    /// <summary>Used wrongly, not allowed, not confirmed, or not what was shown any more. Nothing was sent to the tenant.</summary>
    Refused = 3,

    /// <summary>The portal or the sign-in did not answer, or not as they should.</summary>
    NoAnswer = 4,

    /// <summary>The repair ran and failed, or was cancelled.</summary>
    RepairFailed = 5,

    /// <summary>A fault of the command line itself; a code of its own, so that it is never taken for a finding.</summary>
    Fault = 70,

    /// <summary>Ctrl+C, as shells count it. What runs in the portal goes on.</summary>
    Interrupted = 130,
}
