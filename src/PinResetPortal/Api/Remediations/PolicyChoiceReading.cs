using System.Diagnostics.CodeAnalysis;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Api.Remediations;

/// <summary>Reads the words that choose a policy's name and whom it reaches.</summary>
internal static class PolicyChoiceReading
{
    public const string AllDevices = "allDevices";

    public const string AllUsers = "allUsers";

    public const string PinRecovery = "pinRecovery";

    public const string HelloBaseline = "helloBaseline";

    public const int LongestName = 200;

    public static bool TryFromQuery(string? name, string? assign, string? template, string? turnHelloOn, string? scopes, out PolicyChoice choice, [NotNullWhen(false)] out string? error)
    {
        choice = new();
        if (name?.Length > LongestName)
        {
            error = $"name is longer than {LongestName} characters.";
            return false;
        }

        AssignmentChoice? assignment = null;
        error = null;
        if (!string.IsNullOrWhiteSpace(assign) && !TryWord(assign, out assignment)
            && !TryGroups(assign.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), out assignment))
        {
            error = $"assign is {AllDevices}, {AllUsers}, or object ids of groups separated by commas, not '{assign}'.";
            return false;
        }

        if (!TryTemplate(template ?? PinRecovery, out var kind))
        {
            error = $"template is {PinRecovery} or {HelloBaseline}, not '{template}'.";
            return false;
        }

        var helloOn = false;
        if (!string.IsNullOrEmpty(turnHelloOn) && !bool.TryParse(turnHelloOn, out helloOn))
        {
            error = $"turnHelloOn is true or false, not '{turnHelloOn}'.";
            return false;
        }

        choice = new(string.IsNullOrWhiteSpace(name) ? null : name, assignment)
        {
            Template = kind,
            TurnHelloOn = helloOn,
            Scopes = (scopes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
        error = choice.Problem;
        return error is null;
    }

    public static bool TryTemplate(string? word, out PolicyTemplateChoice template)
    {
        template = word == HelloBaseline ? PolicyTemplateChoice.HelloBaseline : PolicyTemplateChoice.PinRecovery;
        return word is PinRecovery or HelloBaseline;
    }

    public static bool TryWord(string? word, [NotNullWhen(true)] out AssignmentChoice? choice)
    {
        choice = word switch
        {
            AllDevices => AssignmentChoice.AllDevices,
            AllUsers => new(AssignmentTarget.AllUsers, []),
            _ => null,
        };
        return choice is not null;
    }

    public static bool TryGroups(IReadOnlyList<string> ids, [NotNullWhen(true)] out AssignmentChoice? choice)
    {
        choice = ids.Count > 0 && ids.All(id => Guid.TryParse(id, out _))
            ? new(AssignmentTarget.Group, [.. ids.Select(id => Guid.Parse(id).ToString("D"))])
            : null;
        return choice is not null;
    }
}
