namespace PinResetPortal.Store.Schema;

internal sealed class SettingsRow
{
    public required string Key { get; init; }

    public int Version { get; set; }

    public required string Json { get; set; }

    public DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }
}
