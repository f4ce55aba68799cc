namespace PinResetPortal.Emulator.Directory;

/// <summary>Microsoft's own applications; those of tenants are objects of theirs (<see cref="Registrations"/>).</summary>
internal static class RegisteredApps
{
    /// <summary>Owner of Microsoft's first-party applications.</summary>
    public static readonly Guid MicrosoftTenantId = new("f8cdef31-a31e-4b4a-93e4-5f571e91255a");

    public static readonly Guid PartnerTenantId = new("11111111-1111-4111-8111-111111111111");

    public static readonly RegisteredApp Graph = new(
        "00000003-0000-0000-c000-000000000000",
        "Microsoft Graph",
        MicrosoftTenantId,
        ["https://graph.microsoft.com"],
        [.. GraphPermission.All.Where(p => p.ApplicationId is not null).Select(p => new AppPermission(p.ApplicationId!, p.Name, p.Name))],
        [.. GraphPermission.All.Where(p => p.DelegatedId is not null).Select(p => new AppPermission(p.DelegatedId!, p.Name, p.Name))]);

    /// <summary>The retired Azure AD Graph, which the documented consent page of the PIN reset service still names as its resource.</summary>
    public static readonly RegisteredApp LegacyGraph = new(
        "00000002-0000-0000-c000-000000000000",
        "Windows Azure Active Directory",
        MicrosoftTenantId,
        ["https://graph.windows.net"],
        [],
        [new("311a71cc-e848-46a1-bdf8-97ff7156d8e6", "User.Read", "Sign in and read user profile")]);

    /// <summary>The Partner Center API (https://learn.microsoft.com/partner-center/developer/control-panel-vendor-apis).</summary>
    public static readonly RegisteredApp PartnerCenter = new(
        "fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd",
        "Microsoft Partner Center",
        MicrosoftTenantId,
        ["https://api.partnercenter.microsoft.com"],
        [],
        [new("1cebfa2a-fb4d-419e-b5f9-839b4383e05a", "user_impersonation", "Access Partner Center")]);

    public static readonly RegisteredApp PinResetService = new(
        "b8456c59-1230-44c7-a4a2-99b085333e84",
        "Microsoft Pin Reset Service Production",
        MicrosoftTenantId,
        ["https://cred.microsoft.com"],
        [],
        [new("6b5b3f5e-5f8e-4c3f-8d0a-0a6b1c8a2f01", "user_impersonation", "Access Microsoft Pin Reset Service Production")]);

    public static readonly RegisteredApp PinResetClient = new(
        "9115dd05-fad5-4f9c-acc7-305d08b1b04e", "Microsoft Pin Reset Client Production", MicrosoftTenantId, [], [], [])
    {
        PublicRedirectUris = ["ms-appx-web://Microsoft.AAD.BrokerPlugin/9115dd05-fad5-4f9c-acc7-305d08b1b04e"],
    };

    /// <summary>
    /// The public client of Microsoft's Graph tools for the command line
    /// (https://learn.microsoft.com/powershell/microsoftgraph/authentication-commands).
    /// </summary>
    public static readonly RegisteredApp GraphCommandLine = new(
        "14d82eec-204b-4c2f-b7e8-296a70dab67e", "Microsoft Graph Command Line Tools", MicrosoftTenantId, [], [], [])
    {
        PublicRedirectUris = ["http://localhost", "https://login.microsoftonline.com/common/oauth2/nativeclient"],
        AllowsPublicFlows = true,
    };

    /// <summary>The resource whose tokens are exchanged for an application (https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity).</summary>
    public static readonly RegisteredApp TokenExchange = new(
        "fb60f99c-7a34-4190-8149-302f77469936", "AAD Token Exchange", MicrosoftTenantId, ["api://AzureADTokenExchange"], [], [])
    {
        TokenVersion = 2,
    };

    public static readonly RegisteredApp Intune = new(
        "0000000a-0000-0000-c000-000000000000", "Microsoft Intune", MicrosoftTenantId, ["https://api.manage.microsoft.com"], [], []);

    public static readonly RegisteredApp IntuneProvisioning = new(
        "f1346770-5b25-470b-88bd-d5744ab7952c", "Intune Provisioning Client", MicrosoftTenantId, [], [], []);

    public static readonly IReadOnlyList<RegisteredApp> All =
        [Graph, LegacyGraph, PartnerCenter, PinResetService, PinResetClient, GraphCommandLine, TokenExchange, Intune, IntuneProvisioning];

    public static RegisteredApp? Find(string? clientId) =>
        All.FirstOrDefault(app => app.ClientId.Equals(clientId, StringComparison.OrdinalIgnoreCase));

    /// <param name="name">An identifier URI, with or without trailing slash, or a client id.</param>
    public static RegisteredApp? FindResource(string name)
    {
        var trimmed = name.TrimEnd('/');
        return All.FirstOrDefault(app => app.IdentifierUris.Contains(trimmed, StringComparer.OrdinalIgnoreCase)) ?? Find(trimmed);
    }
}
