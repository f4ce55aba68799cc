namespace PinResetPortal.Core.Field;

/// <summary>
/// Template ids of the Entra roles that matter here; they are the same in every tenant and in GDAP relationships
/// (https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference).
/// </summary>
public static class KnownRoles
{
    public static readonly Guid GlobalAdministrator = new("62e90394-69f5-4237-9190-012177145e10");
    public static readonly Guid GlobalReader = new("f2ef992c-3afb-46b9-b7cf-a126ee74c451");
    public static readonly Guid ApplicationAdministrator = new("9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3");
    public static readonly Guid CloudApplicationAdministrator = new("158c047a-c907-4556-b7ef-446551a6b5f7");
    public static readonly Guid PrivilegedRoleAdministrator = new("e8611ab8-c189-46e8-94e1-60213ab1f814");
    public static readonly Guid IntuneAdministrator = new("3a2c62db-5318-420d-8d74-23affee5d9d5");
    public static readonly Guid DirectoryReaders = new("88d8e3e3-8f55-4a1e-953a-9b9898b8876b");
    public static readonly Guid HelpdeskAdministrator = new("729827e3-9c14-49f7-bb1b-9608f156bbb8");
    public static readonly Guid ReportsReader = new("4a5d8f65-41da-4de4-8968-e035b65339cf");
    public static readonly Guid SecurityReader = new("5d6b6bb7-de71-4623-b4af-96380a352509");

    public static string NameOf(Guid templateId) =>
        templateId == GlobalAdministrator ? "Global Administrator"
        : templateId == GlobalReader ? "Global Reader"
        : templateId == ApplicationAdministrator ? "Application Administrator"
        : templateId == CloudApplicationAdministrator ? "Cloud Application Administrator"
        : templateId == PrivilegedRoleAdministrator ? "Privileged Role Administrator"
        : templateId == IntuneAdministrator ? "Intune Administrator"
        : templateId == DirectoryReaders ? "Directory Readers"
        : templateId == HelpdeskAdministrator ? "Helpdesk Administrator"
        : templateId == ReportsReader ? "Reports Reader"
        : templateId == SecurityReader ? "Security Reader"
        : templateId.ToString("D");
}
