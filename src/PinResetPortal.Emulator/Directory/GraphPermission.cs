namespace PinResetPortal.Emulator.Directory;

/// <summary>
/// Permissions of Microsoft Graph with their published ids
/// (https://learn.microsoft.com/graph/permissions-reference).
/// </summary>
/// <param name="DelegatedId">Null: there is no delegated permission of this name.</param>
/// <param name="ApplicationId">Null: there is no application permission of this name.</param>
internal sealed record GraphPermission(string Name, string? DelegatedId, string? ApplicationId)
{
    public static readonly IReadOnlyList<GraphPermission> All =
    [
        new("openid", "37f7f235-527c-4136-accd-4a02d197296e", null),
        new("profile", "14dad69e-099b-42c9-810b-d002981feec1", null),
        new("email", "64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0", null),
        new("offline_access", "7427e0e9-2fba-42fe-b0c0-848c9e6a8182", null),
        new("User.Read", "e1fe6dd8-ba31-4d61-89e7-88639da4683d", null),
        new("User.ReadBasic.All", "b340eb25-3456-403f-be2f-af7a0d370277", "97235f07-e226-4f63-ace3-39588e11d3a1"),
        new("User.Read.All", "a154be20-db9c-4678-8ab7-66f6cc099a59", "df021288-bdef-4463-88db-98f22de89214"),
        new("Application.Read.All", "c79f8feb-a9db-4090-85f9-90d820caa0eb", "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
        new("Application.ReadWrite.All", "bdfbf15f-ee85-4955-8675-146e8e5296b5", "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9"),
        new("AppRoleAssignment.ReadWrite.All", "84bccea3-f856-4a8a-967b-dbe0a3d53a64", "06b708a9-e830-4db3-a914-8e69da51d44f"),
        new("AuditLog.Read.All", "e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20", "b0afded3-3588-46d8-8b3d-9842eff778da"),
        new("DelegatedAdminRelationship.Read.All", "0c0064ea-477b-4130-82a5-4c2cc4ff68aa", "f6e9e124-4586-492f-adc0-c6f96e4823fd"),
        new("DelegatedPermissionGrant.ReadWrite.All", "41ce6ca6-6826-4807-84f1-1c82854f7ee5", "8e8e4742-1d95-4f68-9d56-6ee75648c72a"),
        new("Device.Read.All", "951183d1-1a61-466f-a6d1-1fde911bfd95", "7438b122-aefc-4978-80ed-43db9fcc7715"),
        new("DeviceManagementConfiguration.Read.All", "f1493658-876a-4c87-8fa7-edb559b3476a", "dc377aa6-52d8-4e23-b271-2a7ae04cedf3"),
        new("DeviceManagementConfiguration.ReadWrite.All", "0883f392-0a7a-443d-8c76-16a6d39c7b63", "9241abd9-d0e6-425a-bd4f-47ba86e767a4"),
        new("DeviceManagementManagedDevices.PrivilegedOperations.All", "3404d2bf-2b13-457e-a330-c24615765193", "5b07b0dd-2377-4e44-a38d-703f09a0dc3c"),
        new("DeviceManagementManagedDevices.Read.All", "314874da-47d6-4978-88dc-cf0d37f0bb82", "2f51be20-0bb4-4fed-bf7b-db946066c75e"),
        new("DeviceManagementServiceConfig.Read.All", "8696daa5-bce5-4b2e-83f9-51b6defc4e1e", "06a5fe6d-c49d-46a7-b082-56b1b14103c7"),
        new("DeviceManagementServiceConfig.ReadWrite.All", "662ed50a-ac44-4eef-ad86-62eed9be2a29", "5ac13192-7ace-4fcf-b828-1a26f28068ee"),
        new("Directory.Read.All", "06da0dbc-49e2-44d2-8312-53f166ab848a", "7ab1d382-f21e-4acd-a863-ba3e13f7da61"),
        new("Directory.ReadWrite.All", "c5366453-9fb0-48a5-a156-24f0c49a4b84", "19dbc75e-c2e2-444c-a770-ec69d8559fc7"),

        // Newer than the published list that the other ids come from: these two are the Emulator's own.
        new("Domain-InternalFederation.Read.All", StableId.Text("delegated", "Domain-InternalFederation.Read.All"), StableId.Text("application", "Domain-InternalFederation.Read.All")),
        new("Domain.Read.All", "2f9ee017-59c1-4f1d-9472-bd5529a7b311", "dbb9058a-0e50-45d7-ae91-66909b5d4664"),
        new("Group.Read.All", "5f8c59db-677d-491f-a6b8-5f174b11ec1d", "5b567255-7703-4780-807c-7be8301ae99b"),
        new("GroupMember.Read.All", "bc024368-1153-4739-b217-4326f2e966d0", "98830695-27a2-44f7-8c18-0c3ebc9698f6"),
        new("Organization.Read.All", "4908d5b9-3fb2-4b1e-9336-1888b7937185", "498476ce-e0fe-48b0-b801-37ba7e2685c6"),
        new("Policy.Read.All", "572fea84-0151-49b2-9301-11cb16974376", "246dd0d5-5bd0-4def-940b-0421030a5b68"),
        new("Policy.Read.AuthenticationMethod", "a6ff13ac-1851-4993-8ca9-a671d70de2d5", "8e3bc81b-d2f3-4b7b-838c-32c88218d2f0"),
        new("Reports.Read.All", "02e97553-ed7b-43d0-ab3c-f8bace0d040c", "230c1aed-a721-4c5d-9cb4-a90514e508ef"),
        new("RoleManagement.Read.Directory", "741c54c3-0c1e-44a1-818b-3f97ab4e8c83", "483bed4a-2ad3-4361-a73b-c83ccdbdc53c"),
        new("UserAuthenticationMethod.Read.All", "aec28ec7-4d02-4e8c-b864-50163aea77eb", "38d9df27-64da-44fd-b7c5-a6fbac20248f"),
    ];

    /// <summary>The protocol's own scopes, which no administrator is asked about.</summary>
    public static readonly IReadOnlySet<string> Protocol = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "openid", "profile", "email", "offline_access" };

    /// <summary>Whether a user may consent for himself (Microsoft's low-impact default).</summary>
    public static bool IsLowImpact(string name) =>
        Protocol.Contains(name) || name.Equals("User.Read", StringComparison.OrdinalIgnoreCase) || name.Equals("access_as_user", StringComparison.OrdinalIgnoreCase);

    public static bool IsWrite(string name) =>
        name.Contains("ReadWrite", StringComparison.OrdinalIgnoreCase) || name.Contains("PrivilegedOperations", StringComparison.OrdinalIgnoreCase);
}
