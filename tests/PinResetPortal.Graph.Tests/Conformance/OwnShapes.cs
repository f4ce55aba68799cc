namespace PinResetPortal.Graph.Conformance;

/// <summary>What no published type describes: parameters of actions, errors, report files, Partner Center. Each from its page of the reference.</summary>
internal static class OwnShapes
{
    public const string Error = "own.error";
    public const string Report = "own.report";
    public const string PartnerConsent = "own.partnerConsent";
    public const string PartnerError = "own.partnerError";

    private static readonly Dictionary<string, SchemaType> Types = new SchemaType[]
    {
        // https://learn.microsoft.com/graph/errors
        Of(Error, null, Object("error", "own.errorBody")),
        Of("own.errorBody", null, Text("code"), Text("message"), Text("target"), Object("innerError", "own.innerError"), Object("details", "own.errorDetail", many: true)),
        Of("own.errorDetail", null, Text("code"), Text("message"), Text("target"), Text("blockedWord")),
        Of("own.innerError", null, Text("date"), Text("request-id"), Text("client-request-id"), Text("code"), Text("message")),

        // https://learn.microsoft.com/graph/api/resources/intune-reporting-devicemanagementreports
        Of(Report, null, Number("TotalRowCount"), Object("Schema", "own.column", many: true), new Member("Values", ValueKind.Anything, Many: true), Text("SessionId")),
        Of("own.column", null, Text("Column"), Text("PropertyType")),
        Of("own.reportParameters", null, Text("name"), Text("filter"), Texts("select"), Text("search"), Texts("groupBy"), Texts("orderBy"), Number("skip"), Number("top"), Text("sessionId")),

        // https://learn.microsoft.com/graph/api/application-addpassword, application-removepassword
        Of("own.addPassword", null, Object("passwordCredential", "passwordCredential")),
        Of("own.removePassword", null, Text("keyId")),

        // https://learn.microsoft.com/graph/api/intune-deviceintent-devicemanagementintent-updatesettings
        Of("own.updateSettings", null, Object("settings", "deviceManagementSettingInstance", many: true)),
        Of("own.nothing", null),

        // https://learn.microsoft.com/partner-center/developer/control-panel-vendor-apis, /developer/error-codes
        Of(PartnerConsent, null, Text("applicationId"), Text("displayName"), Object("applicationGrants", "own.partnerGrant", many: true)),
        Of("own.partnerGrant", null, Text("enterpriseApplicationId"), Text("scope")),
        Of(PartnerError, null, Number("code"), Text("description"), new Member("data", ValueKind.Anything, Many: true), Text("source")),
    }.ToDictionary(type => type.Name);

    /// <summary>Parameters and answer of an action; a null answer: none comes. <c>own.assign</c> and <c>own.self</c> depend on what it is called on.</summary>
    private static readonly Dictionary<string, (string Parameters, string? Answer)> Actions = new()
    {
        ["addPassword"] = ("own.addPassword", "passwordCredential"),
        ["assign"] = ("own.assign", "own.assignments"),
        ["getConfigurationPolicyDeviceSummaryReport"] = ("own.reportParameters", Report),
        ["getConfigurationPolicyDevicesReport"] = ("own.reportParameters", Report),
        ["removePassword"] = ("own.removePassword", null),
        ["restore"] = ("own.nothing", "own.self"),
        ["syncDevice"] = ("own.nothing", null),
        ["updateSettings"] = ("own.updateSettings", null),
    };

    public static SchemaType? Find(string name) => Types.GetValueOrDefault(name);

    public static (string Parameters, string? Answer)? Action(string name) => Actions.TryGetValue(name, out var action) ? action : null;

    /// <summary>The parameter of <c>assign</c> has the name of the list, but for enrolment configurations (https://learn.microsoft.com/graph/api/intune-onboarding-deviceenrollmentconfiguration-assign).</summary>
    public static string AssignmentsOf(Schema schema, string type) => schema.IsA(type, "deviceEnrollmentConfiguration") ? "enrollmentConfigurationAssignments" : "assignments";

    private static SchemaType Of(string name, string? from, params Member[] members) => new(name, from, members.ToDictionary(member => member.Name));

    private static Member Text(string name) => new(name, ValueKind.Text);

    private static Member Texts(string name) => new(name, ValueKind.Text, Many: true);

    private static Member Number(string name) => new(name, ValueKind.Number);

    private static Member Object(string name, string type, bool many = false) => new(name, ValueKind.Object, many, type);
}
