using System.Text.Json.Nodes;
using PinResetPortal.Core.Registration;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Registrations;

/// <summary>The Emulator's registration of the portal is the product's own, with everything that can be chosen, at the demo's addresses.</summary>
public sealed class PortalRegistrationTests
{
    private static readonly string[] _addresses = ["http://localhost:5080", "http://127.0.0.1:5080", "https://localhost:5080", "https://127.0.0.1:5080"];

    private readonly JsonObject _played = DemoRegistrations.All[0];

    [Theory]
    [InlineData("displayName")]
    [InlineData("signInAudience")]
    [InlineData("appRoles")]
    [InlineData("api")]
    [InlineData("optionalClaims")]
    [InlineData("requiredResourceAccess")]
    public void Registration_OfTheDemo_IsTheProducts(string property)
    {
        var wanted = Wanted(_addresses[0]).Application(Ids())[property]!;
        var played = _played[property]!.DeepClone();
        if (property == "appRoles")
        {
            // Graph adds it to its answers.
            Assert.All(played.AsArray(), role => Assert.True(role!.AsObject().Remove("origin")));
        }

        Assert.Equal(Sorted(wanted).ToJsonString(), Sorted(played).ToJsonString());
    }

    [Fact]
    public void Addresses_OfTheDemo_AreTheProducts()
    {
        var wanted = _addresses.SelectMany(address => Wanted(address).RedirectUris);

        Assert.Equal(wanted.Order(), _played["web"]!["redirectUris"]!.AsArray().Select(uri => uri!.GetValue<string>()).Order());
        Assert.Equal(Wanted(_addresses[0]).LogoutUrl, _played["web"]!["logoutUrl"]!.GetValue<string>());
    }

    /// <summary>The ids that the product knows without asking a tenant.</summary>
    [Fact]
    public void PublishedIds_AreThoseOfTheEmulatorsGraph()
    {
        foreach (var permission in PortalPermissions.All.Where(one => one is { Resource: PortalPermissions.MicrosoftGraph, DelegatedId: not null }))
        {
            var known = GraphPermission.All.Single(one => one.Name == permission.Name);
            Assert.Equal((known.DelegatedId, known.ApplicationId), (permission.DelegatedId?.ToString("D"), permission.ApplicationId?.ToString("D") ?? (permission.HasApplicationKind ? "none" : null)));
        }
    }

    private static PortalRegistration Wanted(string address) => new(new(new(address), Msp: true, Repairs: true, Unattended: true, People: true, CredentialKind.Secret) { Grants = true });

    private static PermissionIds Ids() => PermissionIds.From(
        new[] { RegisteredApps.Graph, RegisteredApps.PartnerCenter }.Select(app => ServicePrincipalShape.Create(Guid.NewGuid(), app)));

    /// <summary>The order of a list and of properties says nothing.</summary>
    private static JsonNode Sorted(JsonNode node) => node switch
    {
        JsonObject item => new JsonObject(item.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => KeyValuePair.Create(one.Key, one.Value is null ? null : Sorted(one.Value)))),
        JsonArray list => new JsonArray([.. list.Select(one => Sorted(one!)).OrderBy(one => one.ToJsonString(), StringComparer.Ordinal)]),
        _ => node.DeepClone(),
    };
}
