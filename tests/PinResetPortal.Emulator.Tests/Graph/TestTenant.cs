using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph;

internal static class TestTenant
{
    public const string AdminId = "a0000000-0000-4000-8000-000000000001";
    public const string UserId = "a0000000-0000-4000-8000-000000000002";
    public const string GuestId = "a0000000-0000-4000-8000-000000000003";
    public const string DeviceId = "d0000000-0000-4000-8000-000000000001";
    public const string OuterGroup = "b0000000-0000-4000-8000-000000000001";
    public const string InnerGroup = "b0000000-0000-4000-8000-000000000002";
    public const string EmptyGroup = "b0000000-0000-4000-8000-000000000003";
    public const string GlobalAdminRole = "e0000000-0000-4000-8000-000000000001";
    public const string PortalSpId = "c0000000-0000-4000-8000-000000000001";
    public const string ServiceAppId = "b8456c59-1230-44c7-a4a2-99b085333e84";
    public const string ClientAppId = "9115dd05-fad5-4f9c-acc7-305d08b1b04e";

    public static readonly Guid PortalAppId = new("f0000000-0000-4000-8000-000000000001");

    public static EmulatedTenant Create(params string[] plans)
    {
        var tenant = new EmulatedTenant(new("99999999-0000-4000-8000-000000000001"), "Northwind");
        Put(tenant, "organization", $$"""{"id":"{{tenant.Id}}","displayName":"Northwind","verifiedDomains":[{"name":"northwind.example","isDefault":true}],"_note":"own"}""");
        Put(tenant, "domains", """{"id":"northwind.example","authenticationType":"Managed","isDefault":true,"isVerified":true}""");
        Put(tenant, "users",
            $$"""{"id":"{{AdminId}}","displayName":"Ada Admin","userPrincipalName":"ada@northwind.example","mail":"ada@northwind.example","accountEnabled":true,"userType":"Member","createdDateTime":"2024-01-10T08:00:00Z"}""",
            $$"""{"id":"{{UserId}}","displayName":"Ben O'Brien","userPrincipalName":"ben@northwind.example","mail":null,"accountEnabled":false,"userType":"Member","createdDateTime":"2025-06-01T08:00:00Z"}""",
            $$"""{"id":"{{GuestId}}","displayName":"Gus Guest","userPrincipalName":"gus_ext@northwind.example","accountEnabled":true,"userType":"Guest","createdDateTime":"2026-01-01T08:00:00Z"}""");
        Put(tenant, "groups",
            $$"""{"id":"{{OuterGroup}}","displayName":"All Staff","groupTypes":[],"securityEnabled":true,"mailEnabled":false,"_members":["{{InnerGroup}}","{{AdminId}}"]}""",
            $$"""{"id":"{{InnerGroup}}","displayName":"Helpdesk Berlin","groupTypes":["Unified"],"securityEnabled":false,"mailEnabled":true,"_members":["{{UserId}}","{{OuterGroup}}","{{DeviceId}}"]}""",
            $$"""{"id":"{{EmptyGroup}}","displayName":"Empty","groupTypes":["DynamicMembership"],"securityEnabled":true,"mailEnabled":false}""");
        Put(tenant, "devices", $$"""{"id":"{{DeviceId}}","deviceId":"d1000000-0000-4000-8000-000000000001","displayName":"PC-1","operatingSystem":"Windows"}""");
        Put(tenant, "directoryRoles", $$"""{"id":"{{GlobalAdminRole}}","displayName":"Global Administrator","roleTemplateId":"{{Callers.GlobalAdministrator}}","_members":["{{AdminId}}"]}""");
        Put(tenant, "servicePrincipals", $$"""{"id":"{{PortalSpId}}","appId":"{{PortalAppId}}","displayName":"PIN Reset Portal","accountEnabled":true,"appRoleAssignmentRequired":false,"tags":["WindowsAzureActiveDirectoryIntegratedApp"],"appRoles":[],"servicePrincipalType":"Application"}""");
        var names = plans.Length == 0 ? ["INTUNE_A", "AAD_PREMIUM"] : plans;
        Put(tenant, "subscribedSkus", new JsonObject
        {
            ["id"] = "sku-1",
            ["skuPartNumber"] = "TEST",
            ["capabilityStatus"] = "Enabled",
            ["servicePlans"] = new JsonArray([.. names.Select(n => new JsonObject { ["servicePlanName"] = n, ["provisioningStatus"] = "Success" })]),
        }.ToJsonString());
        return tenant;
    }

    public static void Put(EmulatedTenant tenant, string collection, params string[] objects) => tenant.Write(collections =>
    {
        if (!collections.TryGetValue(collection, out var items))
            collections[collection] = items = [];
        items.AddRange(objects.Select(o => JsonNode.Parse(o)!.AsObject()));
        return items.Count;
    });

    public static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
