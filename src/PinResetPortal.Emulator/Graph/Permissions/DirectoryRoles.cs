namespace PinResetPortal.Emulator.Graph.Permissions;

/// <summary>Template ids (https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference).</summary>
internal static class DirectoryRoles
{
    public static readonly Guid GlobalAdministrator = new("62e90394-69f5-4237-9190-012177145e10");
    public static readonly Guid GlobalReader = new("f2ef992c-3afb-46b9-b7cf-a126ee74c451");
    public static readonly Guid ApplicationAdministrator = new("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3");
    public static readonly Guid CloudApplicationAdministrator = new("158c047a-c907-4556-b7ef-446551a6b5f7");
    public static readonly Guid HybridIdentityAdministrator = new("8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2");
    public static readonly Guid PrivilegedRoleAdministrator = new("e8611ab8-c189-46e8-94e1-60213ab1f814");
    public static readonly Guid IntuneAdministrator = new("3a2c62db-5318-420d-8d74-23affee5d9d5");
    public static readonly Guid SecurityAdministrator = new("194ae4cb-b126-40b2-bd5b-6091b380977d");
    public static readonly Guid SecurityOperator = new("5f2222b1-57c3-48ba-8ad5-d4759f1fde6f");
    public static readonly Guid SecurityReader = new("5d6b6bb7-de71-4623-b4af-96380a352509");
    public static readonly Guid ReportsReader = new("4a5d8f65-41da-4de4-8968-e035b65339cf");

    public static readonly Guid DomainNameAdministrator = new("8329153b-31d0-4727-b945-745eb3bc5f31");
    public static readonly Guid ExternalIdentityProviderAdministrator = new("be2f45a1-457d-42af-a067-6ec1fa63bc45");
    public static readonly Guid AuthenticationAdministrator = new("c4e39bd9-1100-46d3-8c65-fb160da0071f");
    public static readonly Guid PrivilegedAuthenticationAdministrator = new("7be44c8a-adaf-4e2a-84d6-ab2649e08a13");

    public static readonly Guid AuthenticationPolicyAdministrator = new("0526716b-113d-4c15-b2c8-68e3c22b9f80");
    public static readonly Guid ConditionalAccessAdministrator = new("b1be1c3e-b65d-4f19-8427-f6fa0d97feb9");
    public static readonly Guid GlobalSecureAccessAdministrator = new("ac434307-12b9-4fa1-a708-88bf58caabc1");

    /// <summary>In the <c>wids</c> of every member user; it is no administrator's role.</summary>
    public static readonly Guid User = new("b79fbf4d-3ef9-4689-8143-76b194e85509");

    /// <summary>Guest and restricted guest: as little an administrator's role.</summary>
    public static readonly Guid Guest = new("10dae51f-b6af-4016-8d66-8c2a99b929b3");

    public static readonly Guid RestrictedGuest = new("2af84b1e-32c8-42b7-82bc-daa82404023b");

    public static string NameOf(Guid templateId) => Names.GetValueOrDefault(templateId, "Directory role");

    private static readonly Dictionary<Guid, string> Names = new()
    {
        [GlobalAdministrator] = "Global Administrator",
        [GlobalReader] = "Global Reader",
        [ApplicationAdministrator] = "Application Administrator",
        [CloudApplicationAdministrator] = "Cloud Application Administrator",
        [HybridIdentityAdministrator] = "Hybrid Identity Administrator",
        [PrivilegedRoleAdministrator] = "Privileged Role Administrator",
        [IntuneAdministrator] = "Intune Administrator",
        [SecurityAdministrator] = "Security Administrator",
        [SecurityOperator] = "Security Operator",
        [SecurityReader] = "Security Reader",
        [ReportsReader] = "Reports Reader",
        [DomainNameAdministrator] = "Domain Name Administrator",
        [ExternalIdentityProviderAdministrator] = "External Identity Provider Administrator",
        [AuthenticationAdministrator] = "Authentication Administrator",
        [PrivilegedAuthenticationAdministrator] = "Privileged Authentication Administrator",
        [AuthenticationPolicyAdministrator] = "Authentication Policy Administrator",
        [ConditionalAccessAdministrator] = "Conditional Access Administrator",
        [GlobalSecureAccessAdministrator] = "Global Secure Access Administrator",
        [new("88d8e3e3-8f55-4a1e-953a-9b9898b8876b")] = "Directory Readers",
        [new("729827e3-9c14-49f7-bb1b-9608f156bbb8")] = "Helpdesk Administrator",
        [new("fe930be7-5e62-47db-91af-98c3a49a38b1")] = "User Administrator",
        [new("fdd7a751-b60b-444a-984c-02652fe8fa1c")] = "Groups Administrator",
    };
}
