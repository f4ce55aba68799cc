using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Graph;

/// <summary>One person over real HTTP: what the tenant's policies about sign-ins say, and what is known where a permission is missing.</summary>
public sealed class PersonReadingTests
{
    private const string Ada = "8a000000-0000-4000-8000-000000000001";
    private const string Team = "8a000000-0000-4000-8000-000000000002";

    private const string Policies = "identity/conditionalAccess/policies";

    private const string Graph = $$"""
        { "users":[{"id":"{{Ada}}","displayName":"Ada Berg","userPrincipalName":"ada@northwind.example","userType":"Member"}],
          "groups":[{"id":"{{Team}}","displayName":"Team","members":["{{Ada}}"]}],
          "directoryRoles":[{"id":"8a000000-0000-4000-8000-000000000003","displayName":"Reports Reader","roleTemplateId":"4a5d8f65-41da-4de4-8968-e035b65339cf","_members":["{{Ada}}"]}],
          "policies/authenticationMethodsPolicy/authenticationMethodConfigurations":[{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration","id":"TemporaryAccessPass","state":"enabled",
            "includeTargets":[{"targetType":"group","id":"{{Team}}","isRegistrationRequired":false}],"excludeTargets":[{"targetType":"group","id":"8a000000-0000-4000-8000-000000000009"}]}],
          "{{Policies}}":[
            {"displayName":"CA - Team","state":"enabled","createdDateTime":"2025-01-01T00:00:00Z","modifiedDateTime":"2026-01-01T00:00:00Z",
             "conditions":{"clientAppTypes":["all"],"applications":{"includeApplications":["All"],"excludeApplications":["Office365"]},"users":{"includeGroups":["{{Team}}"],"excludeRoles":["r-1"]},
               "locations":{"includeLocations":["All"],"excludeLocations":["AllTrusted"]},"signInRiskLevels":["high"],"someday":{"x":1} },
             "grantControls":{"operator":"AND","builtInControls":["mfa","compliantDevice"],"authenticationStrength":{"id":"s1","displayName":"Strong","allowedCombinations":["fido2"]},"termsOfUse":["t"]} },
            {"displayName":"CA - Trial","state":"enabledForReportingButNotEnforced","conditions":{"applications":{"includeApplications":["All"]},"users":{"includeUsers":["All"]} },"grantControls":null},
            {"displayName":"CA - Off","state":"disabled","conditions":{"applications":{"includeApplications":["All"]},"users":{"includeUsers":["All"]} },"grantControls":{"operator":"OR","builtInControls":["block"]} }] }
        """;

    public static TheoryData<string> Optional => [.. PortalPermissions.NamesFor(PermissionUse.Person)];

    [FactAttribute]
    public async Task Read_PoliciesAboutSignIns_AreWhatGraphSays()
    {
        await using var world = await EmulatedWorld.StartAsync();

        var person = await ReadAsync(world, world.Add(Graph, licences: "\"INTUNE_A\",\"AAD_PREMIUM\""));

        Assert.Equal(AccessPassState.Allowed, AccessPassAnswer.Of(person).State);
        Assert.Equal(KnownRoles.ReportsReader.ToString("D"), Assert.Single(person.Roles.ValueOrDefault!));
        var policies = person.ConditionalAccess.ValueOrDefault!;
        Assert.Equal(
            [("CA - Team", ConditionalAccessState.On), ("CA - Trial", ConditionalAccessState.ReportOnly), ("CA - Off", ConditionalAccessState.Off)],
            policies.Select(policy => (policy.Name, policy.State)));
        var (conditions, controls) = (policies[0].Conditions, policies[0].Controls!);
        Assert.Equal(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), policies[0].ChangedAt);
        Assert.Equal(["All", "Office365", Team, "r-1", "AllTrusted"], (string[])[.. conditions.Applications.Include, .. conditions.Applications.Exclude, .. conditions.Groups.Include, .. conditions.Roles.Exclude, .. conditions.Locations!.Exclude]);
        Assert.Equal(["the risk of the sign-in", "a condition that the portal does not know (someday)"], conditions.Open);
        Assert.Equal((false, "mfa,compliantDevice", "Strong", true), (controls.AnyOf, string.Join(',', controls.BuiltIn), controls.Strength!.Name, controls.TermsOfUse));
        Assert.Null(policies[1].Controls);
    }

    [FactAttribute]
    public async Task Read_TenantWithoutSuchPolicies_HasNoneAndGivesNoPass()
    {
        await using var world = await EmulatedWorld.StartAsync();

        var person = await ReadAsync(world, world.Add($$"""{ "users":[{"id":"{{Ada}}","displayName":"Ada Berg","userPrincipalName":"ada@northwind.example"}] }"""));

        Assert.Equal(AccessPassState.Off, AccessPassAnswer.Of(person).State);
        Assert.Empty(person.ConditionalAccess.ValueOrDefault!);
        Assert.Empty(person.Roles.ValueOrDefault!);
    }

    /// <summary>An optional permission that is missing costs its own fact and no other, and the fact names it.</summary>
    [Theory]
    [MemberData(nameof(Optional))]
    public async Task Read_OptionalPermissionMissing_CostsItsFactsAndNamesIt(string missing)
    {
        await using var world = await EmulatedWorld.StartAsync();
        var tenant = world.Add(Graph, licences: "\"INTUNE_A\",\"AAD_PREMIUM\"");
        world.Revoke([missing]);

        var person = await ReadAsync(world, tenant);

        var unreadable = new[]
        {
            person.Memberships.WhyUnreadable, person.Devices.WhyUnreadable, person.Methods.WhyUnreadable, person.Registration.WhyUnreadable, person.SignIns.WhyUnreadable,
            person.Roles.WhyUnreadable, person.AccessPass.WhyUnreadable, person.ConditionalAccess.WhyUnreadable,
        }.OfType<UnreadableReason>().Where(reason => reason.Status != 404).ToList();
        Assert.NotEmpty(unreadable);
        Assert.All(unreadable, reason => Assert.Equal((UnreadableKind.PermissionMissing, missing), (reason.Kind, reason.Permission)));
    }

    /// <summary>A scan reads nothing of it: a tenant's facts are the same requests as without people.</summary>
    [FactAttribute]
    public async Task Read_TenantFacts_AskForNoPolicyAboutSignIns()
    {
        await using var room = new GraphRoom();

        await room.Reader.ReadAsync(GraphRoom.Customer, GraphRoom.User, TestContext.Current.CancellationToken);

        Assert.NotEmpty(room.Stub.Requests);
        Assert.DoesNotContain(room.Stub.Requests, request => request.Path.Contains("/policies/", StringComparison.OrdinalIgnoreCase) || request.Path.Contains(Policies, StringComparison.OrdinalIgnoreCase));
        Assert.All(room.Tokens.Requests, request => Assert.DoesNotContain(request.Scopes, scope => PortalPermissions.NamesFor(PermissionUse.Person).Contains(scope)));
    }

    private static async Task<PersonFacts> ReadAsync(EmulatedWorld world, Tenant tenant) =>
        Assert.IsType<Fact<PersonFacts?>.Known>(await world.People.ReadAsync(tenant, EmulatedWorld.Application, Guid.Parse(Ada), TestContext.Current.CancellationToken)).Value!;
}
