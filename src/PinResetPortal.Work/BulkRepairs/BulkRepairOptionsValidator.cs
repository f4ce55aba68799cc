using Microsoft.Extensions.Options;
using PinResetPortal.Work.Configuration;

namespace PinResetPortal.Work.BulkRepairs;

/// <summary>Says what is wrong in the section <c>BulkRepairs</c>, each with its key.</summary>
internal sealed class BulkRepairOptionsValidator : IValidateOptions<BulkRepairOptions>
{
    public ValidateOptionsResult Validate(string? name, BulkRepairOptions options) => new OptionsProblems(BulkRepairOptions.Section)
        .Between(nameof(options.Concurrency), options.Concurrency, 1, 256)
        .Between(nameof(options.Poll), options.Poll, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5))
        .Result;
}
