using Microsoft.Extensions.Options;
using PinResetPortal.Work.Configuration;

namespace PinResetPortal.Work.Operations;

/// <summary>Says what is wrong in the section <c>Operations</c>, each with its key.</summary>
internal sealed class RunnerOptionsValidator : IValidateOptions<RunnerOptions>
{
    public ValidateOptionsResult Validate(string? name, RunnerOptions options) => new OptionsProblems(RunnerOptions.Section)
        .Between(nameof(options.MaxParallel), options.MaxParallel, 1, 256)
        .Between(nameof(options.MaxSends), options.MaxSends, 1, 100)
        .Between(nameof(options.ReplicationWindow), options.ReplicationWindow, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        .Between(nameof(options.UncertainWindow), options.UncertainWindow, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        .Between(nameof(options.VerificationWindow), options.VerificationWindow, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        .Between(nameof(options.FirstPause), options.FirstPause, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5))
        .Between(nameof(options.MaxPause), options.MaxPause, options.FirstPause, TimeSpan.FromMinutes(5))
        .Result;
}
