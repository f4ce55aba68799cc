using System.Globalization;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.Resources;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>What Graph tells about one person: methods, registration, devices in Entra, sign-ins.</summary>
internal static class PersonShapes
{
    /// <summary>Gives the user a password, and a second factor and a Windows Hello key where asked for.</summary>
    /// <param name="helloOn">Names of the devices that hold a Windows Hello key.</param>
    public static void Register(TenantDocument document, JsonObject user, bool secondFactor, params string[] helloOn)
    {
        var id = user.Text("id")!;
        var methods = new JsonArray(Method("passwordAuthenticationMethod", StableId.Text(id, "password"), null));
        if (secondFactor)
        {
            methods.Add(Method("microsoftAuthenticatorAuthenticationMethod", StableId.Text(id, "authenticator"), "Phone"));
        }

        foreach (var device in helloOn)
        {
            var key = Method("windowsHelloForBusinessAuthenticationMethod", StableId.Text(id, "hello", device), device);
            key["createdDateTime"] = "2025-03-11T09:12:49Z";
            key["keyStrength"] = "normal";
            methods.Add(key);
        }

        user[AuthenticationMethods.Hidden] = methods;
        document.Add("reports/authenticationMethods/userRegistrationDetails", Registration(document, user, secondFactor, helloOn.Length > 0));
    }

    /// <summary>The Entra side of a managed device.</summary>
    public static JsonObject EntraDevice(TenantDocument document, JsonObject managed, bool enabled = true) => new()
    {
        ["id"] = StableId.Text(document.TenantId, "entra object", managed.Text("id")!),
        ["accountEnabled"] = enabled,
        ["deletedDateTime"] = null,
        ["deviceId"] = managed.Text("azureADDeviceId"),
        ["displayName"] = managed.Text("deviceName"),
        ["isCompliant"] = managed.Text("complianceState") == "compliant",
        ["isManaged"] = true,
        ["operatingSystem"] = "Windows",
        ["operatingSystemVersion"] = managed.Text("osVersion"),
        ["profileType"] = "RegisteredDevice",
        ["trustType"] = managed.Text("joinType") switch { "hybridAzureADJoined" => "ServerAd", "azureADRegistered" => "Workplace", _ => "AzureAd" },
    };

    /// <summary>A sign-in to the PIN reset client, at the lock screen of the device.</summary>
    public static JsonObject SignIn(TenantDocument document, JsonObject user, JsonObject device, int minutesAgo, int errorCode, string? reason, string conditionalAccess = "notApplied") => new()
    {
        ["id"] = StableId.Text(document.TenantId, "sign-in", user.Text("id")!, minutesAgo),
        ["createdDateTime"] = Stamp(document.Now.AddMinutes(-minutesAgo)),
        ["userDisplayName"] = user.Text("displayName"),
        ["userPrincipalName"] = user.Text("userPrincipalName"),
        ["userId"] = user.Text("id"),
        ["appId"] = RegisteredApps.PinResetClient.ClientId,
        ["appDisplayName"] = RegisteredApps.PinResetClient.Name,
        ["ipAddress"] = "203.0.113.24",
        ["clientAppUsed"] = "Mobile Apps and Desktop clients",
        ["correlationId"] = StableId.Text(document.TenantId, "correlation", user.Text("id")!, minutesAgo),
        ["conditionalAccessStatus"] = conditionalAccess,
        ["isInteractive"] = true,
        ["riskDetail"] = "none",
        ["riskLevelAggregated"] = "none",
        ["riskLevelDuringSignIn"] = "none",
        ["riskState"] = "none",
        ["riskEventTypes"] = new JsonArray(),
        ["resourceDisplayName"] = RegisteredApps.PinResetService.Name,
        ["resourceId"] = RegisteredApps.PinResetService.ClientId,
        ["status"] = new JsonObject { ["errorCode"] = errorCode, ["failureReason"] = reason, ["additionalDetails"] = null },
        ["deviceDetail"] = new JsonObject
        {
            ["deviceId"] = device.Text("azureADDeviceId"),
            ["displayName"] = device.Text("deviceName"),
            ["operatingSystem"] = "Windows 10",
            ["browser"] = "",
            ["isCompliant"] = true,
            ["isManaged"] = true,
            ["trustType"] = "Azure AD joined",
        },
        ["location"] = new JsonObject { ["city"] = "Leeds", ["state"] = "England", ["countryOrRegion"] = "GB", ["geoCoordinates"] = new JsonObject() },
        ["appliedConditionalAccessPolicies"] = conditionalAccess == "failure"
            ? new JsonArray(new JsonObject
            {
                ["id"] = SignInPolicyShapes.IdOf(document, SignInPolicyShapes.TrustedLocations),
                ["displayName"] = SignInPolicyShapes.TrustedLocations,
                ["enforcedGrantControls"] = new JsonArray("Block"),
                ["enforcedSessionControls"] = new JsonArray(),
                ["result"] = "failure",
            })
            : new JsonArray(),
    };

    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <param name="name">Null for a type that has no name (https://learn.microsoft.com/graph/api/resources/passwordauthenticationmethod).</param>
    private static JsonObject Method(string type, string id, string? name)
    {
        var method = new JsonObject { ["@odata.type"] = "#microsoft.graph." + type, ["id"] = id, ["createdDateTime"] = null };
        if (name is null)
        {
            method["password"] = null;
        }
        else
        {
            method["displayName"] = name;
        }

        return method;
    }

    private static JsonObject Registration(TenantDocument document, JsonObject user, bool secondFactor, bool hello) => new()
    {
        ["id"] = user.Text("id"),
        ["userPrincipalName"] = user.Text("userPrincipalName"),
        ["userDisplayName"] = user.Text("displayName"),
        ["userType"] = "member",
        ["isAdmin"] = false,
        ["isSsprRegistered"] = secondFactor,
        ["isSsprEnabled"] = true,
        ["isSsprCapable"] = secondFactor,
        ["isMfaRegistered"] = secondFactor,
        ["isMfaCapable"] = secondFactor,
        ["isPasswordlessCapable"] = hello,
        ["methodsRegistered"] = new JsonArray([.. Names(secondFactor, hello).Select(name => (JsonNode)name)]),
        ["isSystemPreferredAuthenticationMethodEnabled"] = true,
        ["systemPreferredAuthenticationMethods"] = new JsonArray(secondFactor ? "push" : "none"),
        ["userPreferredMethodForSecondaryAuthentication"] = secondFactor ? "push" : "none",
        ["lastUpdatedDateTime"] = Stamp(document.Now.AddHours(-9)),
    };

    private static IEnumerable<string> Names(bool secondFactor, bool hello) =>
        new[] { secondFactor ? "microsoftAuthenticatorPush" : null, hello ? "windowsHelloForBusiness" : null }.OfType<string>();
}
