namespace PinResetPortal.Graph;

/// <summary>Tenants in Graph's own form that no scenario of the demo shows, after public reports; each differs in one thing.</summary>
internal static class CaseTenants
{
    private const string Apps = """
        "servicePrincipals":[{"appId":"b8456c59-1230-44c7-a4a2-99b085333e84","accountEnabled":true},{"appId":"9115dd05-fad5-4f9c-acc7-305d08b1b04e","accountEnabled":true}]
        """;

    private const string Device = """
        "devices":[{"id":"d0000000-0000-4000-8000-000000000001","displayName":"PC1","deviceId":"d0000000-0000-4000-8000-0000000000aa"}],
        "deviceManagement/managedDevices":[{"deviceName":"PC1","operatingSystem":"Windows","osVersion":"10.0.26100.1","joinType":"azureADJoined","skuFamily":"Enterprise",
          "azureADDeviceId":"d0000000-0000-4000-8000-0000000000aa","lastSyncDateTime":"2026-11-25T10:00:00Z","managementAgent":"mdm","manufacturer":"Contoso","model":"One"}]
        """;

    private const string Groups = """
        "users":[{"id":"d0000000-0000-4000-8000-000000000009","displayName":"Ada","userPrincipalName":"ada@northwind.example"}],
        "groups":[{"id":"c0000000-0000-4000-8000-000000000001","displayName":"Empty","members":[]},
          {"id":"c0000000-0000-4000-8000-000000000002","displayName":"Inner","members":["d0000000-0000-4000-8000-000000000001"]},
          {"id":"c0000000-0000-4000-8000-000000000003","displayName":"Outer","members":["c0000000-0000-4000-8000-000000000002"]},
          {"id":"c0000000-0000-4000-8000-000000000004","displayName":"People without devices","members":["d0000000-0000-4000-8000-000000000009"]}]
        """;

    private const string AllDevices = """{"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget"}}""";

    private const string Filters = """
        "deviceManagement/assignmentFilters":[{"id":"f0000000-0000-4000-8000-000000000001","displayName":"Model two","platform":"windows10AndLater","rule":"(device.model -eq \"Two\")"}]
        """;

    public static string HelloOffByEnrolment { get; } = $$"""{ {{Apps}}, {{Device}}, {{Enrolment("disabled", 8)}} }""";

    public static string NothingButApps { get; } = $$"""{ {{Apps}}, {{Device}} }""";

    public static string NoDevice { get; } = $$"""{ {{Apps}}, {{Policy("on", "true", AllDevices)}} }""";

    public static string EmptyGroup { get; } = $$"""{ {{Apps}}, {{Device}}, {{Groups}}, {{Policy("on", "true", ToGroup("c0000000-0000-4000-8000-000000000001"))}} }""";

    public static string DeletedGroup { get; } = $$"""{ {{Apps}}, {{Device}}, {{Groups}}, {{Policy("on", "true", ToGroup("c0000000-0000-4000-8000-0000000000ee"))}} }""";

    public static string AllDevicesExcludedAgain { get; } =
        $$"""{ {{Apps}}, {{Device}}, {{Groups}}, {{Policy("on", "true", AllDevices + "," + NotGroup("c0000000-0000-4000-8000-000000000003"))}} }""";

    public static string GroupExcludedThroughAnotherGroup { get; } =
        $$"""{ {{Apps}}, {{Device}}, {{Groups}}, {{Policy("on", "true", ToGroup("c0000000-0000-4000-8000-000000000002") + "," + NotGroup("c0000000-0000-4000-8000-000000000003"))}} }""";

    public static string FilterMatchesNothing { get; } =
        $$"""{ {{Apps}}, {{Device}}, {{Filters}}, {{Policy("on", "true", Filtered("include"))}} }""";

    public static string UsersWithoutDevices { get; } = $$"""{ {{Apps}}, {{Device}}, {{Groups}}, {{Policy("on", "true", ToGroup("c0000000-0000-4000-8000-000000000004"))}} }""";

    public static string OneFilterTwoWays { get; } =
        $$"""{ {{Apps}}, {{Device}}, {{Filters}}, "deviceManagement/configurationPolicies":[{{Document("on", "true", Filtered("exclude"))}},{{Document("off", "false", Filtered("include"))}}] }""";

    public static IReadOnlyList<string> All { get; } =
        [HelloOffByEnrolment, NothingButApps, NoDevice, EmptyGroup, DeletedGroup, AllDevicesExcludedAgain, GroupExcludedThroughAnotherGroup, FilterMatchesNothing, UsersWithoutDevices, OneFilterTwoWays];

    private static string Enrolment(string state, int length) => $$"""
        "deviceManagement/deviceEnrollmentConfigurations":[{"@odata.type":"#microsoft.graph.deviceEnrollmentWindowsHelloForBusinessConfiguration","displayName":"All users and all devices","priority":0,
          "deviceEnrollmentConfigurationType":"windowsHelloForBusiness","state":"{{state}}","pinMinimumLength":{{length}},"pinMaximumLength":127,"securityDeviceRequired":false,"unlockWithBiometricsEnabled":true,
          "enhancedBiometricsState":"notConfigured","securityKeyForSignIn":"notConfigured","pinPreviousBlockCount":0,"pinExpirationInDays":0,"assignments":[]}]
        """;

    private static string ToGroup(string id) => $$$"""{"target":{"@odata.type":"#microsoft.graph.groupAssignmentTarget","groupId":"{{{id}}}"}}""";

    private static string NotGroup(string id) => $$$"""{"target":{"@odata.type":"#microsoft.graph.exclusionGroupAssignmentTarget","groupId":"{{{id}}}"}}""";

    private static string Filtered(string type) => $$$"""
        {"target":{"@odata.type":"#microsoft.graph.allDevicesAssignmentTarget","deviceAndAppManagementAssignmentFilterId":"f0000000-0000-4000-8000-000000000001","deviceAndAppManagementAssignmentFilterType":"{{{type}}}"}}
        """;

    private static string Policy(string name, string value, string assignments) => $$""" "deviceManagement/configurationPolicies":[{{Document(name, value, assignments)}}] """;

    private static string Document(string name, string value, string assignments) => $$$"""
        {"name":"{{{name}}}","description":"","platforms":"windows10","technologies":"mdm","roleScopeTagIds":["0"],"lastModifiedDateTime":"2025-06-01T10:00:00Z",
         "templateReference":{"templateId":"","templateFamily":"none"},"assignments":[{{{assignments}}}],
         "settings":[{"id":"0","settingInstance":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationGroupSettingCollectionInstance","settingDefinitionId":"device_vendor_msft_passportforwork_{tenantid}",
           "groupSettingCollectionValue":[{"children":[{"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingInstance",
             "settingDefinitionId":"device_vendor_msft_passportforwork_{tenantid}_policies_enablepinrecovery",
             "choiceSettingValue":{"@odata.type":"#microsoft.graph.deviceManagementConfigurationChoiceSettingValue","value":"device_vendor_msft_passportforwork_{tenantid}_policies_enablepinrecovery_{{{value}}}","children":[]}}]}]}}]}
        """;
}
