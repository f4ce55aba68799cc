using Microsoft.Extensions.Options;
using PinResetPortal.Work.Configuration;

namespace PinResetPortal.Work.Scans;

/// <summary>Says what is wrong in the section <c>Scans</c>, each with its key. The schedule itself is checked where it is used.</summary>
internal sealed class ScanOptionsValidator : IValidateOptions<ScanOptions>
{
    public ValidateOptionsResult Validate(string? name, ScanOptions options) => new OptionsProblems(ScanOptions.Section)
        .Between(nameof(options.Concurrency), options.Concurrency, 1, 256)
        .Between(nameof(options.KeepDays), options.KeepDays, 1, 3650)
        .Add(TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _)
            ? null
            : $"Scans:TimeZone: '{options.TimeZone}' is not a time zone of this machine; it takes a name such as Europe/Berlin.")
        .Result;
}
