using System.CommandLine;

namespace PinResetPortal.Proof;

/// <summary>The commands about proof, in the portal's own binary: <c>verify</c> for files, <c>audit</c> for the log and its keys.</summary>
internal static class ProofCommands
{
    /// <summary>All is well, or done.</summary>
    public const int Done = 0;

    /// <summary>The file is not genuine, or what was asked for was refused; the sentence says why.</summary>
    public const int Refused = 1;

    /// <summary>The command line is not right, or there was nothing to compare with.</summary>
    public const int BadInput = 2;

    private static readonly string[] _names = ["verify", "audit"];

    public static bool Handles(IReadOnlyList<string> args) => args.Count > 0 && _names.Contains(args[0], StringComparer.Ordinal);

    /// <param name="configuration">Tests name the portal's folder here; keys as in the settings file.</param>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, TextWriter output, TextWriter error, IReadOnlyDictionary<string, string?>? configuration = null, CancellationToken cancellationToken = default)
    {
        var root = new RootCommand("PinResetPortal: can the users of a tenant reset their PIN? Without a command the portal starts.") { Verify(output, error), Audit(output, error, configuration) };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await error.WriteLineAsync($"{parsed.Errors[0].Message} All options: {args[0]} --help");
            return BadInput;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false }, cancellationToken);
    }

    private static Command Verify(TextWriter output, TextWriter error)
    {
        var file = new Argument<FileInfo>("file") { Description = "An evidence pack (JSON) or an audit export (zip), as it was downloaded." };
        var key = new Option<FileInfo?>("--key") { Description = "A file with the portal's public key in PEM." };
        var portal = new Option<string?>("--portal") { Description = "Address of the portal: its keys are read from there." };
        var command = new Command("verify", "Checks whether a file is as the portal wrote it.") { file, key, portal };
        command.SetAction((parsed, cancelled) => new VerifyCommand(output, error).RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(key), parsed.GetValue(portal), cancelled));
        return command;
    }

    private static Command Audit(TextWriter output, TextWriter error, IReadOnlyDictionary<string, string?>? configuration)
    {
        var reason = new Option<string>("--reason") { Description = "Why the database was put back; it goes into the audit log.", Required = true };
        var restored = new Command("restored", "Records in the audit log that the database was put back to an earlier copy.") { reason };
        restored.SetAction((parsed, cancelled) => new AuditCommand(output, error, configuration).RestoredAsync(parsed.GetRequiredValue(reason), cancelled));
        var rotate = new Command("rotate", "Makes new keys for the audit log and for signing files.");
        rotate.SetAction((_, cancelled) => new AuditCommand(output, error, configuration).RotateAsync(cancelled));
        return new Command("audit", "The audit log and its keys.") { restored, rotate };
    }
}
