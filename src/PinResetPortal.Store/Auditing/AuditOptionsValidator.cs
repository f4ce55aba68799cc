using Microsoft.Extensions.Options;

namespace PinResetPortal.Store.Auditing;

/// <summary>Says everything that is wrong at once, each time with the key to set.</summary>
internal sealed class AuditOptionsValidator : IValidateOptions<AuditOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        var problems = Problems(options).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(AuditOptions options)
    {
        if (File.Exists(options.KeyPath))
        {
            yield return $"Audit:KeyPath is '{options.KeyPath}', which is a file; set it to the folder of the audit keys.";
        }

        if (Directory.Exists(options.SealPath))
        {
            yield return $"Audit:SealPath is '{options.SealPath}', which is a folder; set it to the file that seals are appended to.";
        }

        if (options.SealEvery < Shortest || options.SealEvery > Longest)
        {
            yield return $"Audit:SealEvery is {options.SealEvery}; set it to between {Shortest} and {Longest}.";
        }
    }
}
