using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra;

namespace PinResetPortal.Emulator.Control;

public sealed class ControlTests
{
    private const string ServiceId = "b8456c59-1230-44c7-a4a2-99b085333e84";

    [Fact]
    public async Task Tenants_List_HasEveryScenarioWithItsVerdict()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var response = await emulator.ControlAsync(HttpMethod.Get, "/tenants");
        var tenants = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray();
        Assert.Equal(26, tenants.Count);
        Assert.All(tenants, tenant => Assert.Contains(tenant!["expectedVerdict"]!.GetValue<string>(), new[] { "Ready", "NotReady", "Unknown" }));
        Assert.Equal(26, tenants.Select(tenant => tenant!["scenario"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task AddTenant_OddObjects_AreKeptAsTheyAreAndGetIds()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var policy = JsonNode.Parse("""
            {"@odata.context":"https://graph.microsoft.com/beta/$metadata#x","@odata.type":"#microsoft.graph.deviceManagementConfigurationPolicy","name":"odd","strange":{"a":[1,null]},
             "settings":[{"settingInstance":{"@odata.type":"#microsoft.graph.somethingNew"}}],"assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}
            """)!;

        var id = await emulator.AddTenantAsync(new JsonObject
        {
            ["displayName"] = "Odd",
            ["unknownProperty"] = 7,
            ["graph"] = new JsonObject { ["deviceManagement/configurationPolicies"] = new JsonArray(policy.DeepClone()) },
        });

        var stored = emulator.Objects(id, "deviceManagement/configurationPolicies").Single();
        Assert.NotEmpty(stored.Text("id")!);
        Assert.NotEmpty(stored["assignments"]![0].Text("id")!);
        stored.Remove("id");
        stored["settings"]![0]!.AsObject().Remove("id");
        stored["assignments"]![0]!.AsObject().Remove("id");
        Assert.True(JsonNode.DeepEquals(policy, stored));
    }

    [Fact]
    public async Task AddTenant_Minimal_IsARealTenantOfThePartner()
    {
        await using var emulator = await TestEmulator.StartAsync();

        var id = await emulator.AddTenantAsync(new JsonObject { ["displayName"] = "Bellows College", ["graph"] = new JsonObject { ["servicePrincipals"] = new JsonArray(new JsonObject { ["appId"] = ServiceId, ["accountEnabled"] = false }) } });

        Assert.Equal(id, emulator.Objects(id, "organization").Single().Text("id"));
        Assert.Equal("bellowscollege.example", emulator.Objects(id, "domains").Single().Text("id"));
        Assert.Equal(["INTUNE_A", "AAD_PREMIUM"], emulator.Objects(id, "subscribedSkus").Single().Items("servicePlans").Select(plan => plan.Text("servicePlanName")));
        var service = emulator.Objects(id, "servicePrincipals").Single(sp => sp.Is("appId", ServiceId));
        Assert.Equal(false, service.Flag("accountEnabled"));
        Assert.Equal("Microsoft Pin Reset Service Production", service.Text("displayName"));
        Assert.Contains(emulator.Objects(TestEmulator.Partner, "tenantRelationships/delegatedAdminCustomers"), customer => customer.Is("tenantId", id));
        Assert.Contains(emulator.Objects(TestEmulator.Partner, "tenantRelationships/delegatedAdminRelationships"), r => r["customer"].Is("tenantId", id) && r.Is("status", "active"));
        Assert.Contains("DeviceManagementConfiguration.ReadWrite.All", TestEmulator.AccessToken(await emulator.TokenAsync(id, TestEmulator.AppForm())).GetPayloadValue<string[]>("roles"));
    }

    [Fact]
    public async Task AddTenant_WithoutGdap_IsNoCustomer()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var id = await emulator.AddTenantAsync(new JsonObject { ["displayName"] = "Alone", ["gdap"] = false, ["licences"] = new JsonArray() });
        Assert.DoesNotContain(emulator.Objects(TestEmulator.Partner, "tenantRelationships/delegatedAdminCustomers"), customer => customer.Is("tenantId", id));
        Assert.DoesNotContain(emulator.Objects(id, "subscribedSkus").Single().Items("servicePlans"), plan => plan.Is("servicePlanName", "INTUNE_A"));
    }

    [Fact]
    public async Task AddTenant_GroupMembers_AreKeptApart()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var id = await emulator.AddTenantAsync(new JsonObject
        {
            ["graph"] = new JsonObject { ["groups"] = new JsonArray(new JsonObject { ["displayName"] = "G", ["members"] = new JsonArray("one", new JsonObject { ["id"] = "two" }) }) },
        });
        var group = emulator.Objects(id, "groups").Single();
        Assert.False(group.ContainsKey("members"));
        Assert.Equal(["one", "two"], group.Texts("_members"));
    }

    [Fact]
    public async Task AddTenant_PathsAsClientsWriteThem_AreTheSameCollections()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var graph = JsonNode.Parse("""
            {"beta/deviceManagement/configurationPolicies":{"@odata.context":"https://graph.microsoft.com/beta/$metadata#x","value":[{"name":"one"}]},
             "/deviceManagement/configurationPolicies":[{"name":"two"}],
             "directory/deletedItems/microsoft.graph.servicePrincipal":[{"appId":"9115dd05-fad5-4f9c-acc7-305d08b1b04e"}],
             "directory/deletedItems/microsoft.graph.application":[{"appId":"f0000000-0000-4000-8000-0000000000a1"}],
             "servicePrincipals/s1/appRoleAssignedTo":[{"principalId":"u1","resourceId":"s1"}],
             "servicePrincipals/s1/oauth2PermissionGrants":[{"clientId":"s1","resourceId":"s2","consentType":"AllPrincipals","scope":"a"}]}
            """);

        var id = await emulator.AddTenantAsync(new JsonObject { ["portalConsent"] = "none", ["graph"] = graph });

        Assert.Equal(["one", "two"], emulator.Objects(id, "deviceManagement/configurationPolicies").Select(policy => policy.Text("name")));
        Assert.Equal(["#microsoft.graph.servicePrincipal", "#microsoft.graph.application"], emulator.Objects(id, "directory/deletedItems").Select(item => item.Text("@odata.type")));
        Assert.Equal("u1", emulator.Objects(id, "appRoleAssignments").Single().Text("principalId"));
        Assert.Equal("s2", emulator.Objects(id, "oauth2PermissionGrants").Single().Text("resourceId"));
    }

    [Fact]
    public async Task AddTenant_NullsAndGaps_AreFilledLikeThoseOfARealTenant()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var graph = JsonNode.Parse("""
            {"organization":[{"displayName":"Org"}],"groups":[{"id":null,"displayName":"G","members":null}],
             "deviceManagement/configurationPolicies":[{"id":null,"name":null,"settings":null,"assignments":null}],"auditLogs/signIns":[{"appId":"a"}],
             "applications":[{"appId":null}],"directory/deletedItems/microsoft.graph.application":[{"appId":null}]}
            """);

        var id = await emulator.AddTenantAsync(new JsonObject { ["graph"] = graph });

        Assert.Equal(id, emulator.Objects(id, "organization").Single().Text("id"));
        Assert.Empty(emulator.Objects(id, "groups").Single().Texts("_members"));
        Assert.NotEmpty(emulator.Objects(id, "groups").Single().Text("id")!);
        Assert.All(emulator.Objects(id, "applications").Concat(emulator.Objects(id, "directory/deletedItems")), application => Assert.NotEmpty(application.Text("appId") ?? ""));
        Assert.NotEmpty(emulator.Objects(id, "deviceManagement/configurationPolicies").Single().Text("id")!);
        Assert.Equal("2026-11-22T12:00:00Z", emulator.Objects(id, "auditLogs/signIns").Single().Text("createdDateTime"));
    }

    [Fact]
    public async Task AddTenant_DeepSettings_AreTaken()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var settings = string.Concat(Enumerable.Repeat("""[{"children":""", 90)) + "[]" + string.Concat(Enumerable.Repeat("}]", 90));
        var response = await emulator.ControlAsync(HttpMethod.Post, "/tenants", $$$"""{"graph":{"deviceManagement/configurationPolicies":[{"name":"deep","settings":{{{settings}}}}]}}""");
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task AddTenant_InPlaceOfAScenario_HasNoVerdictOfTheScenario()
    {
        await using var emulator = await TestEmulator.StartAsync();
        const string id = "a0000002-0000-4000-8000-000000000002";
        await emulator.AddTenantAsync(new JsonObject { ["tenantId"] = id, ["displayName"] = "Northwind" });

        var tenants = JsonNode.Parse(await (await emulator.ControlAsync(HttpMethod.Get, "/tenants")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray();

        Assert.Null(tenants.Single(tenant => tenant.Is("tenantId", id))!["expectedVerdict"]);
    }

    [Theory]
    [InlineData("GET", "/requests?since=x", "'since' is 'x'")]
    [InlineData("POST", "/generate?tenants=many", "'tenants' is 'many'")]
    [InlineData("POST", "/generate?tenants=0", "between 1 and 20000")]
    public async Task Numbers_ThatAreNone_AreAnsweredWithASentence(string method, string path, string expected)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var response = await emulator.ControlAsync(new HttpMethod(method), path);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(expected, (await response.Content.ReadFromJsonAsync())!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddTenant_SameIdAgain_ReplacesIt()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var document = new JsonObject { ["tenantId"] = "c0000000-0000-4000-8000-000000000001", ["displayName"] = "First" };
        await emulator.AddTenantAsync(document);
        document["displayName"] = "Second";
        var id = await emulator.AddTenantAsync(document);
        Assert.Equal("Second", emulator.Tenant(id).DisplayName);
        Assert.Single(emulator.Objects(TestEmulator.Partner, "tenantRelationships/delegatedAdminRelationships"), r => r["customer"].Is("tenantId", id));
    }

    [Fact]
    public async Task AddTenant_SixHundredLargePolicies_AreTaken()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var setting = new JsonObject { ["settingInstance"] = new JsonObject { ["settingDefinitionId"] = "device_vendor_msft_policy_config_something_or_other", ["choiceSettingValue"] = new JsonObject { ["value"] = "x_1" } } };
        var policies = new JsonArray([.. Enumerable.Range(0, 600).Select(_ => (JsonNode)new JsonObject { ["settings"] = new JsonArray([.. Enumerable.Range(0, 600).Select(_ => setting.DeepClone())]) })]);
        var id = await emulator.AddTenantAsync(new JsonObject { ["displayName"] = "Huge", ["graph"] = new JsonObject { ["deviceManagement/configurationPolicies"] = policies } });
        Assert.Equal(600, emulator.Objects(id, "deviceManagement/configurationPolicies").Count);
    }

    [Theory]
    [InlineData("[]", "JSON object")]
    [InlineData("{\"tenantId\":\"x\"}", "GUID")]
    [InlineData("{\"portalConsent\":\"maybe\"}", "'all', 'read' or 'none'")]
    [InlineData("{\"gdap\":\"yes\"}", "true or false")]
    [InlineData("{\"licences\":\"INTUNE_A\"}", "array")]
    [InlineData("{\"graph\":[]}", "Graph paths")]
    [InlineData("{\"graph\":{\"users\":{}}}", "array of objects")]
    [InlineData("not json", "not JSON")]
    [InlineData("{\"graph\":{\"users\":[{\"id\":\"a\",\"id\":\"b\"}]}}", "not JSON")]
    public async Task AddTenant_BadInput_Is400WithASentence(string json, string expected)
    {
        await using var emulator = await TestEmulator.StartAsync();
        var response = await emulator.ControlAsync(HttpMethod.Post, "/tenants", json);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains(expected, (await response.Content.ReadFromJsonAsync())!["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_Tenant_IsGoneFromThePartnerToo()
    {
        await using var emulator = await TestEmulator.StartAsync();
        const string id = "a0000001-0000-4000-8000-000000000001";
        Assert.Equal(204, (int)(await emulator.ControlAsync(HttpMethod.Delete, "/tenants/" + id)).StatusCode);
        Assert.Equal(400, (int)(await emulator.ControlAsync(HttpMethod.Delete, "/tenants/" + id)).StatusCode);
        Assert.DoesNotContain(emulator.Objects(TestEmulator.Partner, "tenantRelationships/delegatedAdminCustomers"), customer => customer.Is("tenantId", id));
    }

    [Fact]
    public async Task ExpireGdap_ClosesTheTenantForThePartner()
    {
        await using var emulator = await TestEmulator.StartAsync();
        const string id = "a0000001-0000-4000-8000-000000000001";
        var tokens = await emulator.SignInAsync("morgan@fabrikam-msp.example");
        await emulator.ControlAsync(HttpMethod.Post, $"/tenants/{id}/expire-gdap");
        Assert.Equal(50020, (await emulator.TokenAsync(id, TestEmulator.RefreshForm(tokens)))["error_codes"]![0]!.GetValue<int>());
        Assert.Contains(emulator.Objects(TestEmulator.Partner, "tenantRelationships/delegatedAdminRelationships"), r => r["customer"].Is("tenantId", id) && r.Is("status", "expired"));
    }

    [Fact]
    public async Task Generate_SameSeed_GivesTheSameTenants()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var first = await GenerateAsync(emulator, "?tenants=60&seed=4");
        var second = await GenerateAsync(emulator, "?tenants=60&seed=4");
        Assert.True(JsonNode.DeepEquals(first, second));
        Assert.Equal(60, first.Select(tenant => tenant!["tenantId"]!.GetValue<string>()).Distinct().Count());
        Assert.Equal(3, first.Select(tenant => tenant!["expectedVerdict"]!.GetValue<string>()).Distinct().Count());
        Assert.NotNull(emulator.Tenant(first[0]!["tenantId"]!.GetValue<string>()));
        Assert.Equal(400, (int)(await emulator.ControlAsync(HttpMethod.Post, "/generate")).StatusCode);
    }

    [Fact]
    public async Task Reset_BringsTheBeginningBack()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var added = await emulator.AddTenantAsync(new JsonObject { ["displayName"] = "Temporary" });
        await emulator.ControlAsync(HttpMethod.Post, "/faults", """{"throttleShare":1}""");
        await emulator.ControlAsync(HttpMethod.Post, "/tenants/a0000001-0000-4000-8000-000000000001/revoke-consent");
        await emulator.AppTokenAsync(TestEmulator.Partner);

        Assert.Equal(204, (int)(await emulator.ControlAsync(HttpMethod.Post, "/reset")).StatusCode);

        Assert.Empty(await emulator.LogAsync());
        Assert.Equal(90002, (await emulator.TokenAsync(added, TestEmulator.AppForm()))["error_codes"]![0]!.GetValue<int>());
        var token = await emulator.AppTokenAsync("a0000001-0000-4000-8000-000000000001");
        Assert.Equal(200, (int)(await emulator.GraphAsync(HttpMethod.Get, "/v1.0/organization", token)).StatusCode);
    }

    [Fact]
    public async Task Reset_Empty_LeavesThePartnersPeopleAndNothingThatWasRegistered()
    {
        await using var emulator = await TestEmulator.StartAsync();
        Assert.Contains(emulator.Objects(TestEmulator.Partner, "servicePrincipals"), one => one.Is("appId", TestEmulator.PortalId));

        Assert.Equal(204, (int)(await emulator.ControlAsync(HttpMethod.Post, "/reset?empty=true")).StatusCode);

        Assert.Empty(emulator.Objects(TestEmulator.Partner, "applications"));
        Assert.Contains(emulator.Objects(TestEmulator.Partner, "users"), one => one.Is("displayName", "Morgan Engineer"));
        Assert.DoesNotContain(emulator.Objects(TestEmulator.Partner, "servicePrincipals"), one => one.Is("appId", TestEmulator.PortalId));
        Assert.Equal(700016, (await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm()))["error_codes"]![0]!.GetValue<int>());
        Assert.Null(emulator.Tenant("a0000001-0000-4000-8000-000000000001"));
    }

    /// <summary>A browser that came over TLS stays under the name it asked for; everybody else is led to the Emulator itself.</summary>
    [Theory]
    [InlineData(null, "http://127.0.0.1:")]
    [InlineData("https", "https://login.microsoftonline.com/")]
    public async Task Discovery_BehindATlsFront_KeepsBrowsersThere(string? scheme, string start)
    {
        await using var emulator = await TestEmulator.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(emulator.Client.BaseAddress!, "/organizations/v2.0/.well-known/openid-configuration"));
        request.Headers.Host = "login.microsoftonline.com";
        request.Headers.TryAddWithoutValidation("X-Forwarded-Proto", scheme ?? "");
        using var client = new HttpClient();

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var document = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.StartsWith(start, document["authorization_endpoint"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith(start, document["end_session_endpoint"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_EveryReceivedOneIsListedOnceWithItsStatus()
    {
        await using var emulator = await TestEmulator.StartAsync();
        var token = await emulator.AppTokenAsync(TestEmulator.Partner);
        await emulator.TokenAsync(TestEmulator.Partner, TestEmulator.AppForm(secret: "wrong"));
        await Task.WhenAll(Enumerable.Range(0, 25).Select(i => emulator.GraphAsync(HttpMethod.Get, $"/v1.0/users/{i}?%24select=id", token)));
        await emulator.GraphAsync(HttpMethod.Delete, "/beta/missing", token);
        await emulator.GraphAsync(HttpMethod.Get, "/v1.0/me", null);

        var log = await emulator.LogAsync();

        Assert.Equal(29, log.Count);
        Assert.Equal(Enumerable.Range(1, 29).Select(n => (long)n), log.Select(line => line["number"]!.GetValue<long>()));
        Assert.Equal((200, TestEmulator.PortalId), (log[0]["status"]!.GetValue<int>(), log[0]["clientId"]!.GetValue<string>()));
        Assert.Equal(401, log[1]["status"]!.GetValue<int>());
        Assert.Equal(25, log.Count(line => line["path"]!.GetValue<string>().EndsWith("?$select=id", StringComparison.Ordinal)));
        Assert.Equal(("DELETE", "/beta/missing", 404), (log[27]["method"]!.GetValue<string>(), log[27]["path"]!.GetValue<string>(), log[27]["status"]!.GetValue<int>()));
        Assert.Equal(401, log[28]["status"]!.GetValue<int>());
        Assert.Null(log[28]["tenantId"]);
        Assert.Equal(2, (await emulator.LogAsync(27)).Count);
    }

    private static async Task<JsonArray> GenerateAsync(TestEmulator emulator, string query)
    {
        var response = await emulator.ControlAsync(HttpMethod.Post, "/generate" + query);
        Assert.Equal(200, (int)response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsArray();
    }
}
