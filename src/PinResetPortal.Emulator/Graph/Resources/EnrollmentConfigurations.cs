using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>deviceEnrollmentConfigurations, among them the tenant-wide Windows Hello for Business configuration.</summary>
internal static class EnrollmentConfigurations
{
    private const string Collection = "deviceManagement/deviceEnrollmentConfigurations";
    private const string Hello = "deviceEnrollmentWindowsHelloForBusinessConfiguration";

    private static readonly IReadOnlySet<string> Base = EntityType.Names("id createdDateTime description displayName lastModifiedDateTime priority version roleScopeTagIds deviceEnrollmentConfigurationType");

    /// <summary>https://learn.microsoft.com/graph/api/resources/intune-onboarding-deviceenrollmentwindowshelloforbusinessconfiguration; no property for PIN recovery.</summary>
    private static readonly IReadOnlySet<string> OfHello = EntityType.Names("""
        pinMinimumLength pinMaximumLength pinUppercaseCharactersUsage pinLowercaseCharactersUsage pinSpecialCharactersUsage state
        securityDeviceRequired unlockWithBiometricsEnabled remotePassportEnabled pinPreviousBlockCount pinExpirationInDays enhancedBiometricsState
        securityKeyForSignIn enhancedSignInSecurity
        """);

    private static readonly IReadOnlySet<string> OfBeta = EntityType.Names("roleScopeTagIds deviceEnrollmentConfigurationType securityKeyForSignIn enhancedSignInSecurity");

    private static readonly Dictionary<string, string> Kinds = new()
    {
        [Hello] = "windowsHelloForBusiness",
        ["deviceEnrollmentLimitConfiguration"] = "limit",
        ["deviceEnrollmentPlatformRestrictionsConfiguration"] = "platformRestrictions",
        ["deviceEnrollmentPlatformRestrictionConfiguration"] = "singlePlatformRestriction",
        ["windows10EnrollmentCompletionPageConfiguration"] = "windows10EnrollmentCompletionPageConfiguration",
    };

    private static readonly EntityType Type = new()
    {
        Name = "deviceEnrollmentConfiguration",
        Collection = Collection,
        Properties = Base,
        BetaOnly = OfBeta,
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
        Complete = Complete,
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase) { ["assignments"] = PolicyAssignments.NavigationOf("deviceEnrollmentConfiguration") },
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. TenantResources.Readable(Type, Requires.EnrollmentConfiguration),
        new("PATCH", Collection + "/{id}", Requires.EnrollmentConfigurationChanges, Update),
        .. PolicyAssignments.Routes(Type, Requires.EnrollmentConfiguration, Requires.EnrollmentConfigurationChanges, Set),
        new("POST", Collection + "/{id}/assign", Requires.EnrollmentConfigurationChanges, Assign),
    ];

    private static GraphAnswer Update(GraphCall call)
    {
        var item = ForChange(call);
        if (!call.Body.HasText("@odata.type", item.Text("@odata.type")))
            throw GraphRefusal.BadRequest($"The '@odata.type' of the body must be '{item.Text("@odata.type")}'.");
        if (TypeName(item) == Hello)
        {
            var known = Base.Concat(OfHello).Where(p => call.IsBeta || !OfBeta.Contains(p)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            BodyRules.Known(call.Body, known, Hello);
            if (call.Body.ContainsKey("state") && call.Body.Text("state") is not ("notConfigured" or "enabled" or "disabled"))
                throw GraphRefusal.BadRequest("Cannot convert the value of property 'state' to the expected type 'microsoft.graph.enablement'.");
        }

        call.State.Change(item, changed =>
        {
            foreach (var name in BodyRules.Properties(call.Body).Where(n => n is not ("id" or "createdDateTime" or "lastModifiedDateTime" or "version" or "priority" or "deviceEnrollmentConfigurationType")))
                changed[name] = call.Body[name]?.DeepClone();
            changed["version"] = FilterEvaluator.Plain(changed["version"]) is decimal version ? (int)version + 1 : 1;
            changed["lastModifiedDateTime"] = call.Now;
        });
        Audit(call, "Patch", item);
        return Collections.Updated(call, Type, item);
    }

    /// <summary>https://learn.microsoft.com/graph/api/intune-onboarding-deviceenrollmentconfiguration-assign</summary>
    private static GraphAnswer Assign(GraphCall call)
    {
        var item = ForChange(call);
        var assignments = PolicyAssignments.Read(call, Type, item.Id(), "enrollmentConfigurationAssignments");
        var answer = call.NoContent();
        Set(call, item, assignments);
        return answer;
    }

    private static void Set(GraphCall call, JsonObject item, JsonArray assignments)
    {
        call.State.Change(item, changed =>
        {
            changed["assignments"] = assignments;
            changed["lastModifiedDateTime"] = call.Now;
        });
        Audit(call, "Assign", item);
    }

    private static JsonObject ForChange(GraphCall call) => call.State.FindForChange(Collection, call.Id) ?? throw GraphRefusal.IntuneNotFound(call.Id);

    private static string TypeName(JsonObject item) => (item.Text("@odata.type") ?? "").Replace("#microsoft.graph.", "", StringComparison.Ordinal);

    private static void Complete(JsonObject item)
    {
        PolicyAssignments.Complete(item);
        if (!item.ContainsKey("deviceEnrollmentConfigurationType") && Kinds.TryGetValue(TypeName(item), out var kind))
            item["deviceEnrollmentConfigurationType"] = kind;
    }

    private static void Audit(GraphCall call, string operation, JsonObject item) =>
        AuditTrail.Write(call, $"{operation} DeviceEnrollmentConfiguration", "Policy", operation, "DeviceEnrollmentConfiguration", item);
}
