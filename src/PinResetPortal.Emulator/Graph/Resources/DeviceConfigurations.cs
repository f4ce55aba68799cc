using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>deviceConfigurations: many types in one list, told apart by <c>@odata.type</c>.</summary>
internal static partial class DeviceConfigurations
{
    private const string Collection = "deviceManagement/deviceConfigurations";
    private const string One = Collection + "/{id}";
    private const string Custom = "windows10CustomConfiguration";
    private const string IdentityProtection = "windowsIdentityProtectionConfiguration";

    /// <summary>Types of v1.0 (https://learn.microsoft.com/graph/api/resources/intune-deviceconfig-deviceconfiguration); others are left out there.</summary>
    private static readonly IReadOnlySet<string> TypesOfV1 = EntityType.Names("""
        androidCustomConfiguration androidGeneralDeviceConfiguration androidWorkProfileCustomConfiguration androidWorkProfileGeneralDeviceConfiguration
        appleDeviceFeaturesConfigurationBase editionUpgradeConfiguration iosCertificateProfile iosCustomConfiguration iosDeviceFeaturesConfiguration
        iosGeneralDeviceConfiguration iosUpdateConfiguration macOSCustomConfiguration macOSDeviceFeaturesConfiguration macOSGeneralDeviceConfiguration
        sharedPCConfiguration windows10CustomConfiguration windows10EndpointProtectionConfiguration windows10EnterpriseModernAppManagementConfiguration
        windows10GeneralConfiguration windows10SecureAssessmentConfiguration windows10TeamGeneralConfiguration
        windowsDefenderAdvancedThreatProtectionConfiguration windowsPhone81CustomConfiguration windowsPhone81GeneralConfiguration
        windowsUpdateForBusinessConfiguration
        """);

    private static readonly IReadOnlySet<string> Base = EntityType.Names("""
        id createdDateTime description displayName lastModifiedDateTime version roleScopeTagIds supportsScopeTags
        deviceManagementApplicabilityRuleOsEdition deviceManagementApplicabilityRuleOsVersion deviceManagementApplicabilityRuleDeviceMode
        """);

    private static readonly Dictionary<string, IReadOnlySet<string>> Own = new(StringComparer.OrdinalIgnoreCase)
    {
        [Custom] = EntityType.Names("omaSettings"),
        [IdentityProtection] = EntityType.Names("""
            useSecurityKeyForSignin enhancedAntiSpoofingForFacialFeaturesEnabled pinMinimumLength pinMaximumLength pinUppercaseCharactersUsage
            pinLowercaseCharactersUsage pinSpecialCharactersUsage pinExpirationInDays pinPreviousBlockCount pinRecoveryEnabled securityDeviceRequired
            unlockWithBiometricsEnabled useCertificatesForOnPremisesAuthEnabled windowsHelloForBusinessBlocked
            """),
    };

    public static readonly EntityType Type = new()
    {
        Name = "deviceConfiguration",
        Collection = Collection,
        Properties = Base,
        BetaOnly = EntityType.Names("roleScopeTagIds supportsScopeTags deviceManagementApplicabilityRuleOsEdition deviceManagementApplicabilityRuleOsVersion deviceManagementApplicabilityRuleDeviceMode"),
        Options = OptionSets.Intune,
        LargestPage = OptionSets.LargestIntunePage,
        Complete = PolicyAssignments.Complete,
        Mask = OmaSettings.MaskSecrets,
        ExistsIn = (item, version) => version == "beta" || item.Text("@odata.type") is null || TypesOfV1.Contains(TypeName(item)),
        Navigations = new Dictionary<string, Navigation>(StringComparer.OrdinalIgnoreCase) { ["assignments"] = PolicyAssignments.NavigationOf("deviceConfiguration") },
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. TenantResources.Readable(Type, Requires.IntuneConfiguration),
        new("POST", Collection, Requires.IntuneConfigurationChanges, Create),
        new("PATCH", One, Requires.IntuneConfigurationChanges, Update),
        new("DELETE", One, Requires.IntuneConfigurationChanges, Delete),
        .. PolicyAssignments.Routes(Type, Requires.IntuneConfiguration, Requires.IntuneConfigurationChanges, Set),
        new("POST", One + "/assign", Requires.IntuneConfigurationChanges, Assign),
        new("GET", One + "/getOmaSettingPlainTextValue(secretReferenceValueId={secret})", Requires.IntuneConfigurationChanges, PlainText),
    ];

    private static string TypeName(JsonObject item) => (item.Text("@odata.type") ?? "").Replace("#microsoft.graph.", "", StringComparison.Ordinal);

    private static GraphAnswer Create(GraphCall call)
    {
        var body = call.Body;
        var type = TypeName(body);
        if (!TypesOfV1.Contains(type) && !(call.IsBeta && TypeOfBeta().IsMatch(type)))
            throw GraphRefusal.BadRequest(type.Length == 0 ? "The '@odata.type' of a device configuration is required." : $"A type named 'microsoft.graph.{type}' could not be resolved by the model.");
        CheckBody(call, type);
        if (string.IsNullOrEmpty(body.Text("displayName")))
            throw GraphRefusal.IntuneBadRequest("Property displayName is required.");
        var created = new JsonObject { ["@odata.type"] = "#microsoft.graph." + type, ["id"] = Guid.NewGuid().ToString("D") };
        Apply(body, created);
        created["createdDateTime"] = call.Now;
        created["lastModifiedDateTime"] = call.Now;
        created["version"] = 1;
        created["roleScopeTagIds"] ??= new JsonArray("0");
        created["supportsScopeTags"] = true;
        created["assignments"] = new JsonArray();
        if (body.ContainsKey("omaSettings"))
            OmaSettings.Encrypt(created);
        var answer = Collections.Created(call, Type, created);
        call.State.Add(Collection, created);
        Audit(call, "Create", created);
        return answer;
    }

    private static GraphAnswer Update(GraphCall call)
    {
        var item = ForChange(call);
        var type = TypeName(item);
        if (!TypeName(call.Body).Equals(type, StringComparison.OrdinalIgnoreCase))
            throw GraphRefusal.BadRequest($"The '@odata.type' of the body must be '#microsoft.graph.{type}'.");
        CheckBody(call, type);
        call.State.Change(item, changed =>
        {
            Apply(call.Body, changed);
            if (call.Body.ContainsKey("omaSettings"))
                OmaSettings.Encrypt(changed);
            changed["version"] = FilterEvaluator.Plain(changed["version"]) is decimal version ? (int)version + 1 : 2;
            changed["lastModifiedDateTime"] = call.Now;
        });
        Audit(call, "Patch", item);
        return Collections.Updated(call, Type, item);
    }

    private static GraphAnswer Delete(GraphCall call)
    {
        var item = ForChange(call);
        var answer = call.NoContent();
        call.State.All(Collection).Remove(item);
        Audit(call, "Delete", item);
        return answer;
    }

    private static GraphAnswer Assign(GraphCall call)
    {
        var item = ForChange(call);
        Set(call, item, PolicyAssignments.Read(call, Type, item.Id()));
        return PolicyAssignments.Answer(call, Type, item);
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

    /// <summary>https://learn.microsoft.com/graph/api/intune-deviceconfig-deviceconfiguration-getomasettingplaintextvalue</summary>
    private static GraphAnswer PlainText(GraphCall call)
    {
        var text = OmaSettings.PlainText(TenantResources.Required(call, Type), call.Route["secret"]) ?? throw GraphRefusal.IntuneNotFound(call.Route["secret"]);
        return GraphCall.Ok(new JsonObject { ["@odata.context"] = call.Context("Edm.String", null, null), ["value"] = text });
    }

    private static void CheckBody(GraphCall call, string type)
    {
        var body = call.Body;
        if (Own.TryGetValue(type, out var own))
            BodyRules.Known(body, Base.Where(name => call.IsBeta || !Type.BetaOnly.Contains(name)).Concat(own).ToHashSet(StringComparer.OrdinalIgnoreCase), type);
        BodyRules.Kinds(body, "pinRecoveryEnabled windowsHelloForBusinessBlocked securityDeviceRequired".Split(' ').Where(n => body[n] is not null).Aggregate("", (a, b) => a + " " + b), "displayName description", "omaSettings roleScopeTagIds");
        OmaSettings.Check(body["omaSettings"], call.IsBeta);
    }

    private static void Apply(JsonObject body, JsonObject target)
    {
        foreach (var name in BodyRules.Properties(body).Where(n => n is not ("id" or "createdDateTime" or "lastModifiedDateTime" or "version" or "assignments" or "supportsScopeTags")))
            target[name] = body[name]?.DeepClone();
    }

    private static JsonObject ForChange(GraphCall call) =>
        call.State.FindForChange(Collection, call.Id) is { } found && Type.ExistsIn!(found, call.Request.Version) ? found : throw GraphRefusal.IntuneNotFound(call.Id);

    private static void Audit(GraphCall call, string operation, JsonObject item) =>
        AuditTrail.Write(call, $"{operation} DeviceConfiguration", "Policy", operation, "DeviceConfiguration", item);

    /// <summary>beta has some eighty kinds for all platforms; they are known by the form of their names and kept as they come.</summary>
    [GeneratedRegex("^[a-z][A-Za-z0-9]*(Configuration|Certificate|CertificateProfile|ProfileBase|CertificateProfileBase)$", RegexOptions.CultureInvariant)]
    private static partial Regex TypeOfBeta();
}
