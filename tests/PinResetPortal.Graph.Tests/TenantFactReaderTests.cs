using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Graph;

public sealed class TenantFactReaderTests
{
    [Fact]
    public async Task Read_DocumentedShapes_BecomesFacts()
    {
        await using var room = new GraphRoom();
        room.Stub.On("GET /beta/deviceManagement/configurationPolicies", Shapes.List(Shapes.Catalog("p1", assignments: Shapes.GroupTarget("g1")), Shapes.Unrelated));
        room.Stub.On(@"GET /\S+/groups/g1\?", """{"id":"g1","displayName":"Pilot","groupTypes":["DynamicMembership"]}""");
        room.Stub.On("GET /.*/groups/g1/transitiveMembers", """{"value":[{"@odata.type":"#microsoft.graph.user","id":"u1"},{"@odata.type":"#microsoft.graph.group","id":"g2"}]}""");

        var facts = await room.ReadAsync();

        Assert.Equal(new OrganizationFacts("Contoso Ltd", "contoso.com"), facts.Organization.ValueOrDefault);
        Assert.Equal(["contoso.com", "adfs.contoso.com"], facts.Domains.ValueOrDefault!.Select(domain => domain.Name));
        Assert.True(facts.Domains.ValueOrDefault![1].IsFederated);
        Assert.Equal(new LicenceFacts(HasIntune: true, HasEntraP1: false), facts.Licences.ValueOrDefault);
        Assert.Equal(GraphRoom.ServiceObjectId, facts.PinResetService.ValueOrDefault!.ObjectId);
        Assert.False(facts.PinResetClient.ValueOrDefault!.AccountEnabled);
        var policy = Assert.Single(facts.ConfigurationPolicies.ValueOrDefault!);
        Assert.Equal(new SettingValue(KnownSettings.DeviceEnablePinRecovery, Shapes.PinRecovery + "_true"), Assert.Single(policy.Settings));
        Assert.Equal((AssignmentTarget.Group, "g1"), (policy.Assignments[0].Target, policy.Assignments[0].GroupId));
        var group = facts.Groups.ValueOrDefault!["g1"];
        Assert.True(group.IsDynamic && group.MembersComplete);
        Assert.Equal(1, group.LeafCount);
    }

    [Fact]
    public async Task Read_Cold_IsTwoWavesAndFourRequests()
    {
        await using var room = new GraphRoom();
        var policies = Enumerable.Range(0, 200).Select(index => Shapes.Catalog($"p{index}", assignments: Shapes.GroupTarget($"g{index % 3}")));
        room.Stub.On("GET /beta/deviceManagement/configurationPolicies", Shapes.List([.. policies]));
        room.Stub.On("GET /.*/groups/g", """{"id":"g","displayName":"Pilot","value":[]}""");

        var facts = await room.ReadAsync();

        Assert.Equal(200, facts.ConfigurationPolicies.ValueOrDefault!.Count);
        Assert.Equal(3, facts.Groups.ValueOrDefault!.Count);
        Assert.Equal(2, facts.Cost.Waves);
        Assert.InRange(facts.Cost.HttpRequests, 3, 4);
        Assert.Equal(room.Stub.HttpRequests, facts.Cost.HttpRequests);
        Assert.Equal(room.Stub.Requests.Count, facts.Cost.BatchItems);
    }

    [Fact]
    public async Task Read_ServicePrincipalInDeletedItems_IsSoftDeleted()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"servicePrincipals\?.*appId in", """{"value":[]}""");
        room.Stub.On("deletedItems", """{"value":[{"id":"d1","appId":"b8456c59-1230-44c7-a4a2-99b085333e84","displayName":"x","deletedDateTime":"2026-11-01T00:00:00Z"},{"id":"d2","appId":"00000000-0000-0000-0000-000000000009"}]}""");

        var facts = await room.ReadAsync();

        Assert.Equal((ServicePrincipalPresence.SoftDeleted, "d1"), (facts.PinResetService.ValueOrDefault!.Presence, facts.PinResetService.ValueOrDefault.ObjectId));
        Assert.Equal(ServicePrincipalPresence.Absent, facts.PinResetClient.ValueOrDefault!.Presence);
    }

    [Fact]
    public async Task Read_AssignmentRequired_ListsWhoIsAssigned()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"servicePrincipals\?.*appId in", """{"value":[{"id":"s1","appId":"b8456c59-1230-44c7-a4a2-99b085333e84","accountEnabled":true,"appRoleAssignmentRequired":true}]}""");
        room.Stub.On("servicePrincipals/s1/appRoleAssignedTo", """{"value":[{"id":"a","principalId":"g9","principalDisplayName":"Everyone","principalType":"Group","resourceId":"s1"}]}""");

        var facts = await room.ReadAsync();

        Assert.Equal(new AssignedPrincipal("g9", "Everyone", "Group"), Assert.Single(facts.PinResetService.ValueOrDefault!.AssignedPrincipals));
    }

    [Fact]
    public async Task Read_PolicyPages_AreFollowedInsideBatches()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"configurationPolicies\?\$expand", $$"""{"@odata.nextLink":"https://graph.microsoft.com/beta/deviceManagement/configurationPolicies?$skiptoken=2","value":[{{Shapes.Catalog("p1")}}]}""");
        room.Stub.On(@"configurationPolicies\?\$skiptoken=2", Shapes.List(Shapes.Catalog("p2")));

        var facts = await room.ReadAsync();

        Assert.Equal(["p1", "p2"], facts.ConfigurationPolicies.ValueOrDefault!.Select(policy => policy.Id));
        Assert.All(room.Stub.Requests, request => Assert.True(request.InBatch));
    }

    [Fact]
    public async Task Read_PolicyOnTwoPages_CountsOnce()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"configurationPolicies\?\$expand", $$"""{"@odata.nextLink":"https://graph.microsoft.com/beta/deviceManagement/configurationPolicies?$skiptoken=2","value":[{{Shapes.Catalog("p1")}}]}""");
        room.Stub.On(@"configurationPolicies\?\$skiptoken=2", Shapes.List(Shapes.Catalog("p1"), Shapes.Catalog("p2")));

        var facts = await room.ReadAsync();

        Assert.Equal(["p1", "p2"], facts.ConfigurationPolicies.ValueOrDefault!.Select(policy => policy.Id));
    }

    [Fact]
    public async Task Read_MembersLongerThanOnePage_AreIncompleteAndNotFollowed()
    {
        await using var room = new GraphRoom();
        room.Stub.On("GET /beta/deviceManagement/configurationPolicies", Shapes.List(Shapes.Catalog("p1", assignments: Shapes.GroupTarget("g1"))));
        room.Stub.On("groups/g1/transitiveMembers", """{"@odata.nextLink":"https://graph.microsoft.com/v1.0/groups/g1/transitiveMembers?$skiptoken=x","value":[{"id":"u1"}]}""");
        room.Stub.On(@"groups/g1\?", """{"id":"g1","displayName":"Big"}""");

        var facts = await room.ReadAsync();

        Assert.False(facts.Groups.ValueOrDefault!["g1"].MembersComplete);
        Assert.DoesNotContain(room.Stub.Requests, request => request.Path.Contains("skiptoken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_RelationshipEnded_CallsNobody()
    {
        await using var room = new GraphRoom();
        var ended = GraphRoom.Customer with { Relationship = new TenantRelationship(RelationshipKind.Gdap, Active: false) };

        var facts = await room.ReadAsync(ended);

        Assert.Equal(UnreadableKind.RelationshipEnded, facts.PinResetService.WhyUnreadable!.Kind);
        Assert.Equal(UnreadableKind.RelationshipEnded, facts.ConfigurationPolicies.WhyUnreadable!.Kind);
        Assert.Empty(room.Tokens.Requests);
        Assert.Equal(0, room.Stub.HttpRequests);
    }

    [Fact]
    public async Task Read_ForbiddenWithTheScope_NamesTheRole()
    {
        await using var room = new GraphRoom();
        room.Stub.On("/beta/deviceManagement/", """{"error":{"code":"Forbidden","message":"User is not authorized to perform this operation."}}""", 403);

        var reason = (await room.ReadAsync()).ConfigurationPolicies.WhyUnreadable!;

        Assert.Equal((UnreadableKind.RoleMissing, "Intune Administrator", 403), (reason.Kind, reason.Role, reason.Status));
        Assert.NotNull(reason.RequestId);
    }

    [Fact]
    public async Task Read_ForbiddenWithoutTheScope_NamesThePermission()
    {
        await using var room = new GraphRoom();
        room.Tokens.Granted = ["Directory.Read.All"];
        room.Stub.On("/beta/deviceManagement/", """{"error":{"code":"Forbidden","message":"Application is not authorized."}}""", 403);

        var facts = await room.ReadAsync();

        var reason = facts.ConfigurationPolicies.WhyUnreadable!;
        Assert.Equal((UnreadableKind.PermissionMissing, "DeviceManagementConfiguration.Read.All"), (reason.Kind, reason.Permission));
        Assert.NotNull(facts.PinResetService.ValueOrDefault);
    }

    [Fact]
    public async Task Read_IntuneNotApplicable_IsLicenceMissing()
    {
        await using var room = new GraphRoom();
        room.Stub.On("/beta/deviceManagement/", """{"error":{"code":"BadRequest","message":"{\"Message\":\"Request not applicable to target tenant.\"}"}}""", 400);

        Assert.Equal(UnreadableKind.LicenceMissing, (await room.ReadAsync()).Intents.WhyUnreadable!.Kind);
    }

    [Fact]
    public async Task Read_TokenRefusedByGraph_IsRefreshedOnceThenAsksForSignIn()
    {
        await using var room = new GraphRoom();
        room.Stub.Outer = (_, _) => new HttpResponseMessage(System.Net.HttpStatusCode.Unauthorized);

        var facts = await room.ReadAsync();

        Assert.Equal(UnreadableKind.SignInRequired, facts.Organization.WhyUnreadable!.Kind);
        Assert.Equal([false, true], room.Tokens.Requests.Select(request => request.ForceRefresh));
    }

    [Fact]
    public async Task Read_Cancelled_Throws()
    {
        await using var room = new GraphRoom();
        using var cancelled = new CancellationTokenSource();
        room.Stub.Outer = (_, _) =>
        {
            cancelled.Cancel();
            return new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable);
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => room.Reader.ReadAsync(GraphRoom.Customer, GraphRoom.User, cancelled.Token));
    }

    [Fact]
    public async Task Read_RolesAndScopesOfTheToken_AreAccessFacts()
    {
        await using var room = new GraphRoom();
        room.Tokens.Roles = [KnownRoles.IntuneAdministrator, new Guid("b79fbf4d-3ef9-4689-8143-76b194e85509")];

        var access = (await room.ReadAsync()).Access.ValueOrDefault!;

        Assert.Equal([KnownRoles.IntuneAdministrator], access.Roles);
        Assert.Contains("Application.Read.All", access.Scopes!);
    }
}
