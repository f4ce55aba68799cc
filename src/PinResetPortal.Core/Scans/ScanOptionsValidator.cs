using Microsoft.Extensions.Options;

namespace PinResetPortal.Core.Scans;

/// <summary>Says what is wrong in the section <c>Scans</c>, each with its key. The schedule itself is checked where it is used.</summary>
internal sealed class ScanOptionsValidator : IValidateOptions<ScanOptions>
{
    public ValidateOptionsResult Validate(string? name, ScanOptions options)
    {
        string[] errors = [.. Errors(options)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(ScanOptions options)
    {
        if (options.Concurrency is < 1 or > 256)
        {
            yield return "Scans:Concurrency: must be between 1 and 256.";
        }

        if (options.Heartbeat <= TimeSpan.Zero || options.Poll <= TimeSpan.Zero)
        {
            yield return "Scans:Heartbeat and Scans:Poll: must be longer than 00:00:00.";
        }

        if (options.Lease < options.Heartbeat * 3)
        {
            yield return "Scans:Lease: must be at least three times Scans:Heartbeat, or a slow moment counts as dead.";
        }

        if (options.KeepDays is < 1 or > 3650)
        {
            yield return "Scans:KeepDays: must be between 1 and 3650.";
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            yield return $"Scans:TimeZone: '{options.TimeZone}' is not a time zone of this machine; it takes a name such as Europe/Berlin.";
        }
    }
}
