using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Graph;

public sealed class TenantDirectoryTests
{
    private const string A = "aaaaaaaa-0000-4000-8000-000000000001";
    private const string B = "aaaaaaaa-0000-4000-8000-000000000002";
    private const string C = "aaaaaaaa-0000-4000-8000-000000000003";

    [Fact]
    public async Task ReadCustomers_RelationshipsOfAllKinds_AreMerged()
    {
        await using var room = new GraphRoom();
        room.Stub.On("delegatedAdminCustomers", $$"""{"value":[{"id":"{{A}}","tenantId":"{{A}}","displayName":"Able"},{"id":"{{B}}","tenantId":"{{B}}","displayName":"Baker"}]}""");
        room.Stub.On(@"delegatedAdminRelationships\?\$top", $$"""
            {"@odata.nextLink":"https://graph.microsoft.com/v1.0/tenantRelationships/delegatedAdminRelationships?$skiptoken=2","value":[
             {"id":"r1","displayName":"old","status":"expired","endDateTime":"2025-01-01T00:00:00Z","customer":{"tenantId":"{{A}}","displayName":"Able"},"accessDetails":{"unifiedRoles":[{"roleDefinitionId":"62e90394-69f5-4237-9190-012177145e10"}]} },
             {"id":"r2","displayName":"new","status":"active","autoExtendDuration":"P180D","endDateTime":"2027-01-01T00:00:00Z","customer":{"tenantId":"{{A}}","displayName":"Able"},"accessDetails":{"unifiedRoles":[{"roleDefinitionId":"3a2c62db-5318-420d-8d74-23affee5d9d5"}]} },
             {"id":"r3","displayName":"MLT_lighthouse","status":"active","endDateTime":"2028-01-01T00:00:00Z","customer":{"tenantId":"{{B}}","displayName":"Baker"},"accessDetails":{"unifiedRoles":[]} }]}
            """);
        room.Stub.On("skiptoken=2", $$"""{"value":[{"id":"r4","displayName":"gone","status":"terminated","endDateTime":"2026-05-01T00:00:00Z","customer":{"tenantId":"{{C}}","displayName":"Charlie"} }]}""");

        var tenants = (await room.Directory.ReadCustomersAsync(GraphRoom.Home.Id, GraphRoom.User, TestContext.Current.CancellationToken)).ValueOrDefault!;

        Assert.Equal(["Able", "Baker", "Charlie"], tenants.Select(tenant => tenant.DisplayName));
        Assert.Equal([true, false, false], tenants.Select(tenant => tenant.Relationship.Active));
        Assert.Equal([KnownRoles.IntuneAdministrator], tenants[0].Relationship.Roles);
        Assert.Equal((TimeSpan.FromDays(180), "new"), (tenants[0].Relationship.AutoExtends, tenants[0].Relationship.RelationshipName));
        Assert.Null(tenants[2].Relationship.AutoExtends);
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), tenants[0].Relationship.EndsAt);
        Assert.Equal(GraphRoom.Home.Id, tenants[0].Relationship.PartnerTenantId);
        Assert.Equal(GraphRoom.Home.Id.ToString(), Assert.Single(room.Tokens.Requests).TenantId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LooksForCustomers_IsWhatTheRegistrationAsksFor(bool msp)
    {
        await using var room = new GraphRoom(msp: msp);

        Assert.Equal(msp, room.Directory.LooksForCustomers);
    }

    [Fact]
    public async Task ReadCustomers_Forbidden_SaysWhy()
    {
        await using var room = new GraphRoom();
        room.Stub.On("tenantRelationships", """{"error":{"code":"Forbidden"}}""", 403);

        var fact = await room.Directory.ReadCustomersAsync(GraphRoom.Home.Id, GraphRoom.User, TestContext.Current.CancellationToken);

        Assert.Equal(UnreadableKind.RoleMissing, fact.WhyUnreadable!.Kind);
    }

    [Fact]
    public async Task SearchGroups_Found_AreCounted()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"groups\?\$search=""displayName:pilot  x""", """{"value":[{"id":"g1","displayName":"Pilot","groupTypes":["DynamicMembership"]},{"id":"g2","displayName":"Pilot 2","groupTypes":[]}]}""");
        room.Stub.On(@"groups/g1/transitiveMembers/\$count", "42");

        var hits = (await room.Groups.SearchAsync(GraphRoom.Customer, GraphRoom.User, "pilot\" x", TestContext.Current.CancellationToken)).ValueOrDefault!;

        Assert.Equal([new GroupHit("g1", "Pilot", 42, IsDynamic: true), new GroupHit("g2", "Pilot 2", null, IsDynamic: false)], hits);
        Assert.All(room.Stub.Requests, request => Assert.True(request.Eventual));
    }
}
