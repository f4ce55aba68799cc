using System.Net;
using Microsoft.Graph.DirectoryObjects.GetByIds;
using Microsoft.Graph.Models;
using Microsoft.Graph.Models.ODataErrors;

namespace PinResetPortal.Emulator.Graph;

/// <summary>Every v1.0 path of the directory through Microsoft's own client.</summary>
public sealed class DirectorySdkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tenant_ReadByClient_IsComplete()
    {
        await using var host = await GraphHost.StartAsync();
        var graph = host.Client();

        var organization = (await graph.Organization.GetAsync(r => r.QueryParameters.Select = ["id", "displayName", "verifiedDomains"], Token))!.Value!.Single();
        Assert.Equal("Northwind", organization.DisplayName);
        Assert.Equal("northwind.example", organization.VerifiedDomains!.Single().Name);
        Assert.DoesNotContain("_note", organization.AdditionalData.Keys);
        Assert.Equal("Managed", (await graph.Domains.GetAsync(cancellationToken: Token))!.Value!.Single().AuthenticationType);
        Assert.Equal("Managed", (await graph.Domains["northwind.example"].GetAsync(cancellationToken: Token))!.AuthenticationType);
        Assert.Equal("INTUNE_A", (await graph.SubscribedSkus.GetAsync(cancellationToken: Token))!.Value!.Single().ServicePlans![0].ServicePlanName);
        Assert.Empty((await graph.Contracts.GetAsync(cancellationToken: Token))!.Value!);
    }

    [Fact]
    public async Task Me_MemberUser_HasRolesAndGroups()
    {
        await using var host = await GraphHost.StartAsync();
        var graph = host.Client();

        Assert.Equal("Ada Admin", (await graph.Me.GetAsync(cancellationToken: Token))!.DisplayName);
        var roles = await graph.Me.TransitiveMemberOf.GraphDirectoryRole.GetAsync(cancellationToken: Token);
        Assert.Equal(Callers.GlobalAdministrator.ToString(), roles!.Value!.Single().RoleTemplateId);
        var memberships = await graph.Me.MemberOf.GetAsync(cancellationToken: Token);
        Assert.Contains(memberships!.Value!, m => m is Group { DisplayName: "All Staff" });
        Assert.Contains(memberships.Value!, m => m is DirectoryRole);
    }

    [Fact]
    public async Task Users_GetByIdAndName_AreTheSame()
    {
        await using var host = await GraphHost.StartAsync();
        var graph = host.Client();

        Assert.Equal(3, (await graph.Users.GetAsync(cancellationToken: Token))!.Value!.Count);
        var byId = await graph.Users[TestTenant.UserId].GetAsync(cancellationToken: Token);
        var byName = await graph.Users["ben@northwind.example"].GetAsync(r => r.QueryParameters.Select = ["id", "accountEnabled"], Token);
        Assert.Equal(byId!.Id, byName!.Id);
        Assert.Null(byId.AccountEnabled);
        Assert.False(byName.AccountEnabled);
    }

    [Fact]
    public async Task Groups_NestedWithCycle_AreResolvedOnce()
    {
        await using var host = await GraphHost.StartAsync();
        var group = host.Client().Groups[TestTenant.OuterGroup];

        var direct = await group.Members.GetAsync(cancellationToken: Token);
        Assert.Equal([TestTenant.InnerGroup, TestTenant.AdminId], direct!.Value!.Select(m => m.Id));
        var all = await group.TransitiveMembers.GetAsync(cancellationToken: Token);
        Assert.Equal([TestTenant.AdminId, TestTenant.UserId, TestTenant.InnerGroup, TestTenant.DeviceId], all!.Value!.Select(m => m.Id!).Order(StringComparer.Ordinal));
        var groups = await group.TransitiveMembers.GraphGroup.GetAsync(cancellationToken: Token);
        Assert.Equal("Helpdesk Berlin", groups!.Value!.Single().DisplayName);
        Assert.Equal(4, await group.TransitiveMembers.Count.GetAsync(r => r.Headers.Add("ConsistencyLevel", "eventual"), Token));
    }

    [Fact]
    public async Task Groups_Search_NeedsConsistencyLevel()
    {
        await using var host = await GraphHost.StartAsync();
        var graph = host.Client();

        var found = await graph.Groups.GetAsync(r =>
        {
            r.QueryParameters.Search = "\"displayName:help\"";
            r.QueryParameters.Select = ["id", "displayName"];
            r.Headers.Add("ConsistencyLevel", "eventual");
        }, Token);
        Assert.Equal("Helpdesk Berlin", found!.Value!.Single().DisplayName);
        var error = await Assert.ThrowsAsync<ODataError>(() => graph.Groups.GetAsync(r => r.QueryParameters.Search = "\"displayName:help\"", Token));
        Assert.Equal(400, error.ResponseStatusCode);
        Assert.Equal("Request_UnsupportedQuery", error.Error!.Code);
    }

    [Fact]
    public async Task DirectoryRolesAndObjects_AreTyped()
    {
        await using var host = await GraphHost.StartAsync();
        var graph = host.Client();

        var role = (await graph.DirectoryRoles.GetAsync(cancellationToken: Token))!.Value!.Single();
        Assert.Equal(TestTenant.AdminId, (await graph.DirectoryRoles[role.Id].Members.GetAsync(cancellationToken: Token))!.Value!.Single().Id);
        var found = await graph.DirectoryObjects.GetByIds.PostAsGetByIdsPostResponseAsync(new GetByIdsPostRequestBody { Ids = [TestTenant.UserId, TestTenant.OuterGroup, "00000000-0000-0000-0000-00000000dead"] }, cancellationToken: Token);
        Assert.Equal([typeof(User), typeof(Group)], found!.Value!.Select(o => o.GetType()));
        Assert.Equal("PC-1", (await graph.Devices.GetAsync(cancellationToken: Token))!.Value!.Single().DisplayName);
    }

    [Fact]
    public async Task ServicePrincipal_LifeCycle_CreatesPatchesDeletesRestores()
    {
        await using var host = await GraphHost.StartAsync();
        var graph = host.Client();

        var created = await graph.ServicePrincipals.PostAsync(new ServicePrincipal { AppId = TestTenant.ServiceAppId }, cancellationToken: Token);
        Assert.Equal("Microsoft Pin Reset Service Production", created!.DisplayName);
        Assert.True(created.AccountEnabled);
        Assert.Equal(409, (await Assert.ThrowsAsync<ODataError>(() => graph.ServicePrincipals.PostAsync(new ServicePrincipal { AppId = TestTenant.ServiceAppId }, cancellationToken: Token))).ResponseStatusCode);
        var found = await graph.ServicePrincipals.GetAsync(r => r.QueryParameters.Filter = $"appId in ('{TestTenant.ServiceAppId}','{TestTenant.ClientAppId}')", Token);
        Assert.Equal(created.Id, found!.Value!.Single().Id);

        await graph.ServicePrincipals[created.Id].PatchAsync(new ServicePrincipal { AccountEnabled = false, AppRoleAssignmentRequired = true }, cancellationToken: Token);
        var read = await graph.ServicePrincipalsWithAppId(TestTenant.ServiceAppId).GetAsync(cancellationToken: Token);
        Assert.False(read!.AccountEnabled);
        Assert.True(read.AppRoleAssignmentRequired);

        await graph.ServicePrincipals[created.Id].DeleteAsync(cancellationToken: Token);
        Assert.Equal(404, (await Assert.ThrowsAsync<ODataError>(() => graph.ServicePrincipals[created.Id].GetAsync(cancellationToken: Token))).ResponseStatusCode);
        var deleted = await graph.Directory.DeletedItems.GraphServicePrincipal.GetAsync(r => r.QueryParameters.Filter = $"appId eq '{TestTenant.ServiceAppId}'", Token);
        Assert.NotNull(deleted!.Value!.Single().DeletedDateTime);

        var restored = await graph.Directory.DeletedItems[created.Id].Restore.PostAsync(cancellationToken: Token);
        Assert.Equal(created.Id, Assert.IsType<ServicePrincipal>(restored).Id);
        Assert.Empty((await graph.Directory.DeletedItems.GraphServicePrincipal.GetAsync(cancellationToken: Token))!.Value!);
        Assert.Null((await graph.ServicePrincipals[created.Id].GetAsync(cancellationToken: Token))!.DeletedDateTime);
    }

    [Fact]
    public async Task PermissionGrants_CreateFilterPatchDelete()
    {
        await using var host = await GraphHost.StartAsync();
        var graph = host.Client();
        var resource = await graph.ServicePrincipals.PostAsync(new ServicePrincipal { AppId = TestTenant.ServiceAppId }, cancellationToken: Token);

        var grant = await graph.Oauth2PermissionGrants.PostAsync(new OAuth2PermissionGrant { ClientId = TestTenant.PortalSpId, ConsentType = "AllPrincipals", ResourceId = resource!.Id, Scope = "a" }, cancellationToken: Token);
        await graph.Oauth2PermissionGrants[grant!.Id].PatchAsync(new OAuth2PermissionGrant { Scope = "a b" }, cancellationToken: Token);
        var byClient = await graph.Oauth2PermissionGrants.GetAsync(r => r.QueryParameters.Filter = $"clientId eq '{TestTenant.PortalSpId}'", Token);
        Assert.Equal("a b", byClient!.Value!.Single().Scope);
        Assert.Single((await graph.ServicePrincipals[TestTenant.PortalSpId].Oauth2PermissionGrants.GetAsync(cancellationToken: Token))!.Value!);
        await graph.Oauth2PermissionGrants[grant.Id].DeleteAsync(cancellationToken: Token);
        Assert.Empty((await graph.Oauth2PermissionGrants.GetAsync(cancellationToken: Token))!.Value!);
    }

    [Fact]
    public async Task AppRoleAssignments_SeenFromBothSides()
    {
        await using var host = await GraphHost.StartAsync();
        var graph = host.Client();
        var resource = await graph.ServicePrincipals.PostAsync(new ServicePrincipal { AppId = TestTenant.ServiceAppId }, cancellationToken: Token);

        var assignment = await graph.ServicePrincipals[resource!.Id].AppRoleAssignedTo.PostAsync(new AppRoleAssignment { PrincipalId = new(TestTenant.UserId), ResourceId = new(resource.Id!), AppRoleId = Guid.Empty }, cancellationToken: Token);
        Assert.Equal("User", assignment!.PrincipalType);
        Assert.Single((await graph.ServicePrincipals[resource.Id].AppRoleAssignedTo.GetAsync(cancellationToken: Token))!.Value!);
        Assert.Empty((await graph.ServicePrincipals[resource.Id].AppRoleAssignments.GetAsync(cancellationToken: Token))!.Value!);
        await graph.ServicePrincipals[resource.Id].AppRoleAssignedTo[assignment.Id].DeleteAsync(cancellationToken: Token);
        Assert.Empty((await graph.ServicePrincipals[resource.Id].AppRoleAssignedTo.GetAsync(cancellationToken: Token))!.Value!);
    }

    [Fact]
    public async Task AuditLogs_ChangeAndSignIn_AreListed()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "auditLogs/signIns",
            $$"""{"id":"s1","appId":"{{TestTenant.ClientAppId}}","createdDateTime":"2026-11-20T10:00:00Z","status":{"errorCode":650052,"failureReason":"x"} }""",
            $$"""{"id":"s2","appId":"{{TestTenant.ClientAppId}}","createdDateTime":"2026-11-21T10:00:00Z","status":{"errorCode":0} }""");
        await using var host = await GraphHost.StartAsync(tenant);
        var graph = host.Client();
        await graph.ServicePrincipals.PostAsync(new ServicePrincipal { AppId = TestTenant.ClientAppId }, cancellationToken: Token);

        var failures = await graph.AuditLogs.SignIns.GetAsync(r => r.QueryParameters.Filter = $"appId eq '{TestTenant.ClientAppId}' and status/errorCode ne 0 and createdDateTime ge 2026-11-20T00:00:00Z", Token);
        Assert.Equal(650052, failures!.Value!.Single().Status!.ErrorCode);
        Assert.Equal(["s2", "s1"], (await graph.AuditLogs.SignIns.GetAsync(cancellationToken: Token))!.Value!.Select(s => s.Id));
        var audit = (await graph.AuditLogs.DirectoryAudits.GetAsync(r => r.QueryParameters.Filter = "activityDisplayName eq 'Add service principal'", Token))!.Value!.Single();
        Assert.Equal(TestTenant.AdminId, audit.InitiatedBy!.User!.Id);
        Assert.Equal("Microsoft Pin Reset Client Production", audit.TargetResources!.Single().DisplayName);
    }

    [Fact]
    public async Task Partner_CustomersAndRelationships_AreFiltered()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "tenantRelationships/delegatedAdminCustomers", """{"id":"c1","tenantId":"c1","displayName":"Contoso"}""");
        TestTenant.Put(tenant, "tenantRelationships/delegatedAdminRelationships", """{"id":"r1","displayName":"A","status":"active","customer":{"tenantId":"c1"},"accessAssignments":[{"id":"x"}]}""", """{"id":"r2","displayName":"B","status":"expired"}""");
        TestTenant.Put(tenant, "contracts", """{"id":"k1","customerId":"0c0b0a00-0000-4000-8000-000000000001","displayName":"Contoso"}""");
        await using var host = await GraphHost.StartAsync(tenant);
        var graph = host.Client();

        Assert.Equal("Contoso", (await graph.TenantRelationships.DelegatedAdminCustomers.GetAsync(cancellationToken: Token))!.Value!.Single().DisplayName);
        Assert.Equal("r1", (await graph.TenantRelationships.DelegatedAdminRelationships.GetAsync(r => r.QueryParameters.Filter = "status eq 'active'", Token))!.Value!.Single().Id);
        Assert.Equal("x", (await graph.TenantRelationships.DelegatedAdminRelationships["r1"].AccessAssignments.GetAsync(cancellationToken: Token))!.Value!.Single().Id);
        Assert.Equal("Contoso", (await graph.Contracts.GetAsync(r => r.QueryParameters.Filter = "customerId eq 0c0b0a00-0000-4000-8000-000000000001", Token))!.Value!.Single().DisplayName);
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", "v1.0/tenantRelationships/delegatedAdminCustomers?$top=301");
    }
}
