using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Importing;

/// <summary>What every tenant has: an organization, a domain, an administrator, licences.</summary>
internal static class TenantDefaults
{
    private static readonly Dictionary<string, string> _planIds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["INTUNE_A"] = "c1ec4a95-1f05-45b3-a911-aa3fa01094f5",
        ["AAD_PREMIUM"] = "41781fb2-bc02-4b7c-bd55-b576c07bb09d",
        ["AAD_PREMIUM_P2"] = "eec0eb4f-6444-4f95-aba0-50c24d67f998",
        ["EXCHANGE_S_STANDARD"] = "9aaf7827-d63c-4b61-89c3-182f06f82e5c",
    };

    public static void Fill(EmulatedTenant tenant, IReadOnlyList<string> licences)
    {
        if (IsEmpty(tenant, TenantObjects.Domains))
        {
            tenant.Add(TenantObjects.Domains, Domain(DomainName(tenant.DisplayName), isDefault: true));
        }

        if (IsEmpty(tenant, TenantObjects.Users))
        {
            var user = User(tenant.Id, $"admin@{tenant.DefaultDomain()}", $"{tenant.DisplayName} administrator");
            tenant.Add(TenantObjects.Users, user);
            if (IsEmpty(tenant, TenantObjects.DirectoryRoles))
            {
                AddToRole(tenant, RoleTemplates.GlobalAdministrator, user.Text("id")!);
            }
        }

        if (IsEmpty(tenant, TenantObjects.Organization))
        {
            tenant.Add(TenantObjects.Organization, Organization(tenant));
        }

        if (IsEmpty(tenant, TenantObjects.SubscribedSkus))
        {
            tenant.Add(TenantObjects.SubscribedSkus, Sku(tenant.Id, licences));
        }
    }

    public static JsonObject Domain(string name, bool isDefault, bool isFederated = false) => new()
    {
        ["id"] = name,
        ["authenticationType"] = isFederated ? "Federated" : "Managed",
        ["availabilityStatus"] = null,
        ["isAdminManaged"] = true,
        ["isDefault"] = isDefault,
        ["isInitial"] = name.EndsWith(".onmicrosoft.com", StringComparison.OrdinalIgnoreCase),
        ["isRoot"] = true,
        ["isVerified"] = true,
        ["supportedServices"] = new JsonArray("Email", "OfficeCommunicationsOnline", "Intune"),
        ["passwordValidityPeriodInDays"] = 2147483647,
        ["passwordNotificationWindowInDays"] = 14,
        ["state"] = null,
        ["federationConfiguration"] = isFederated
            ? new JsonArray(new JsonObject
            {
                ["@odata.type"] = "#microsoft.graph.internalDomainFederation",
                ["id"] = StableId.Text("federation", name),
                ["displayName"] = $"AD FS of {name}",
                ["issuerUri"] = $"http://sts.{name}/adfs/services/trust",
                ["passiveSignInUri"] = $"https://sts.{name}/adfs/ls/",
                ["activeSignInUri"] = $"https://sts.{name}/adfs/services/trust/2005/usernamemixed",
                ["signOutUri"] = $"https://sts.{name}/adfs/ls/",
                ["preferredAuthenticationProtocol"] = "wsFed",
                ["federatedIdpMfaBehavior"] = "acceptIfMfaDoneByFederatedIdp",
            })
            : new JsonArray(),
    };

    public static JsonObject User(Guid tenantId, string userPrincipalName, string displayName) => new()
    {
        ["id"] = StableId.Text(tenantId, "user", userPrincipalName),
        ["accountEnabled"] = true,
        ["businessPhones"] = new JsonArray(),
        ["displayName"] = displayName,
        ["givenName"] = displayName.Split(' ')[0],
        ["jobTitle"] = null,
        ["mail"] = userPrincipalName,
        ["mobilePhone"] = null,
        ["officeLocation"] = null,
        ["preferredLanguage"] = "en-GB",
        ["surname"] = displayName.Split(' ')[^1],
        ["userPrincipalName"] = userPrincipalName,
        ["userType"] = "Member",
    };

    public static void AddToRole(EmulatedTenant tenant, Guid roleTemplateId, string memberId) =>
        tenant.Change(TenantObjects.DirectoryRoles, list =>
        {
            var role = list.Find(one => one.Is("roleTemplateId", roleTemplateId.ToString("D")));
            if (role is null)
            {
                role = new JsonObject
                {
                    ["id"] = StableId.Text(tenant.Id, "directoryRole", roleTemplateId),
                    ["deletedDateTime"] = null,
                    ["description"] = RoleTemplates.Names.GetValueOrDefault(roleTemplateId, "Directory role"),
                    ["displayName"] = RoleTemplates.Names.GetValueOrDefault(roleTemplateId, "Directory role"),
                    ["roleTemplateId"] = roleTemplateId.ToString("D"),
                    [TenantObjects.Members] = new JsonArray(),
                };
                list.Add(role);
            }

            role[TenantObjects.Members]!.AsArray().Add(memberId);
        });

    public static string DomainName(string displayName)
    {
        var letters = new string([.. displayName.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
        return $"{(letters.Length > 0 ? letters : "tenant")}.example";
    }

    private static JsonObject Organization(EmulatedTenant tenant)
    {
        var domains = tenant.Select(TenantObjects.Domains, _ => true, domain => (JsonNode)new JsonObject
        {
            ["capabilities"] = "Email, OfficeCommunicationsOnline",
            ["isDefault"] = domain.Flag("isDefault") ?? false,
            ["isInitial"] = domain.Flag("isInitial") ?? false,
            ["name"] = domain.Text("id"),
            ["type"] = domain.Text("authenticationType") ?? "Managed",
        });
        return new JsonObject
        {
            ["id"] = tenant.Id.ToString("D"),
            ["deletedDateTime"] = null,
            ["businessPhones"] = new JsonArray(),
            ["city"] = null,
            ["country"] = null,
            ["countryLetterCode"] = "GB",
            ["createdDateTime"] = "2021-05-04T10:15:00Z",
            ["defaultUsageLocation"] = "GB",
            ["displayName"] = tenant.DisplayName,
            ["mobileDeviceManagementAuthority"] = "intune",
            ["onPremisesSyncEnabled"] = null,
            ["preferredLanguage"] = "en",
            ["tenantType"] = "AAD",
            ["assignedPlans"] = new JsonArray(),
            ["provisionedPlans"] = new JsonArray(),
            ["verifiedDomains"] = new JsonArray([.. domains]),
        };
    }

    private static JsonObject Sku(Guid tenantId, IReadOnlyList<string> licences)
    {
        IReadOnlyList<string> plans = licences.Count > 0 ? licences : ["EXCHANGE_S_STANDARD"];
        var hasIntune = plans.Contains("INTUNE_A", StringComparer.OrdinalIgnoreCase);
        var skuId = hasIntune ? "efccb6f7-5641-4e0e-bd10-b4976e1bf68e" : "4b9405b0-7788-4568-add1-99614e613b69";
        return new JsonObject
        {
            ["id"] = $"{tenantId:D}_{skuId}",
            ["accountId"] = tenantId.ToString("D"),
            ["accountName"] = "emulator",
            ["appliesTo"] = "User",
            ["capabilityStatus"] = "Enabled",
            ["consumedUnits"] = 42,
            ["skuId"] = skuId,
            ["skuPartNumber"] = hasIntune ? "EMS" : "EXCHANGESTANDARD",
            ["subscriptionIds"] = new JsonArray(StableId.Text(tenantId, "subscription")),
            ["prepaidUnits"] = new JsonObject { ["enabled"] = 50, ["suspended"] = 0, ["warning"] = 0, ["lockedOut"] = 0 },
            ["servicePlans"] = new JsonArray([.. plans.Select(plan => (JsonNode)new JsonObject
            {
                ["appliesTo"] = "User",
                ["provisioningStatus"] = "Success",
                ["servicePlanId"] = _planIds.GetValueOrDefault(plan) ?? StableId.Text("plan", plan),
                ["servicePlanName"] = plan,
            })]),
        };
    }

    private static bool IsEmpty(EmulatedTenant tenant, string collection) =>
        tenant.Read(all => !all.TryGetValue(collection, out var list) || list.Count == 0);
}
