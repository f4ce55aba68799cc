namespace PinResetPortal.Emulator.Directory;

/// <summary>The application registrations of this small world.</summary>
internal static class RegisteredApps
{
    public const string PortalScope = "access_as_user";

    /// <summary>Owner of Microsoft's first-party applications.</summary>
    public static readonly Guid MicrosoftTenantId = new("f8cdef31-a31e-4b4a-93e4-5f571e91255a");

    public static readonly Guid PartnerTenantId = new("11111111-1111-4111-8111-111111111111");

    public static readonly RegisteredApp Portal = new(
        "5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c",
        "PinResetPortal",
        PartnerTenantId,
        "demo-portal-secret",
        ["api://pinresetportal", "api://5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c"],
        [
            new("6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b01", "Reader", "Sees everything, changes nothing"),
            new("6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b02", "Operator", "May run and undo remediations"),
            new("6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b03", "Admin", "May change settings and tenants"),
        ],
        [new("6f0f3a51-2f0b-4a50-9a3c-6a4d5c1f0b10", PortalScope, "Use PinResetPortal as the signed-in person")]);

    public static readonly RegisteredApp Automation = new(
        "22222222-2222-4222-8222-222222222222", "Fabrikam Automation", PartnerTenantId, "demo-automation-secret", [], [], [], IsMultiTenant: false);

    public static readonly RegisteredApp ReadOnlyAutomation = new(
        "33333333-3333-4333-8333-333333333333", "Fabrikam Reporting", PartnerTenantId, "demo-reader-secret", [], [], [], IsMultiTenant: false);

    public static readonly RegisteredApp Graph = new(
        "00000003-0000-0000-c000-000000000000",
        "Microsoft Graph",
        MicrosoftTenantId,
        null,
        ["https://graph.microsoft.com"],
        [.. GraphPermission.All.Where(p => p.ApplicationId is not null).Select(p => new AppPermission(p.ApplicationId!, p.Name, p.Name))],
        [.. GraphPermission.All.Where(p => p.DelegatedId is not null).Select(p => new AppPermission(p.DelegatedId!, p.Name, p.Name))]);

    /// <summary>The retired Azure AD Graph, which the documented consent page of the PIN reset service still names as its resource.</summary>
    public static readonly RegisteredApp LegacyGraph = new(
        "00000002-0000-0000-c000-000000000000",
        "Windows Azure Active Directory",
        MicrosoftTenantId,
        null,
        ["https://graph.windows.net"],
        [],
        [new("311a71cc-e848-46a1-bdf8-97ff7156d8e6", "User.Read", "Sign in and read user profile")]);

    /// <summary>The Partner Center API (https://learn.microsoft.com/partner-center/developer/control-panel-vendor-apis).</summary>
    public static readonly RegisteredApp PartnerCenter = new(
        "fa3d9a0c-3fb0-42cc-9193-47c7ecd2edbd",
        "Microsoft Partner Center",
        MicrosoftTenantId,
        null,
        ["https://api.partnercenter.microsoft.com"],
        [],
        [new("1cebfa2a-fb4d-419e-b5f9-839b4383e05a", "user_impersonation", "Access Partner Center")]);

    public static readonly RegisteredApp PinResetService = new(
        "b8456c59-1230-44c7-a4a2-99b085333e84",
        "Microsoft Pin Reset Service Production",
        MicrosoftTenantId,
        null,
        ["https://cred.microsoft.com"],
        [],
        [new("6b5b3f5e-5f8e-4c3f-8d0a-0a6b1c8a2f01", "user_impersonation", "Access Microsoft Pin Reset Service Production")]);

    public static readonly RegisteredApp PinResetClient = new(
        "9115dd05-fad5-4f9c-acc7-305d08b1b04e", "Microsoft Pin Reset Client Production", MicrosoftTenantId, null, [], [], []);

    public static readonly RegisteredApp Intune = new(
        "0000000a-0000-0000-c000-000000000000", "Microsoft Intune", MicrosoftTenantId, null, ["https://api.manage.microsoft.com"], [], []);

    public static readonly RegisteredApp IntuneProvisioning = new(
        "f1346770-5b25-470b-88bd-d5744ab7952c", "Intune Provisioning Client", MicrosoftTenantId, null, [], [], []);

    public static readonly IReadOnlyList<RegisteredApp> All =
        [Portal, Automation, ReadOnlyAutomation, Graph, LegacyGraph, PartnerCenter, PinResetService, PinResetClient, Intune, IntuneProvisioning];

    public static RegisteredApp? Find(string? clientId) =>
        All.FirstOrDefault(app => app.ClientId.Equals(clientId, StringComparison.OrdinalIgnoreCase));

    /// <param name="name">An identifier URI, with or without trailing slash, or a client id.</param>
    public static RegisteredApp? FindResource(string name)
    {
        var trimmed = name.TrimEnd('/');
        return All.FirstOrDefault(app => app.IdentifierUris.Contains(trimmed, StringComparer.OrdinalIgnoreCase)) ?? Find(trimmed);
    }
}
