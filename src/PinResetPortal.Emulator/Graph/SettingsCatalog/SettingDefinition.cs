namespace PinResetPortal.Emulator.Graph.SettingsCatalog;

internal enum SettingKind
{
    Choice,
    Integer,
    Text,
    Group,
}

/// <summary>What the settings catalog says about one setting.</summary>
/// <param name="Parent">The group that the setting can only stand in.</param>
/// <param name="Options">Item ids of a choice.</param>
internal sealed record SettingDefinition(string Id, SettingKind Kind, string? Parent = null, IReadOnlyList<string>? Options = null, long Minimum = 0, long Maximum = long.MaxValue)
{
    private const string Prefix = "#microsoft.graph.deviceManagementConfiguration";

    public string InstanceType => Kind switch
    {
        SettingKind.Choice => Prefix + "ChoiceSettingInstance",
        SettingKind.Group => Prefix + "GroupSettingCollectionInstance",
        _ => Prefix + "SimpleSettingInstance",
    };

    public string ValueType => Kind == SettingKind.Integer ? Prefix + "IntegerSettingValue" : Prefix + "StringSettingValue";
}
