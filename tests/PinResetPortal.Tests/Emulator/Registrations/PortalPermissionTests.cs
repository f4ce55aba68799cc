using System.Text.RegularExpressions;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Graph.Access;

namespace PinResetPortal.Emulator.Registrations;

/// <summary>The Emulator consents to the portal with exactly what the product asks for.</summary>
public sealed partial class PortalPermissionTests
{
    private static readonly string[] _asked =
    [
        .. GraphPermissions.Read.Concat(GraphPermissions.Federation).Concat(GraphPermissions.Person).Concat(GraphPermissions.Write).Concat(GraphPermissions.Partner).Select(permission => permission.Name),
    ];

    [Fact]
    public void Consent_OfTheDemo_IsWhatTheProductAsksFor() => Assert.Equal(_asked.Order(), DemoRegistrations.PortalPermissions.Order());

    [Fact]
    public void Readme_ListsWhatTheProductAsksFor()
    {
        var listed = Row().Matches(File.ReadAllText(Path.Combine(Root(), "README.md"))).Select(match => match.Groups[1].Value);

        Assert.Equal(_asked.Append("User.Read").Order(), listed.Order());
    }

    /// <summary>A permission that is added to <see cref="GraphPermissions"/> belongs to one of the lists.</summary>
    [Fact]
    public void Constants_AllOfThem_StandInAList()
    {
        var constants = typeof(GraphPermissions).GetFields().Where(field => field is { IsLiteral: true }).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(constants.Order(), _asked.Order());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PinResetPortal.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\| `([A-Z][A-Za-z-]+(?:\.[A-Za-z]+)+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
