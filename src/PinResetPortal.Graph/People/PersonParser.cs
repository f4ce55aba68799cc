using System.Text.Json;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.People;

/// <summary>Reads Graph's answers about a person.</summary>
internal static class PersonParser
{
    private const string MethodEnd = "AuthenticationMethod";

    public static PersonHit? Hit(JsonElement user) => user.Text("id") is { } id
        ? new(id, user.Text("displayName") ?? user.Text("userPrincipalName") ?? id, user.Text("userPrincipalName"), user.Flag("accountEnabled"), user.Text("userType"))
        : null;

    public static IReadOnlySet<string> Ids(BatchAnswer answer) => answer.Values.Select(item => item.Text("id")).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<WindowsDevice> Devices(BatchAnswer answer) =>
    [
        .. answer.Values
            .Where(device => device.Text("operatingSystem")?.StartsWith("Windows", StringComparison.OrdinalIgnoreCase) == true)
            .Select(DeviceReading.Device)
            .OfType<WindowsDevice>()
            .OrderByDescending(device => device.LastSyncAt),
    ];

    public static EntraDevice? Entra(JsonElement device) => device.Text("id") is { } id ? new(id, device.Flag("accountEnabled") ?? true) : null;

    public static IReadOnlyList<RegisteredMethod> Methods(BatchAnswer answer) =>
    [
        .. answer.Values.Where(method => method.Text("id") is not null).Select(method => new RegisteredMethod(
            method.Text("id")!, KindOf(method.Text("@odata.type")), method.Text("displayName"), method.Date("createdDateTime"))),
    ];

    public static RegistrationFacts Registration(JsonElement details) => new(
        details.Flag("isMfaCapable") ?? false,
        details.Flag("isMfaRegistered") ?? false,
        [.. details.Items("methodsRegistered").Select(method => method.Literal()).OfType<string>()],
        details.Date("lastUpdatedDateTime"));

    public static IReadOnlyList<PersonSignIn> SignIns(BatchAnswer answer) =>
    [
        .. answer.Values.Where(signIn => signIn.Text("id") is not null && signIn.Date("createdDateTime") is not null).Select(SignIn).OrderByDescending(signIn => signIn.At),
    ];

    private static PersonSignIn SignIn(JsonElement signIn)
    {
        var status = signIn.At("status");
        return new(
            signIn.Text("id")!,
            signIn.Date("createdDateTime")!.Value,
            signIn.Text("appId") ?? "",
            status?.Number("errorCode") ?? 0,
            status?.Text("failureReason"),
            signIn.Text("conditionalAccessStatus"),
            [.. signIn.Items("appliedConditionalAccessPolicies").Where(policy => policy.Text("result") == "failure").Select(policy => policy.Text("displayName")).OfType<string>()],
            signIn.Text("correlationId"),
            signIn.At("deviceDetail")?.Text("displayName"));
    }

    private static string KindOf(string? type)
    {
        var name = type?.Split('.', '#')[^1] ?? "unknown";
        return name.EndsWith(MethodEnd, StringComparison.Ordinal) ? name[..^MethodEnd.Length] : name;
    }
}
