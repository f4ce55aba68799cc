using System.Net;
using System.Text.Json.Nodes;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Graph;

public sealed class ChangeExecutorTests
{
    private static readonly PlannedChange.CreateServicePrincipal CreateService = new(KnownApps.PinResetServiceAppId);

    private static readonly PolicyDraft Draft = new("PIN reset", "Made by the portal [op:1]",
    [
        new(KnownSettings.DeviceEnablePinRecovery, DraftSettingKind.Choice, KnownSettings.DeviceEnablePinRecovery + "_true", KnownSettings.DeviceGroup),
        new(KnownSettings.DeviceGroup + "_policies_pincomplexity_minimumpinlength", DraftSettingKind.Number, "6", KnownSettings.DeviceGroup),
        new(KnownSettings.WebSignInAllowedUrls, DraftSettingKind.Text, "adfs.contoso.com", null),
    ]);

    public static TheoryData<PlannedChange, string, string, string?> Requests => new()
    {
        { CreateService, "POST", "/v1.0/servicePrincipals", """{"appId":"b8456c59-1230-44c7-a4a2-99b085333e84"}""" },
        { new PlannedChange.DeleteServicePrincipal(ObjectReference.CreatedBy("create-service"), "a"), "DELETE", "/v1.0/servicePrincipals/{create-service}", null },
        { new PlannedChange.RestoreServicePrincipal("d1", "a"), "POST", "/v1.0/directory/deletedItems/d1/restore", null },
        { new PlannedChange.SetServicePrincipalEnabled("s1", "a", true), "PATCH", "/v1.0/servicePrincipals/s1", """{"accountEnabled":true}""" },
        { new PlannedChange.CreatePermissionGrant("s1", "s2", "a b"), "POST", "/v1.0/oauth2PermissionGrants", """{"clientId":"s1","consentType":"AllPrincipals","resourceId":"s2","scope":"a b"}""" },
        { new PlannedChange.DeletePermissionGrant("g-1_", "s1"), "DELETE", "/v1.0/oauth2PermissionGrants/g-1_", null },
        { new PlannedChange.SetAppRoleAssignmentRequired("s1", "a", false), "PATCH", "/v1.0/servicePrincipals/s1", """{"appRoleAssignmentRequired":false}""" },
        { new PlannedChange.DeleteConfigurationPolicy("p1"), "DELETE", "/beta/deviceManagement/configurationPolicies/p1", null },
        {
            new PlannedChange.AssignPolicy(PolicyKind.CustomOmaUri, "c1", [new(AssignmentTarget.AllDevices)]), "POST", "/beta/deviceManagement/deviceConfigurations/c1/assign",
            """{"assignments":[{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}]}"""
        },
        {
            new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, ObjectReference.CreatedBy("create-policy"),
                [new(AssignmentTarget.Other, TargetDocument: """{"@odata.type":"#microsoft.graph.x","collectionId":"c"}"""), new(AssignmentTarget.Group, "g1")]),
            "POST", "/beta/deviceManagement/configurationPolicies/{create-policy}/assign",
            """{"assignments":[{"target":{"@odata.type":"#microsoft.graph.x","collectionId":"c"}},{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"g1"}}]}"""
        },
        { new PlannedChange.AssignPolicy(PolicyKind.Intent, "n1", []), "POST", "/beta/deviceManagement/intents/n1/assign", """{"assignments":[]}""" },
        {
            new PlannedChange.ReplaceConfigurationPolicy("p1", """{"id":"p1","settings":[{"id":"0","settingInstance":{"settingDefinitionId":"x","a@odata.context":"y"}}],"name":"n","templateReference":{"templateId":"t_1","templateFamily":"baseline"}}"""),
            "PUT", "/beta/deviceManagement/configurationPolicies/p1", """{"name":"n","roleScopeTagIds":["0"],"templateReference":{"templateId":"t_1"},"settings":[{"settingInstance":{"settingDefinitionId":"x"}}]}"""
        },
        {
            // Names that no schema has go out only when they say something.
            new PlannedChange.ReplaceConfigurationPolicy("p1", """{"name":"n","roleScopeTagIds":null,"settings":[{"settingInstance":{"settingDefinitionId":"x","auditRuleInformation":null,"settingInstanceTemplateReference":null,"choiceSettingValue":{"children":[{"auditRuleInformation":null,"new":1,"settingDefinitionId":"y"}],"value":"v"}}}]}"""),
            "PUT", "/beta/deviceManagement/configurationPolicies/p1",
            """{"name":"n","roleScopeTagIds":["0"],"settings":[{"settingInstance":{"choiceSettingValue":{"children":[{"new":1,"settingDefinitionId":"y"}],"value":"v"},"settingDefinitionId":"x","settingInstanceTemplateReference":null}}]}"""
        },
        {
            new PlannedChange.ReplaceConfigurationPolicy("p1", """{"name":"n","roleScopeTagIds":["7"],"settings":[]}"""),
            "PUT", "/beta/deviceManagement/configurationPolicies/p1", """{"name":"n","roleScopeTagIds":["7"],"settings":[]}"""
        },
        {
            new PlannedChange.CreateConfigurationPolicy(new PolicyDraft("n", "d", [], """[{"settingInstance":{"settingDefinitionId":"x","auditRuleInformation":null}}]""")),
            "POST", "/beta/deviceManagement/configurationPolicies",
            """{"name":"n","description":"d","platforms":"windows10","technologies":"mdm","roleScopeTagIds":["0"],"settings":[{"settingInstance":{"settingDefinitionId":"x"}}]}"""
        },
        {
            new PlannedChange.UpdatePolicy(PolicyKind.IdentityProtection, "i1", """{"id":"i1","displayName":"n","pinRecoveryEnabled":true}"""),
            "PATCH", "/beta/deviceManagement/deviceConfigurations/i1", """{"@odata.type":"#microsoft.graph.windowsIdentityProtectionConfiguration","pinRecoveryEnabled":true}"""
        },
        {
            new PlannedChange.UpdatePolicy(PolicyKind.CustomOmaUri, "c1", """{"id":"c1","omaSettings":[{"omaUri":"./a","value":3,"isEncrypted":false},{"omaUri":"./b","value":true}]}"""),
            "PATCH", "/v1.0/deviceManagement/deviceConfigurations/c1", """{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","omaSettings":[{"omaUri":"./a","value":3},{"omaUri":"./b","value":true}]}"""
        },
        { new PlannedChange.DeleteDeviceConfiguration("c1"), "DELETE", "/v1.0/deviceManagement/deviceConfigurations/c1", null },
        {
            new PlannedChange.CreateDeviceConfiguration("""{"id":"c1","version":3,"displayName":"n","roleScopeTagIds":["0"],"omaSettings":[{"omaUri":"./a","value":3,"isEncrypted":false}]}"""),
            "POST", "/beta/deviceManagement/deviceConfigurations",
            """{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","displayName":"n","roleScopeTagIds":["0"],"omaSettings":[{"omaUri":"./a","value":3}]}"""
        },
        {
            new PlannedChange.UpdatePolicy(PolicyKind.Intent, "n1", $$"""{"settings":[{"id":"s1","definitionId":"{{KnownSettings.IntentPinRecovery}}","valueJson":"true"},{"id":"s2","definitionId":"other","valueJson":"3"}]}"""),
            "POST", "/beta/deviceManagement/intents/n1/updateSettings",
            $$"""{"settings":[{"@odata.type":"#microsoft.graph.deviceManagementBooleanSettingInstance","id":"s1","definitionId":"{{KnownSettings.IntentPinRecovery}}","valueJson":"true"}]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Requests), DisableDiscoveryEnumeration = true)]
    public async Task Describe_EveryKind_IsTheDocumentedRequest(PlannedChange change, string method, string path, string? body)
    {
        await using var room = new GraphRoom();

        Assert.Equal(new PlannedRequest(method, path, body), room.Executor.Describe(change));
    }

    [Fact]
    public async Task Describe_CreatePolicy_PutsChildrenIntoTheirGroup()
    {
        await using var room = new GraphRoom();

        var request = room.Executor.Describe(new PlannedChange.CreateConfigurationPolicy(Draft));

        Assert.Equal("/beta/deviceManagement/configurationPolicies", request.Path);
        var body = JsonNode.Parse(request.Body!)!;
        Assert.Equal(("windows10", "mdm", "0"), (body["platforms"]!.GetValue<string>(), body["technologies"]!.GetValue<string>(), body["roleScopeTagIds"]![0]!.GetValue<string>()));
        Assert.Equal(2, body["settings"]!.AsArray().Count);
        var children = body["settings"]![0]!["settingInstance"]!["groupSettingCollectionValue"]![0]!["children"]!.AsArray();
        Assert.Equal(KnownSettings.DeviceEnablePinRecovery + "_true", children[0]!["choiceSettingValue"]!["value"]!.GetValue<string>());
        Assert.Equal(6, children[1]!["simpleSettingValue"]!["value"]!.GetValue<int>());
        Assert.Equal("adfs.contoso.com", body["settings"]![1]!["settingInstance"]!["simpleSettingValue"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Describe_EveryKindOfChange_HasAHandler()
    {
        await using var room = new GraphRoom();
        var described = Requests.Select(row => row.Data.Item1.GetType()).Append(typeof(PlannedChange.CreateConfigurationPolicy)).ToHashSet();

        Assert.Equal(typeof(PlannedChange).GetNestedTypes().OrderBy(type => type.Name), described.OrderBy(type => type.Name));
    }

    [Fact]
    public async Task Execute_Accepted_SendsExactlyTheDescribedRequestOnce()
    {
        await using var room = new GraphRoom();
        room.Stub.On("POST /v1.0/servicePrincipals", """{"id":"new-1","appId":"b"}""", 201);

        var outcome = await room.ExecuteAsync(CreateService);

        Assert.Equal(new ChangeOutcome.Applied(201, "request-1", "new-1"), outcome);
        var sent = Assert.Single(room.Stub.Requests);
        Assert.Equal(room.Executor.Describe(CreateService), new PlannedRequest(sent.Method, sent.Path, sent.Body));
        Assert.Equal(["Application.ReadWrite.All"], Assert.Single(room.Tokens.Requests).Scopes);
    }

    [Fact]
    public async Task Execute_ThrottledThenAccepted_WaitsAndSendsAgain()
    {
        await using var room = new GraphRoom();
        room.Stub.Outer = (_, number) => number switch
        {
            1 => new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Headers = { { "Retry-After", "4" } } },
            2 => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable),
            _ => null,
        };
        room.Stub.On("PATCH /v1.0/servicePrincipals/s1", _ => new StubAnswer(204));

        var outcome = await room.ExecuteAsync(new PlannedChange.SetServicePrincipalEnabled("s1", "a", true));

        Assert.Equal(new ChangeOutcome.Applied(204, "request-3", "s1"), outcome);
        Assert.Contains(TimeSpan.FromSeconds(4), room.Time.Waits);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    [InlineData(0)]
    public async Task Execute_NobodyKnows_IsUncertainAndSentOnce(int status)
    {
        await using var room = new GraphRoom();
        room.Stub.Outer = (_, _) => status == 0 ? throw new HttpRequestException("dropped") : new HttpResponseMessage((HttpStatusCode)status);

        Assert.IsType<ChangeOutcome.Uncertain>(await room.ExecuteAsync(CreateService));
        Assert.Equal(1, room.Stub.HttpRequests);
    }

    [Fact]
    public async Task Execute_ServicePrincipalExists_IsAlreadyInPlaceWithItsId()
    {
        await using var room = new GraphRoom();
        room.Stub.On("POST /v1.0/servicePrincipals", """{"error":{"code":"Request_MultipleObjectsWithSameKeyValue","message":"The service principal name is already in use."}}""", 409);
        room.Stub.On(@"GET /v1.0/servicePrincipals\?.*appId eq", """{"value":[{"id":"old-1"}]}""");

        Assert.Equal(new ChangeOutcome.AlreadyInPlace(409, "request-1", "old-1"), await room.ExecuteAsync(CreateService));
    }

    [Fact]
    public async Task Execute_NotFound_DependsOnTheKind()
    {
        await using var room = new GraphRoom();

        Assert.IsType<ChangeOutcome.NotVisibleYet>(await room.ExecuteAsync(new PlannedChange.SetServicePrincipalEnabled("s1", "a", true)));
        Assert.IsType<ChangeOutcome.AlreadyInPlace>(await room.ExecuteAsync(new PlannedChange.DeleteConfigurationPolicy("p1")));
    }

    [Theory]
    [InlineData(403, UnreadableKind.RoleMissing)]
    [InlineData(400, UnreadableKind.NotUnderstood)]
    public async Task Execute_Refused_SaysWhy(int status, UnreadableKind kind)
    {
        await using var room = new GraphRoom();
        room.Stub.On("POST", """{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}}""", status);

        var refused = Assert.IsType<ChangeOutcome.Refused>(await room.ExecuteAsync(CreateService));

        Assert.Equal((kind, "Authorization_RequestDenied", "request-1"), (refused.Reason.Kind, refused.Reason.Code, refused.Reason.RequestId));
    }

    [Fact]
    public async Task Execute_ConsentRevokedInTheMiddle_IsPortalNotConsented()
    {
        await using var room = new GraphRoom();
        room.Stub.On("POST", """{"error":{"code":"InvalidAuthenticationToken","message":"x"}}""", 401);
        room.Tokens.Refuse = request =>
        {
            if (request.ForceRefresh)
            {
                throw FakeTokens.Challenge("AADSTS65001");
            }
        };

        var refused = Assert.IsType<ChangeOutcome.Refused>(await room.ExecuteAsync(CreateService));

        Assert.Equal((UnreadableKind.PortalNotConsented, "Application.ReadWrite.All"), (refused.Reason.Kind, refused.Reason.Permission));
        Assert.Single(room.Stub.Requests);
    }

    [Fact]
    public async Task Execute_UnresolvedReference_Throws()
    {
        await using var room = new GraphRoom();

        await Assert.ThrowsAsync<InvalidOperationException>(() => room.ExecuteAsync(new PlannedChange.DeleteConfigurationPolicy(ObjectReference.CreatedBy("create-policy"))));
        Assert.Empty(room.Stub.Requests);
    }

    [Fact]
    public async Task Observe_PolicyWithTheMarker_IsInPlace()
    {
        await using var room = new GraphRoom();
        var change = new PlannedChange.CreateConfigurationPolicy(Draft);
        Assert.IsType<ChangeObservation.NotInPlace>(await room.ObserveAsync(change));
        room.Stub.On(@"configurationPolicies\?\$select=id,name,description", """{"value":[{"id":"p8","name":"PIN reset","description":"Made by the portal [op:2]"},{"id":"p9","name":"renamed","description":"Made by the portal [op:1]"}]}""");

        Assert.Equal(new ChangeObservation.InPlace("p9"), await room.ObserveAsync(change));
    }

    [Fact]
    public async Task Observe_Assignments_ComparesTheWholeList()
    {
        await using var room = new GraphRoom();
        room.Stub.On("configurationPolicies/p1/assignments", $$"""{"value":{{Shapes.GroupTarget("g1")}}}""");

        Assert.IsType<ChangeObservation.InPlace>(await room.ObserveAsync(new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, "p1", [new(AssignmentTarget.Group, "G1")])));
        Assert.IsType<ChangeObservation.NotInPlace>(await room.ObserveAsync(new PlannedChange.AssignPolicy(PolicyKind.SettingsCatalog, "p1", [])));
    }

    [Fact]
    public async Task Observe_ReplacedPolicy_IsComparedWithTheDocumentThatWasRead()
    {
        await using var room = new GraphRoom();
        room.Stub.On(@"configurationPolicies\?", Shapes.List(Shapes.Catalog("p1")));
        room.Stub.On("configurationPolicies/p1$", Shapes.Catalog("p1", withSettings: false));
        room.Stub.On("configurationPolicies/p1/settings", $$"""{"value":{{Shapes.Settings()}}}""");
        var document = (await room.ReadAsync()).ConfigurationPolicies.ValueOrDefault![0].Document!;

        Assert.IsType<ChangeObservation.InPlace>(await room.ObserveAsync(new PlannedChange.ReplaceConfigurationPolicy("p1", document)));
        Assert.IsType<ChangeObservation.NotInPlace>(await room.ObserveAsync(new PlannedChange.ReplaceConfigurationPolicy("p1", document.Replace("_true", "_false", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Observe_ServicePrincipal_LooksAtItsState()
    {
        await using var room = new GraphRoom();
        room.Stub.On("GET /v1.0/servicePrincipals/s1", """{"id":"s1","accountEnabled":true,"appRoleAssignmentRequired":true}""");

        Assert.IsType<ChangeObservation.InPlace>(await room.ObserveAsync(new PlannedChange.SetServicePrincipalEnabled("s1", "a", true)));
        Assert.IsType<ChangeObservation.NotInPlace>(await room.ObserveAsync(new PlannedChange.SetAppRoleAssignmentRequired("s1", "a", false)));
        Assert.IsType<ChangeObservation.InPlace>(await room.ObserveAsync(new PlannedChange.RestoreServicePrincipal("s1", "a")));
        Assert.IsType<ChangeObservation.NotInPlace>(await room.ObserveAsync(new PlannedChange.DeleteServicePrincipal("s1", "a")));
        Assert.IsType<ChangeObservation.InPlace>(await room.ObserveAsync(new PlannedChange.DeleteServicePrincipal("gone", "a")));
    }
}
