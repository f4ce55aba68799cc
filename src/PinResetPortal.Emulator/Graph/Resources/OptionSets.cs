using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Query options by kind of list, from the "Optional query parameters" of the reference pages.</summary>
internal static class OptionSets
{
    public static readonly IReadOnlySet<string> Directory = EntityType.Names("select filter expand top orderby count search skiptoken");

    public static readonly IReadOnlySet<string> DirectoryPlain = EntityType.Names("select filter expand top skiptoken");

    public static readonly IReadOnlySet<string> SelectOnly = EntityType.Names("select");

    public static readonly IReadOnlySet<string> Intune = EntityType.Names("select filter expand top skip orderby count skiptoken");

    /// <summary>
    /// No page of the reference names a largest page for Intune's lists; clients in wide use ask for this many
    /// (https://github.com/KelvinTegelaar/CIPP-API, Invoke-ListIntunePolicy).
    /// </summary>
    public const int LargestIntunePage = 1000;

    public static readonly IReadOnlySet<string> Reports = EntityType.Names("select filter top orderby skiptoken count");

    public static readonly IReadOnlySet<string> Partner = EntityType.Names("select filter top orderby count skiptoken");
}
