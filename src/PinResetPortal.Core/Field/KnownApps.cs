namespace PinResetPortal.Core.Field;

/// <summary>
/// The two Microsoft applications behind non-destructive PIN reset and the documented consent pages
/// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset).
/// </summary>
public static class KnownApps
{
    /// <summary>Microsoft Pin Reset Service Production.</summary>
    public const string PinResetServiceAppId = "b8456c59-1230-44c7-a4a2-99b085333e84";

    public const string PinResetServiceName = "Microsoft Pin Reset Service Production";

    /// <summary>Microsoft Pin Reset Client Production.</summary>
    public const string PinResetClientAppId = "9115dd05-fad5-4f9c-acc7-305d08b1b04e";

    public const string PinResetClientName = "Microsoft Pin Reset Client Production";

    public static string NameOf(string appId) => appId switch
    {
        PinResetServiceAppId => PinResetServiceName,
        PinResetClientAppId => PinResetClientName,
        _ => appId,
    };

    /// <summary>
    /// The documented consent page of one of the two applications, with <c>common</c> replaced by the tenant, so that the consent
    /// cannot land in the tenant of whoever happens to be signed in.
    /// </summary>
    /// <param name="appId">One of the two application ids.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another application id.</exception>
    public static Uri ConsentPage(string appId, Tenants.TenantId tenantId) => appId switch
    {
        PinResetServiceAppId => new($"https://login.windows.net/{tenantId}/oauth2/authorize?response_type=code&client_id={appId}&resource=https%3A%2F%2Fgraph.windows.net&redirect_uri=https%3A%2F%2Fcred.microsoft.com&state=e9191523-6c2f-4f1d-a4f9-c36f26f89df0&prompt=admin_consent"),
        PinResetClientAppId => new($"https://login.windows.net/{tenantId}/oauth2/authorize?response_type=code&client_id={appId}&resource=https%3A%2F%2Fcred.microsoft.com%2F&redirect_uri=ms-appx-web%3A%2F%2FMicrosoft.AAD.BrokerPlugin%2F{appId}&state=6765f8c5-f4a7-4029-b667-46a6776ad611&prompt=admin_consent"),
        _ => throw new ArgumentOutOfRangeException(nameof(appId), appId, "Only the two PIN reset applications have a documented consent page."),
    };
}
