using System.Text;
using PinResetPortal.Architecture;
using PinResetPortal.Core.Field;

namespace PinResetPortal.Core.Registration;

/// <summary>The list of permissions, and the page that is made from it.</summary>
public sealed class PortalPermissionsTests
{
    private const string Begin = "<!-- made from PortalPermissions: begin -->\n";
    private const string End = "<!-- made from PortalPermissions: end -->";

    /// <summary>Write what the failure prints between the two marks.</summary>
    [Fact]
    public void PermissionsPage_ShowsTheList()
    {
        var page = Sources.Read("docs/permissions.md");
        var start = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var shown = page[start..page.IndexOf(End, StringComparison.Ordinal)];

        Assert.True(shown == Table(), $"docs/permissions.md must show:\n{Table()}");
    }

    /// <summary>A name that is added stands in the list.</summary>
    [Fact]
    public void Constants_AllOfThem_StandInTheList()
    {
        string[] apis = [PortalPermissions.MicrosoftGraph, PortalPermissions.PartnerCenter];
        var constants = typeof(PortalPermissions).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Except(apis);

        Assert.Equal(constants.Order(), PortalPermissions.All.Select(permission => permission.Name).Order());
    }

    [Theory]
    [InlineData(true, true, true, true)]
    [InlineData(false, false, false, false)]
    [InlineData(true, false, true, false)]
    public void Permissions_OfAWish_AreWhatItNamesAndNoMore(bool msp, bool repairs, bool unattended, bool people)
    {
        var registration = new PortalRegistration(new(new("https://pin.example"), msp, repairs, unattended, people, CredentialKind.Certificate) { Grants = repairs });
        PermissionUse[] uses = [PermissionUse.SignIn, PermissionUse.Check, PermissionUse.Federation,
            .. people ? [PermissionUse.Person] : Array.Empty<PermissionUse>(), .. repairs ? [PermissionUse.Repair, PermissionUse.Grant] : Array.Empty<PermissionUse>(),
            .. msp ? [PermissionUse.Customers, PermissionUse.PartnerConsent] : Array.Empty<PermissionUse>()];

        Assert.Equal(uses, registration.Permissions.Select(permission => permission.Use).Distinct().Order());
        Assert.Equal(unattended, registration.Permissions.SelectMany(registration.KindsOf).Contains(PermissionKind.Application));
        Assert.Equal(msp ? "AzureADMultipleOrgs" : "AzureADMyOrg", registration.Application(PermissionIds.Published)["signInAudience"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("https://pin.example/")]
    [InlineData("https://pin.example")]
    public void Addresses_WithOrWithoutASlash_AreTheSame(string address)
    {
        var registration = new PortalRegistration(new(new(address), false, false, false, false, CredentialKind.Secret));

        Assert.Equal(["https://pin.example/signin-oidc", "https://pin.example/authentication/consented", "https://pin.example/signout-callback-oidc"], registration.RedirectUris);
        Assert.Equal("https://pin.example/signout-oidc", registration.LogoutUrl);
    }

    [Theory]
    [InlineData("https://pin.example", true)]
    [InlineData("http://localhost:5080", true)]
    [InlineData("http://pin.example", false)]
    [InlineData("ftp://pin.example", false)]
    [InlineData("https://pin.example/?a=b", false)]
    [InlineData("https://me@pin.example/", false)]
    public void ProblemOf_AnAddress_SaysWhatIsWrong(string address, bool fits) => Assert.Equal(fits, RegistrationWish.ProblemOf(new(address)) is null);

    private static string Table()
    {
        var table = new StringBuilder("| Permission | Of | Kinds | Asked for | Why | Without it | A person's role |\n|---|---|---|---|---|---|---|\n");
        foreach (var one in PortalPermissions.All)
        {
            table.Append('|').AppendJoin('|', new[]
            {
                $"`{one.Name}`",
                PortalPermissions.NameOf(one.Resource),
                one.HasApplicationKind ? "delegated; application with `--unattended`" : "delegated",
                Moment(one.Use),
                one.Why,
                one.Without,
                one.Role is { } role ? KnownRoles.NameOf(role) : "none",
            }.Select(cell => $" {cell} ")).Append("|\n");
        }

        return table.ToString();
    }

    private static string Moment(PermissionUse use) => use switch
    {
        PermissionUse.SignIn => "at sign-in",
        PermissionUse.Check or PermissionUse.Federation => "by the first check of a tenant",
        PermissionUse.Person => "when somebody looks a user up or reads the sign-in log (`--people`)",
        PermissionUse.Repair => "by a repair whose step needs it (`--repairs`)",
        PermissionUse.Grant => "by the inferred step of `consent.grants`, when somebody ticks scopes (`--grants`)",
        PermissionUse.Customers => "in the partner's tenant, for the list of customers (`--msp`)",
        _ => "in the partner's tenant, when consent is given through Partner Center (`--msp`)",
    };
}
