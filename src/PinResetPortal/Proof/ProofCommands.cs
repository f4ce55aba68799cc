using System.CommandLine;
using PinResetPortal.Setup;

namespace PinResetPortal.Proof;

/// <summary>The commands about proof: <c>verify</c> for files, <c>audit</c> for the log and its keys.</summary>
internal static class ProofCommands
{
    public static Command Verify(CommandConsole console)
    {
        var file = new Argument<FileInfo>("file") { Description = "An evidence pack (JSON) or an audit export (zip), as it was downloaded." };
        var key = new Option<FileInfo?>("--key") { Description = "A file with the portal's public key in PEM." };
        var portal = new Option<string?>("--portal") { Description = "Address of the portal: its keys are read from there." };
        var command = new Command("verify", "Checks whether a file is as the portal wrote it.") { file, key, portal };
        command.SetAction((parsed, cancelled) => new VerifyCommand(console).RunAsync(parsed.GetRequiredValue(file), parsed.GetValue(key), parsed.GetValue(portal), cancelled));
        return command;
    }

    public static Command Audit(CommandConsole console, Action<WebApplicationBuilder>? configure)
    {
        var reason = new Option<string>("--reason") { Description = "Why the database was put back; it goes into the audit log.", Required = true };
        var restored = new Command("restored", "Records in the audit log that the database was put back to an earlier copy.") { reason };
        restored.SetAction((parsed, cancelled) => new AuditCommand(console, configure).RestoredAsync(parsed.GetRequiredValue(reason), cancelled));
        var rotate = new Command("rotate", "Makes new keys for the audit log and for signing files.");
        rotate.SetAction((_, cancelled) => new AuditCommand(console, configure).RotateAsync(cancelled));
        return new Command("audit", "The audit log and its keys.") { restored, rotate };
    }
}
