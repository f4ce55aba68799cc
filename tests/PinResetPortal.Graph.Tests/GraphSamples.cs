using PinResetPortal.Core.Field;
using PinResetPortal.Graph.Changing;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph;

/// <summary>One answer for each row of the table of reads, in the documented shape. A row without one fails its tests.</summary>
internal static class GraphSamples
{
    private const string Target = """{"id":"a1","source":"direct","target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"g1","deviceAndAppManagementAssignmentFilterType":"include","deviceAndAppManagementAssignmentFilterId":"f1"}}""";
    private const string Device = """{"id":"m1","deviceName":"PC-1","azureADDeviceId":"0000aaaa-0000-4000-8000-000000000009","userId":"u1","operatingSystem":"Windows","osVersion":"10.0.26100.1","skuFamily":"Enterprise","joinType":"azureADJoined","lastSyncDateTime":"2026-11-20T10:00:00Z","complianceState":"compliant"}""";
    private const string User = """{"id":"u1","displayName":"Ada","userPrincipalName":"ada@x.example","accountEnabled":true}""";
    private const string Group = """{"id":"g1","displayName":"Pilot","groupTypes":["DynamicMembership"]}""";
    private const string SignIn = """{"id":"s1","createdDateTime":"2026-11-20T10:00:00Z","userId":"u1","appId":"a1","status":{"errorCode":65001,"failureReason":"why"},"conditionalAccessStatus":"failure","appliedConditionalAccessPolicies":[{"displayName":"MFA","result":"failure"}],"correlationId":"c1","deviceDetail":{"displayName":"PC-1"}}""";
    private const string ConditionalAccess = """
        {"id":"ca1","displayName":"CA - Block","state":"enabled","createdDateTime":"2026-10-20T10:00:00Z","modifiedDateTime":"2026-11-20T10:00:00Z",
         "conditions":{"applications":{"includeApplications":["All"],"excludeApplications":["a1"],"applicationFilter":{"mode":"exclude","rule":"x"}},
           "users":{"includeUsers":["All"],"excludeUsers":["u1"],"includeGroups":["g1"],"excludeGroups":["g2"],"includeRoles":["r1"],"excludeRoles":["r2"]},
           "platforms":{"includePlatforms":["all"],"excludePlatforms":["android"]},"locations":{"includeLocations":["All"],"excludeLocations":["AllTrusted"]},
           "clientAppTypes":["all"],"clientApplications":{"includeServicePrincipals":["s1"]},"authenticationFlows":{"transferMethods":"deviceCodeFlow"},
           "devices":{"deviceFilter":{"mode":"include","rule":"x"}},"signInRiskLevels":["high"],"userRiskLevels":["low"],"insiderRiskLevels":"minor","servicePrincipalRiskLevels":["low"]},
         "grantControls":{"operator":"OR","builtInControls":["mfa"],"termsOfUse":["t1"],"customAuthenticationFactors":["f1"],
           "authenticationStrength":{"id":"st1","displayName":"Phishing-resistant MFA","allowedCombinations":["fido2"]}}}
        """;
    private const string Row = """{"@odata.type":"#microsoft.graph.omaSettingBoolean","displayName":"PIN","omaUri":"./Device/Vendor/MSFT/PassportForWork/x/Policies/EnablePinRecovery","value":true,"isEncrypted":false}""";
    private const string Customer = """{"id":"aaaaaaaa-1111-4111-8111-111111111111","tenantId":"aaaaaaaa-1111-4111-8111-111111111111","displayName":"Contoso"}""";
    private static readonly string Custom = $$"""{"@odata.type":"#microsoft.graph.windows10CustomConfiguration","id":"c1","displayName":"Custom","omaSettings":[{{Row}}],"assignments":[{{Target}}]}""";
    private const string Identity = """{"@odata.type":"#microsoft.graph.windowsIdentityProtectionConfiguration","id":"i1","displayName":"Identity","pinRecoveryEnabled":true,"windowsHelloForBusinessBlocked":false,"assignments":[]}""";
    private static readonly string IntentValues = $$"""
        {"value":[{"@odata.type":"#microsoft.graph.deviceManagementBooleanSettingInstance","id":"a","definitionId":"{{KnownSettings.IntentPinRecovery}}","valueJson":"true"},
                  {"@odata.type":"#microsoft.graph.deviceManagementBooleanSettingInstance","id":"b","definitionId":"{{KnownSettings.IntentHelloBlocked}}","value":true}]}
        """;

    private static readonly Dictionary<string, string?> Samples = new()
    {
        [nameof(GraphReads.Organization)] = """{"value":[{"id":"t1","displayName":"Contoso","verifiedDomains":[{"isDefault":true,"name":"contoso.com"}]}]}""",
        [nameof(GraphReads.Domains)] = """{"value":[{"authenticationType":"Federated","id":"contoso.com","isDefault":true,"isVerified":true}]}""",
        [nameof(GraphReads.Federation)] = """{"value":[{"id":"f1","passiveSignInUri":"https://sts.contoso.com/adfs/ls"}]}""",
        [nameof(GraphReads.UsersOfDomain)] = """{"value":[{"id":"u1"}]}""",
        [nameof(GraphReads.AdministrativeTemplates)] = Shapes.List($$"""{"id":"t1","displayName":"Lock screen","assignments":[{{Target}}]}"""),
        [nameof(GraphReads.AdministrativeTemplateValues)] = """{"value":[{"id":"v1","enabled":true,"definition":{"id":"d1","displayName":"Turn off app notifications on the lock screen"}}]}""",
        [nameof(GraphReads.Licences)] = """{"value":[{"id":"s1","capabilityStatus":"Enabled","servicePlans":[{"servicePlanName":"INTUNE_A","provisioningStatus":"Success"}]}]}""",
        [nameof(GraphReads.ServicePrincipals)] = """{"value":[{"id":"o1","appId":"a1","displayName":"Pin","accountEnabled":true,"appRoleAssignmentRequired":false}]}""",
        [nameof(GraphReads.DeletedServicePrincipals)] = """{"value":[{"id":"o1","appId":"a1","displayName":"Pin","deletedDateTime":"2026-11-20T10:00:00Z"}]}""",
        [nameof(GraphReads.Assigned)] = """{"value":[{"id":"r1","principalId":"u1","principalDisplayName":"Ada","principalType":"User"}]}""",
        [nameof(GraphReads.Grants)] = """{"value":[{"id":"g1","clientId":"o1","resourceId":"o2","consentType":"AllPrincipals","scope":"a b"}]}""",
        [nameof(GraphReads.Group)] = Group,
        [nameof(GraphReads.GroupMembers)] = """{"value":[{"@odata.type":"#microsoft.graph.group","id":"g2"},{"@odata.type":"#microsoft.graph.device","id":"d1"}]}""",
        [nameof(GraphReads.ConfigurationPolicies)] = Shapes.List(Shapes.Catalog("p1", assignments: $"[{Target}]")),
        [nameof(GraphReads.ConfigurationPoliciesLight)] = Shapes.List(Shapes.Catalog("p1", assignments: $"[{Target}]", withSettings: false)),
        [nameof(GraphReads.PolicySettings)] = $$"""{"value":{{Shapes.Settings()}}}""",
        [nameof(GraphReads.DeviceConfigurations)] = Shapes.List(Custom, Identity),
        [nameof(GraphReads.HelloEnrolment)] = Shapes.List($$"""{"@odata.type":"#microsoft.graph.deviceEnrollmentWindowsHelloForBusinessConfiguration","id":"e1","displayName":"All users","priority":0,"state":"disabled","assignments":[{{Target}}]}"""),
        [nameof(GraphReads.Intents)] = Shapes.List($$"""{"id":"n1","displayName":"Legacy","templateId":"{{KnownSettings.IntentAccountProtectionTemplate}}","lastModifiedDateTime":"2026-11-20T10:00:00Z","assignments":[{{Target}}]}"""),
        [nameof(GraphReads.IntentSettings)] = IntentValues,
        [nameof(GraphReads.AssignmentFilters)] = """{"value":[{"id":"f1","displayName":"Corporate"}]}""",
        [nameof(GraphReads.DevicePage)] = Shapes.List(Device),
        [nameof(GraphReads.DeviceOverview)] = """{"id":"o1","deviceOperatingSystemSummary":{"windowsCount":7}}""",
        [nameof(GraphReads.PolicyDevices)] = """{"TotalRowCount":1,"Schema":[{"Column":"IntuneDeviceId"},{"Column":"UPN"},{"Column":"PolicyStatus"}],"Values":[["m1","ada@x.example",6]]}""",
        [nameof(GraphReads.PolicySummary)] = """{"TotalRowCount":1,"Schema":[{"Column":"NumberOfCompliantDevices"},{"Column":"NumberOfErrorDevices"}],"Values":[[3,1]]}""",
        [nameof(GraphReads.SyncDevice)] = null,
        [nameof(GraphReads.User)] = User,
        [nameof(GraphReads.UserMemberships)] = """{"value":[{"id":"g1"}]}""",
        [nameof(GraphReads.AuthenticationMethods)] = """{"value":[{"@odata.type":"#microsoft.graph.windowsHelloForBusinessAuthenticationMethod","id":"w1","displayName":"PC-1","createdDateTime":"2026-11-20T10:00:00Z"}]}""",
        [nameof(GraphReads.Registration)] = """{"id":"u1","isMfaCapable":true,"isMfaRegistered":true,"methodsRegistered":["windowsHelloForBusiness"],"lastUpdatedDateTime":"2026-11-20T10:00:00Z"}""",
        [nameof(GraphReads.UserRoles)] = """{"value":[{"id":"r1","roleTemplateId":"62e90394-69f5-4237-9190-012177145e10"}]}""",
        [nameof(GraphReads.AccessPass)] = """{"@odata.type":"#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration","id":"TemporaryAccessPass","state":"enabled","includeTargets":[{"targetType":"group","id":"all_users","isRegistrationRequired":false}],"excludeTargets":[{"targetType":"group","id":"g1"}]}""",
        [nameof(GraphReads.ConditionalAccess)] = Shapes.List(ConditionalAccess),
        [nameof(GraphReads.UserDevices)] = Shapes.List(Device),
        [nameof(GraphReads.UserSignIns)] = Shapes.List(SignIn),
        [nameof(GraphReads.EntraDevice)] = """{"id":"d1","accountEnabled":true}""",
        [nameof(GraphReads.DeviceMemberships)] = """{"value":[{"id":"g1"}]}""",
        [nameof(GraphReads.UserSearch)] = Shapes.List(User),
        [nameof(GraphReads.SignIns)] = Shapes.List(SignIn),
        [nameof(GraphReads.GroupSearch)] = Shapes.List(Group),
        [nameof(GraphReads.MemberCount)] = "42",
        [nameof(GraphReads.GdapCustomers)] = Shapes.List(Customer),
        [nameof(GraphReads.GdapRelationships)] = Shapes.List($$"""{"id":"r1","displayName":"GDAP","status":"active","customer":{{Customer}},"endDateTime":"2027-11-20T10:00:00Z","autoExtendDuration":"P180D","accessDetails":{"unifiedRoles":[{"roleDefinitionId":"3a2c62db-5318-420d-8d74-23affee5d9d5"}]} }"""),
        [nameof(ChangeReads.ServicePrincipalIds)] = """{"value":[{"id":"o1","appId":"a1"}]}""",
        [nameof(ChangeReads.ServicePrincipal)] = """{"id":"o1","accountEnabled":true,"appRoleAssignmentRequired":false}""",
        [nameof(ChangeReads.PermissionGrants)] = """{"value":[{"id":"g1","clientId":"o1","resourceId":"o2","consentType":"AllPrincipals","scope":"a b"}]}""",
        [nameof(ChangeReads.PolicyMarkers)] = """{"value":[{"id":"p1","name":"n","description":"Made by the portal"}]}""",
        [nameof(ChangeReads.ConfigurationPolicy)] = Shapes.Catalog("p1", withSettings: false),
        [nameof(ChangeReads.PolicyAssignments)] = $$"""{"value":[{{Target}}]}""",
        [nameof(ChangeReads.CustomProfiles)] = Shapes.List(Custom),
        [nameof(ChangeReads.ProfileId)] = Custom,
        [nameof(ChangeReads.CustomProfileBody)] = Custom,
        [nameof(ChangeReads.IdentityProtectionBody)] = Identity,
        [nameof(ChangeReads.IntentBody)] = IntentValues,
    };

    /// <returns>Null for an action, which answers nothing.</returns>
    public static string? Of(string row) => Samples.TryGetValue(row, out var sample) ? sample : throw new InvalidOperationException($"The row {row} has no sample.");
}
