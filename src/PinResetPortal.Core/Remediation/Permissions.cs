namespace PinResetPortal.Core.Remediation;

/// <summary>The Graph permission and the directory role that a change needs (https://learn.microsoft.com/graph/permissions-reference).</summary>
internal static class Permissions
{
    public const string ApplicationWrite = "Application.ReadWrite.All";

    public const string PolicyWrite = "DeviceManagementConfiguration.ReadWrite.All";

    public const string GrantWrite = "DelegatedPermissionGrant.ReadWrite.All";

    public const string ApplicationRole = "Cloud Application Administrator";

    public const string IntuneRole = "Intune Administrator";
}
