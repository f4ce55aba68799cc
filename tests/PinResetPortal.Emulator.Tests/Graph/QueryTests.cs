using System.Net;
using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Graph;

public sealed class QueryTests
{
    [Theory]
    [InlineData("accountEnabled eq true", "Ada Admin,Gus Guest")]
    [InlineData("not(accountEnabled eq true)", "Ben O'Brien")]
    [InlineData("displayName eq 'ben o''brien'", "Ben O'Brien")]
    [InlineData("displayName ne 'Ada Admin'", "Ben O'Brien,Gus Guest")]
    [InlineData("startsWith(displayName,'A') or startswith(displayName,'G')", "Ada Admin,Gus Guest")]
    [InlineData("endsWith(userPrincipalName,'ben@northwind.example')", "Ben O'Brien")]
    [InlineData("id in ('a0000000-0000-4000-8000-000000000001', 'a0000000-0000-4000-8000-000000000003')", "Ada Admin,Gus Guest")]
    [InlineData("createdDateTime ge 2025-01-01T00:00:00Z and createdDateTime lt 2026-01-01", "Ben O'Brien")]
    [InlineData("(userType eq 'Guest' or accountEnabled eq false) and startsWith(displayName,'B')", "Ben O'Brien")]
    [InlineData("mail eq null", "Ben O'Brien,Gus Guest")]
    [InlineData("NOT startsWith(displayName,'A') AND accountEnabled eq true OR displayName eq 'x'", "Gus Guest")]
    [InlineData("assignedLicenses/$count eq 0", "Ada Admin,Ben O'Brien,Gus Guest")]
    [InlineData("startsWith(displayName,'A') eq false", "Ben O'Brien,Gus Guest")]
    public async Task Filter_Users_SelectsByExpression(string filter, string expected)
    {
        await using var host = await GraphHost.StartAsync();

        var names = await host.NamesAsync($"v1.0/users?$count=true&$filter={Uri.EscapeDataString(filter)}", eventual: true);

        Assert.Equal(expected.Split(','), names);
    }

    [Theory]
    [InlineData("groupTypes/any(t:t eq 'Unified')", "Helpdesk Berlin")]
    [InlineData("groupTypes/any(t: t eq 'Unified' or t eq 'DynamicMembership')", "Helpdesk Berlin,Empty")]
    [InlineData("securityEnabled eq true and mailEnabled eq false", "All Staff,Empty")]
    public async Task Filter_Groups_UnderstandsLambdas(string filter, string expected)
    {
        await using var host = await GraphHost.StartAsync();

        Assert.Equal(expected.Split(','), await host.NamesAsync($"v1.0/groups?$filter={Uri.EscapeDataString(filter)}"));
    }

    [Theory]
    [InlineData("v1.0/users?$filter=displayName ne 'x'", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$filter=not(displayName eq 'x')", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$filter=endsWith(mail,'x')", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$filter=contains(displayName,'x')", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$filter=tolower(displayName) eq 'x'", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$filter=nonsense eq 'x'", "BadRequest")]
    [InlineData("v1.0/users?$filter=displayName eq", "BadRequest")]
    [InlineData("v1.0/users?$filter=displayName eq 'x", "BadRequest")]
    [InlineData("v1.0/users?$filter=length(displayName) eq 3", "BadRequest")]
    [InlineData("v1.0/users?$filter=accountEnabled eq 'true'", "BadRequest")]
    [InlineData("v1.0/servicePrincipals?$filter=notes eq 'x'", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$select=id,nonsense", "BadRequest")]
    [InlineData("v1.0/users?$select=id,_members", "BadRequest")]
    [InlineData("v1.0/users?$expand=nonsense", "BadRequest")]
    [InlineData("v1.0/groups?$expand=members($nonsense=1)", "BadRequest")]
    [InlineData("v1.0/groups?$expand=members($select=nonsense)", "BadRequest")]
    [InlineData("beta/deviceManagement/configurationPolicies?$expand=settings($select=nonsense)", "BadRequest")]
    [InlineData("v1.0/users?$top=0", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$top=1000", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$top=many", "BadRequest")]
    [InlineData("v1.0/users?$skip=1", "BadRequest")]
    [InlineData("v1.0/users?$count=maybe", "BadRequest")]
    [InlineData("v1.0/users/$count", "Request_BadRequest")]
    [InlineData("v1.0/users?$filter=assignedLicenses/$count eq 0", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$filter=startsWith(displayName,'x') eq false", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$filter=NOT startsWith(displayName,'x')", "Request_UnsupportedQuery")]
    [InlineData("v1.0/servicePrincipals?$orderby=displayName", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$orderby=createdDateTime", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$search=\"displayName:x\"", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$orderby=mobilePhone", "Request_UnsupportedQuery")]
    [InlineData("v1.0/users?$skiptoken=forged", "BadRequest")]
    [InlineData("v1.0/users?$apply=x", "BadRequest")]
    [InlineData("v1.0/users?nonsense=x", "BadRequest")]
    [InlineData("v1.0/users?$top=1&top=2", "BadRequest")]
    [InlineData("v1.0/organization?$filter=id eq 'x'", "BadRequest")]
    [InlineData("v1.0/users/ben@northwind.example?$top=1", "BadRequest")]
    [InlineData("beta/deviceManagement/configurationPolicies?$select=nonsense", "BadRequest")]
    [InlineData("beta/deviceManagement/configurationPolicies?$top=1001", "BadRequest")]
    [InlineData("beta/deviceManagement/configurationPolicies?$search=\"x\"", "BadRequest")]
    public async Task Query_NotSupported_IsRefused(string path, string code)
    {
        await using var host = await GraphHost.StartAsync();

        Assert.Equal(code, (await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", path))["code"]!.ToString());
    }

    [Fact]
    public async Task Select_UnknownProperty_NamesPropertyAndType()
    {
        await using var host = await GraphHost.StartAsync();

        var error = await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", "v1.0/groups?$select=x");

        Assert.Equal("Parsing OData Select and Expand failed: Could not find a property named 'x' on type 'microsoft.graph.group'.", error["message"]!.ToString());
    }

    [Fact]
    public async Task Select_PropertyOfAStoredObject_IsKnown()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "deviceManagement/configurationPolicies", """{"id":"p","name":"Odd","futureProperty":{"a":[1,null]},"futureProperty@odata.type":"#X","settings":[]}""");
        await using var host = await GraphHost.StartAsync(tenant);

        var policy = (await host.GetAsync("beta/deviceManagement/configurationPolicies?$select=id,futureProperty"))["value"]![0]!.AsObject();

        Assert.Equal(["id", "futureProperty", "futureProperty@odata.type"], policy.Select(p => p.Key));
    }

    [Fact]
    public async Task Select_WithoutIt_UsersHaveTheDefaultProperties()
    {
        await using var host = await GraphHost.StartAsync();

        Assert.DoesNotContain("accountEnabled", (await host.GetAsync("v1.0/users"))["value"]![0]!.AsObject().Select(p => p.Key));
        Assert.Null((await host.GetAsync("v1.0/users?$select=department"))["value"]![0]!["department"]);
    }

    [Fact]
    public async Task Expand_WithNestedSelect_ShapesTheRelated()
    {
        await using var host = await GraphHost.StartAsync();

        var group = (await host.GetAsync($"v1.0/groups/{TestTenant.OuterGroup}?$select=displayName&$expand=members($select=id)"));

        Assert.Equal(["@odata.context", "displayName", "members"], group.Select(p => p.Key));
        Assert.Equal(["@odata.type", "id"], group["members"]![1]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task Select_OfMembers_TakesPropertiesOfEveryKindOfMember()
    {
        await using var host = await GraphHost.StartAsync();

        var members = (await host.GetAsync($"v1.0/groups/{TestTenant.InnerGroup}/transitiveMembers?$select=id,jobTitle,accountEnabled,operatingSystem"))["value"]!.AsArray();
        var expanded = (await host.GetAsync($"v1.0/groups/{TestTenant.InnerGroup}?$expand=members($select=id,operatingSystem)"))["members"]!.AsArray();

        Assert.Contains(members, member => member!["operatingSystem"]?.ToString() == "Windows");
        Assert.Contains(expanded, member => member!["operatingSystem"]?.ToString() == "Windows");
    }

    [Fact]
    public async Task CountAndOrder_AdvancedQuery_Answered()
    {
        await using var host = await GraphHost.StartAsync();

        var page = await host.GetAsync("v1.0/users?$count=true&$top=1&$orderby=displayName desc", eventual: true);
        Assert.Equal(3, page["@odata.count"]!.GetValue<int>());
        Assert.Equal("Gus Guest", page["value"]![0]!["displayName"]!.ToString());
        var (status, _, text) = await host.SendAsync("GET", "v1.0/users/$count?$filter=accountEnabled eq true", eventual: true);
        Assert.Equal((HttpStatusCode.OK, "2"), (status, text));
    }

    [Theory]
    [InlineData("v1.0/users?$count=true&$filter=endsWith(displayName,'n')")]
    [InlineData("v1.0/groups?$count=true&$expand=members")]
    public async Task AdvancedQuery_NotSupported_IsRefused(string path)
    {
        await using var host = await GraphHost.StartAsync();

        Assert.Equal("Request_UnsupportedQuery", (await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", path, eventual: true))["code"]!.ToString());
    }

    [Fact]
    public async Task Count_WithoutConsistencyLevel_IsIgnored()
    {
        await using var host = await GraphHost.StartAsync();

        var page = await host.GetAsync("v1.0/users?$count=true");

        Assert.False(page.ContainsKey("@odata.count"));
        Assert.Equal(3, page["value"]!.AsArray().Count);
    }

    [Fact]
    public async Task Count_OfDirectoryObjects_IsOnTheFirstPageOnly()
    {
        await using var host = await GraphHost.StartAsync();

        var first = await host.GetAsync("v1.0/users?$count=true&$top=2", eventual: true);
        var second = await host.GetAsync(first["@odata.nextLink"]!.ToString(), eventual: true);

        Assert.Equal(3, first["@odata.count"]!.GetValue<int>());
        Assert.False(second.ContainsKey("@odata.count"));
        Assert.Single(second["value"]!.AsArray());
    }

    [Theory]
    [InlineData("technologies has microsoft.graph.deviceManagementConfigurationTechnologies'mdm'", "Old,New")]
    [InlineData("assignments/any()", "New")]
    [InlineData("assignments/$count eq 0", "Old")]
    [InlineData("NOT contains(name,'Old') OR name eq 'x'", "New")]
    [InlineData("contains(name,'Old') eq false", "New")]
    public async Task Filter_Policies_UnderstandsTheFormsInUse(string filter, string expected)
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(
            tenant,
            "deviceManagement/configurationPolicies",
            """{"id":"1","name":"Old","technologies":"mdm,configManager","settings":[],"assignments":[]}""",
            """{"id":"2","name":"New","technologies":"mdm","settings":[],"assignments":[{"id":"a","target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}""");
        await using var host = await GraphHost.StartAsync(tenant);

        Assert.Equal(expected.Split(','), await host.NamesAsync($"beta/deviceManagement/configurationPolicies?$filter={Uri.EscapeDataString(filter)}", "name"));
    }

    [Fact]
    public async Task Filter_AssignmentsOfATenantWithoutPolicies_IsKnown()
    {
        await using var host = await GraphHost.StartAsync();

        Assert.Empty(await host.NamesAsync("beta/deviceManagement/configurationPolicies?$filter=assignments/any()&$expand=assignments&top=1000", "name"));
        Assert.Empty(await host.NamesAsync("beta/deviceManagement/groupPolicyConfigurations?$expand=assignments"));
    }

    [Fact]
    public async Task Paging_ObjectsComeAndGo_NothingTwiceAndNothingLost()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "deviceManagement/managedDevices", [.. Enumerable.Range(0, 250).Select(n => $$"""{"id":"m{{n}}","deviceName":"PC-{{n}}"}""")]);
        await using var host = await GraphHost.StartAsync(tenant);

        var first = await host.GetAsync("v1.0/deviceManagement/managedDevices?$select=id&$filter=startsWith(deviceName,'PC')");
        var next = first["@odata.nextLink"]!.ToString();
        Assert.StartsWith("https://graph.microsoft.com/v1.0/deviceManagement/managedDevices?", next, StringComparison.Ordinal);
        tenant.Write(c => c["deviceManagement/managedDevices"].RemoveAll(d => d["id"]!.ToString() is "m0" or "m99"));
        TestTenant.Put(tenant, "deviceManagement/managedDevices", """{"id":"late","deviceName":"PC-late"}""");
        var second = await host.GetAsync(next);
        var third = await host.GetAsync(second["@odata.nextLink"]!.ToString());

        Assert.Null(third["@odata.nextLink"]);
        var ids = new[] { first, second, third }.SelectMany(p => p["value"]!.AsArray()).Select(v => v!["id"]!.ToString()).ToList();
        Assert.Equal([.. Enumerable.Range(0, 250).Select(n => $"m{n}"), "late"], ids);
        Assert.Equal(["id"], second["value"]![0]!.AsObject().Select(p => p.Key));
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", next.Replace("$select=id&", "", StringComparison.Ordinal).Replace("PC", "P", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Paging_WithExpandedSettings_AtMost250()
    {
        var tenant = TestTenant.Create();
        TestTenant.Put(tenant, "deviceManagement/configurationPolicies", [.. Enumerable.Range(0, 600).Select(n => $$"""{"id":"p{{n}}","name":"P{{n}}","settings":[],"assignments":[]}""")]);
        await using var host = await GraphHost.StartAsync(tenant);

        Assert.Equal(600, (await host.GetAsync("beta/deviceManagement/configurationPolicies?$top=999"))["value"]!.AsArray().Count);
        Assert.Equal(250, (await host.GetAsync("beta/deviceManagement/configurationPolicies?$top=999&$expand=settings,assignments"))["value"]!.AsArray().Count);
        Assert.Equal(100, (await host.GetAsync("beta/deviceManagement/configurationPolicies"))["value"]!.AsArray().Count);
        Assert.Equal("p590", (await host.GetAsync("beta/deviceManagement/configurationPolicies?$skip=590&$top=5"))["value"]![0]!["id"]!.ToString());
    }

    [Theory]
    [InlineData("GET", "v1.0/nonsense", 400, "Resource not found for the segment 'nonsense'.")]
    [InlineData("GET", "v1.0/deviceManagement/configurationPolicies", 400, "Resource not found for the segment 'configurationPolicies'.")]
    [InlineData("GET", "v1.0/deviceManagement/intents", 400, "Resource not found for the segment 'intents'.")]
    [InlineData("GET", "v1.0/users/x/nonsense", 400, "Resource not found for the segment 'nonsense'.")]
    [InlineData("DELETE", "v1.0/organization", 405, "Specified HTTP method is not allowed for the request target.")]
    [InlineData("GET", "v1.0/groups/00000000-0000-0000-0000-000000000000", 404, "Resource '00000000-0000-0000-0000-000000000000' does not exist or one of its queried reference-property objects are not present.")]
    public async Task Path_Unknown_SaysWhatIsWrong(string method, string path, int status, string message)
    {
        await using var host = await GraphHost.StartAsync();

        Assert.Equal(message, (await host.RefusedAsync((HttpStatusCode)status, method, path))["message"]!.ToString());
    }

    [Fact]
    public async Task Context_OfListAndEntity_NamesTheType()
    {
        await using var host = await GraphHost.StartAsync();

        Assert.Equal("https://graph.microsoft.com/v1.0/$metadata#users(id)", (await host.GetAsync("v1.0/users?$select=id"))["@odata.context"]!.ToString());
        Assert.Equal("https://graph.microsoft.com/v1.0/$metadata#groups/$entity", (await host.GetAsync($"v1.0/groups('{TestTenant.EmptyGroup}')"))["@odata.context"]!.ToString());
    }

    [Fact]
    public async Task Search_TwoClauses_AreJoined()
    {
        await using var host = await GraphHost.StartAsync();

        Assert.Equal(["Helpdesk Berlin"], await host.NamesAsync("v1.0/groups?$search=\"displayName:berlin\"", eventual: true));
        Assert.Equal(["All Staff", "Empty"], await host.NamesAsync("v1.0/groups?$search=\"displayName:staff\" OR \"displayName:empty\"", eventual: true));
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", "v1.0/groups?$search=\"visibility:x\"", eventual: true);
        await host.RefusedAsync(HttpStatusCode.BadRequest, "GET", "v1.0/groups?$search=staff", eventual: true);
    }

    [Fact]
    public async Task GetByIds_BadBody_IsRefused()
    {
        await using var host = await GraphHost.StartAsync();

        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", "v1.0/directoryObjects/getByIds", new JsonObject());
        await host.RefusedAsync(HttpStatusCode.BadRequest, "POST", "v1.0/directoryObjects/getByIds");
    }
}
