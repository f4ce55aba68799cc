using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.SignIns;

namespace PinResetPortal.Graph.Reading;

/// <summary>Reads Graph's answers about a person.</summary>
internal static class PersonParser
{
    private const string MethodEnd = "AuthenticationMethod";

    public static PersonHit Hit(JsonElement user)
    {
        var id = user.NeededText("id");
        return new(id, user.Text("displayName") ?? user.Text("userPrincipalName") ?? id, user.Text("userPrincipalName"), user.Flag("accountEnabled"), user.Text("userType"));
    }

    public static IReadOnlySet<string> Ids(IEnumerable<JsonElement> items) => items.Select(item => item.NeededText("id")).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<WindowsDevice> Devices(IEnumerable<JsonElement> devices) =>
    [
        .. devices
            .Where(device => device.Text("operatingSystem")?.StartsWith("Windows", StringComparison.OrdinalIgnoreCase) == true)
            .Select(DeviceReading.Device)
            .OrderByDescending(device => device.LastSyncAt),
    ];

    /// <summary>Template ids: those of the role objects differ from tenant to tenant.</summary>
    public static IReadOnlySet<string> Roles(IEnumerable<JsonElement> roles) => roles.Select(role => role.NeededText("roleTemplateId")).ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static RegisteredMethod Method(JsonElement method) => new(
        method.NeededText("id"), KindOf(method.Text("@odata.type")), method.Text("displayName"), method.Date("createdDateTime"), method.Flag("isUsable"));

    /// <summary>A list of those who may have one must be there: without it, nobody knows who.</summary>
    public static AccessPassPolicy AccessPass(JsonElement policy) => new(
        policy.NeededText("state") switch { "enabled" => true, "disabled" => false, _ => throw StrictJson.Wrong("state") },
        [.. policy.NeededItems("includeTargets").Select(target => target.NeededText("id"))],
        [.. policy.Items("excludeTargets").Select(target => target.NeededText("id"))]);

    public static RegistrationFacts Registration(JsonElement details) => new(
        details.NeededFlag("isMfaCapable"),
        details.NeededFlag("isMfaRegistered"),
        details.Texts("methodsRegistered"),
        details.Date("lastUpdatedDateTime"));

    /// <summary>A line of the log without its error code says nothing about how the sign-in ended.</summary>
    public static PersonSignIn SignIn(JsonElement signIn)
    {
        var status = signIn.Part("status") ?? throw StrictJson.Wrong("status");
        return new(
            signIn.NeededText("id"),
            At(signIn),
            signIn.Text("appId") ?? "",
            ErrorCode(status),
            status.Text("failureReason"),
            signIn.Text("conditionalAccessStatus"),
            [.. signIn.Items("appliedConditionalAccessPolicies").Where(policy => policy.Text("result") == "failure").Select(policy => policy.Text("displayName")).OfType<string>()],
            signIn.Text("correlationId"),
            signIn.Part("deviceDetail")?.Text("displayName"));
    }

    /// <inheritdoc cref="SignIn"/>
    public static LoggedSignIn LoggedSignIn(JsonElement signIn) => new(
        signIn.Text("userId"), At(signIn), signIn.Text("appId") ?? "", ErrorCode(signIn.Part("status") ?? throw StrictJson.Wrong("status")));

    private static DateTimeOffset At(JsonElement signIn) => signIn.Date("createdDateTime") ?? throw StrictJson.Wrong("createdDateTime");

    private static int ErrorCode(JsonElement status) => status.Number("errorCode") ?? throw StrictJson.Wrong("errorCode");

    private static string KindOf(string? type)
    {
        var name = type?.Split('.', '#')[^1] ?? "unknown";
        return name.EndsWith(MethodEnd, StringComparison.Ordinal) ? name[..^MethodEnd.Length] : name;
    }
}
