using PinResetPortal.Core.Facts;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.SignIns;

namespace PinResetPortal.Graph.People;

/// <summary>What is asked of Graph about one person.</summary>
internal sealed class PersonItems(Guid userId, DateTimeOffset now)
{
    public const int MostHits = 20;
    private const int SignInDays = 7;
    private readonly string _user = $"/users/{userId:D}";

    public BatchItem User => new("user", $"{_user}?$select=id,displayName,userPrincipalName,accountEnabled,userType");

    public BatchItem Memberships => new("memberships", $"{_user}/transitiveMemberOf?$select=id&$top=999");

    /// <summary>https://learn.microsoft.com/graph/api/authentication-list-methods</summary>
    public BatchItem Methods => new("methods", $"{_user}/authentication/methods");

    /// <summary>https://learn.microsoft.com/graph/api/userregistrationdetails-get</summary>
    public BatchItem Registration => new("registration", $"/reports/authenticationMethods/userRegistrationDetails/{userId:D}");

    /// <summary>Beta, because edition and join type are not in v1.0.</summary>
    public BatchItem Devices => new("devices", $"{_user}/managedDevices?$select=id,deviceName,azureADDeviceId,userId,operatingSystem,osVersion,skuFamily,joinType,lastSyncDateTime,complianceState");

    /// <summary>https://learn.microsoft.com/graph/api/signin-list; one page is enough.</summary>
    public BatchItem SignIns => new(
        "signIns",
        $"/auditLogs/signIns?$filter=userId eq '{userId:D}' and {SignInFilter.Since(now.AddDays(-SignInDays))}&$top=20",
        FollowsPages: false);

    public IEnumerable<BatchItem> First => [User, Memberships, Methods, Registration];

    /// <summary>A device is addressed by the id it has on itself (https://learn.microsoft.com/graph/api/device-get).</summary>
    public static IEnumerable<BatchItem> OfDevice(WindowsDevice device) => Guid.TryParse(device.EntraDeviceId, out var id)
        ?
        [
            new(EntraKey(device), $"/devices(deviceId='{id:D}')?$select=id,accountEnabled"),
            new(MembershipsKey(device), $"/devices(deviceId='{id:D}')/transitiveMemberOf?$select=id&$top=999"),
        ]
        : [];

    public static string EntraKey(WindowsDevice device) => $"entra:{device.Id}";

    public static string MembershipsKey(WindowsDevice device) => $"memberships:{device.Id}";

    /// <summary>https://learn.microsoft.com/graph/search-query-parameter</summary>
    /// <returns>Null when the text holds nothing to search for.</returns>
    public static BatchItem? Search(string text)
    {
        // A quote or backslash would end the search expression.
        var words = text.Replace("\"", " ", StringComparison.Ordinal).Replace("\\", " ", StringComparison.Ordinal).Trim();
        return words.Length == 0
            ? null
            : new(
                "search",
                $"/users?$search={Uri.EscapeDataString($"\"displayName:{words}\" OR \"userPrincipalName:{words}\"")}&$select=id,displayName,userPrincipalName,accountEnabled,userType&$top={MostHits}",
                Eventual: true,
                FollowsPages: false);
    }
}
