using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;

namespace PinResetPortal.Components.Remediation;

/// <summary>The admin's choice as it stands in the address: <c>name</c>, <c>assign</c>, <c>groups</c>, <c>template</c>, <c>helloOn</c>, <c>scopes</c>.</summary>
/// <param name="Assign"><c>allDevices</c>, <c>allUsers</c>, <c>groups</c>, or null: nothing chosen.</param>
public sealed record ChoiceInAddress(string? Name, string? Assign, IReadOnlyList<string> Groups)
{
    public const string AllDevices = "allDevices";
    public const string AllUsers = "allUsers";
    public const string SomeGroups = "groups";

    public const string Baseline = "helloBaseline";

    /// <summary>Windows Hello and PIN recovery in one policy, instead of PIN recovery alone.</summary>
    public bool IsBaseline { get; init; }

    /// <summary>Windows Hello may be switched on for the chosen groups where something switches it off.</summary>
    public bool TurnHelloOn { get; init; }

    /// <summary>Scopes of the Service that the Client is granted.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    public static ChoiceInAddress From(string? name, string? assign, string? groups, string? template, bool helloOn, string? scopes = null) => new(
        string.IsNullOrWhiteSpace(name) ? null : name.Trim(),
        assign is AllDevices or AllUsers or SomeGroups ? assign : null,
        [.. (groups ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(id => Guid.TryParse(id, out _)).Distinct()])
    {
        IsBaseline = template == Baseline,
        TurnHelloOn = helloOn,
        Scopes = [.. (scopes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)],
    };

    /// <summary>Groups were asked for, but none is chosen yet: there is nothing to run.</summary>
    public bool IsIncomplete => Assign == SomeGroups && Groups.Count == 0;

    public PolicyChoice Choice => new(Name, Assign switch
    {
        AllDevices => AssignmentChoice.AllDevices,
        AllUsers => new AssignmentChoice(AssignmentTarget.AllUsers, []),
        SomeGroups when Groups.Count > 0 => new AssignmentChoice(AssignmentTarget.Group, Groups),
        _ => null,
    })
    {
        Template = IsBaseline ? PolicyTemplateChoice.HelloBaseline : PolicyTemplateChoice.PinRecovery,
        TurnHelloOn = TurnHelloOn && Assign == SomeGroups && Groups.Count > 0,
        Scopes = Scopes,
    };

    public Dictionary<string, object?> Query => new()
    {
        ["name"] = Name,
        ["assign"] = Assign,
        ["groups"] = Groups.Count == 0 ? null : string.Join(',', Groups),
        ["template"] = IsBaseline ? Baseline : null,
        ["helloOn"] = TurnHelloOn ? true : null,
        ["scopes"] = Scopes.Count == 0 ? null : string.Join(',', Scopes),
    };

    public bool Equals(ChoiceInAddress? other) =>
        other is not null && Name == other.Name && Assign == other.Assign && IsBaseline == other.IsBaseline && TurnHelloOn == other.TurnHelloOn && Groups.SequenceEqual(other.Groups) && Scopes.SequenceEqual(other.Scopes);

    public override int GetHashCode() => HashCode.Combine(Name, Assign, Groups.Count);
}
