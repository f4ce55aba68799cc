using Microsoft.Extensions.Options;
using PinResetPortal.Core.Templates;
using PinResetPortal.Work.Configuration;

namespace PinResetPortal.Work.Templates;

/// <summary>Says what is wrong in the section <c>PolicyTemplate</c>, each with its key.</summary>
internal sealed class PolicyTemplateOptionsValidator : IValidateOptions<PolicyTemplateOptions>
{
    public ValidateOptionsResult Validate(string? name, PolicyTemplateOptions options)
    {
        var problems = new OptionsProblems(PolicyTemplateOptions.Section)
            .NotEmpty(nameof(options.Purpose), options.Purpose, PolicyTemplate.LongestName)
            .NotEmpty(nameof(options.Version), options.Version, PolicyTemplate.LongestName);
        foreach (var problem in PolicyTemplateValidation.Problems(PolicyTemplate.From(options)))
        {
            problems.Add($"{PolicyTemplateOptions.Section}:{nameof(options.Name)}: {problem}");
        }

        return problems.Result;
    }
}
