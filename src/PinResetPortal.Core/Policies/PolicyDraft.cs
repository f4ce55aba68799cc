namespace PinResetPortal.Core.Policies;

/// <summary>A settings catalog policy to be created.</summary>
/// <param name="Name">As the naming convention gives it.</param>
/// <param name="Description">Ends with the operation marker by which a policy that was created just before a crash is found again.</param>
/// <param name="Settings">The settings by definition id: an option id for choices, a number in text for integers.</param>
/// <param name="SettingsDocument">The whole <c>settings</c> array (JSON), sent instead of <paramref name="Settings"/>; null when there is none.</param>
public sealed record PolicyDraft(string Name, string Description, IReadOnlyList<DraftSetting> Settings, string? SettingsDocument = null)
{
    public bool Equals(PolicyDraft? other) =>
        other is not null && Name == other.Name && Description == other.Description && SettingsDocument == other.SettingsDocument && Settings.SequenceEqual(other.Settings);

    public override int GetHashCode() => HashCode.Combine(Name, Description, Settings.Count);
}

public enum DraftSettingKind
{
    Choice,
    Number,
    Text,
}

/// <param name="GroupId">Definition id of the group parent, or null for a top-level setting.</param>
public sealed record DraftSetting(string DefinitionId, DraftSettingKind Kind, string Value, string? GroupId);
