using System.Text.RegularExpressions;
using PinResetPortal.Architecture;
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
    public void PermissionsPage_ListsWhatTheProductAsksFor()
    {
        var listed = Row().Matches(Sources.Read("docs/permissions.md")).Select(match => match.Groups[1].Value);

        Assert.Equal(_asked.Append("User.Read").Order(), listed.Order());
    }

    /// <summary>A permission that is added to <see cref="GraphPermissions"/> belongs to one of the lists.</summary>
    [Fact]
    public void Constants_AllOfThem_StandInAList()
    {
        var constants = typeof(GraphPermissions).GetFields().Where(field => field is { IsLiteral: true }).Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(constants.Order(), _asked.Order());
    }

    [GeneratedRegex(@"^\| `([A-Z][A-Za-z-]+(?:\.[A-Za-z]+)+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
