using System.Globalization;
using Microsoft.Extensions.Options;

namespace PinResetPortal.Work.Configuration;

/// <summary>Collects what is wrong in one section of the configuration, so that all of it is said at once, each with the key to set.</summary>
/// <param name="section">Name of the section.</param>
public sealed class OptionsProblems(string section)
{
    private readonly List<string> _problems = [];

    public ValidateOptionsResult Result => _problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_problems);

    public OptionsProblems Between(string key, long value, long least, long most) =>
        Add(value < least || value > most, key, string.Create(CultureInfo.InvariantCulture, $"{value}"), string.Create(CultureInfo.InvariantCulture, $"between {least} and {most}"));

    public OptionsProblems Between(string key, TimeSpan value, TimeSpan least, TimeSpan most) => Add(value < least || value > most, key, $"{value:c}", $"between {least:c} and {most:c}");

    public OptionsProblems NotEmpty(string key, string? value, int longest) =>
        Add(string.IsNullOrWhiteSpace(value) || value.Length > longest, key, $"'{value}'", string.Create(CultureInfo.InvariantCulture, $"a text of at most {longest} characters"));

    /// <param name="problem">Null: there is none.</param>
    public OptionsProblems Add(string? problem)
    {
        if (problem is not null)
        {
            _problems.Add(problem);
        }

        return this;
    }

    private OptionsProblems Add(bool isWrong, string key, string value, string wanted) => Add(isWrong ? $"{section}:{key} is {value}; set it to {wanted}." : null);
}
