namespace PinResetPortal.Components.Overview;

/// <summary>What can be shown beside name and state. Each browser keeps its own choice.</summary>
public enum OverviewColumn
{
    Faults,
    Consent,
    Policy,
    Devices,
    Checked,
    Trend,
    Relationship,
    Tags,
}

/// <summary>The columns' words, and which are there when nobody has chosen.</summary>
public static class OverviewColumns
{
    public const string Key = "portal.overview-columns";

    public static readonly IReadOnlyList<OverviewColumn> Usual =
        [OverviewColumn.Faults, OverviewColumn.Devices, OverviewColumn.Checked, OverviewColumn.Trend, OverviewColumn.Relationship];

    public static string Words(OverviewColumn column) => column switch
    {
        OverviewColumn.Faults => "What is broken",
        OverviewColumn.Consent => "Consent",
        OverviewColumn.Policy => "Policy",
        OverviewColumn.Devices => "Devices",
        OverviewColumn.Checked => "Checked",
        OverviewColumn.Trend => "30 days",
        OverviewColumn.Relationship => "Relationship",
        _ => "Tags",
    };

    /// <param name="kept">Names with commas between them, as a browser kept them.</param>
    public static IReadOnlyList<OverviewColumn> Read(string? kept) => string.IsNullOrWhiteSpace(kept)
        ? Usual
        : [.. kept.Split(',').Select(name => Enum.TryParse<OverviewColumn>(name, out var column) && Enum.IsDefined(column) ? column : (OverviewColumn?)null).OfType<OverviewColumn>().Distinct().Order()];

    public static string Write(IEnumerable<OverviewColumn> columns) => string.Join(',', columns.Order());
}
