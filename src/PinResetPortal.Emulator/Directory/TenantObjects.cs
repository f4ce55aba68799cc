using System.Text.Json.Nodes;

namespace PinResetPortal.Emulator.Directory;

/// <summary>Names of the collections that sign-in and control work on, and the few reads and writes they share.</summary>
internal static class TenantObjects
{
    public const string Organization = "organization";
    public const string Domains = "domains";
    public const string Users = "users";
    public const string Groups = "groups";
    public const string DirectoryRoles = "directoryRoles";
    public const string ServicePrincipals = "servicePrincipals";
    public const string DeletedItems = "directory/deletedItems";
    public const string Grants = "oauth2PermissionGrants";
    public const string AppRoleAssignments = "appRoleAssignments";
    public const string SubscribedSkus = "subscribedSkus";
    public const string Customers = "tenantRelationships/delegatedAdminCustomers";
    public const string Relationships = "tenantRelationships/delegatedAdminRelationships";
    public const string Contracts = "contracts";

    /// <summary>Object ids of a group's or a directory role's direct members. Names that start with an underscore never leave over Graph.</summary>
    public const string Members = "_members";

    /// <summary>Which of the partner's groups holds which roles of a GDAP relationship.</summary>
    public const string AccessAssignments = "accessAssignments";

    public const string ConditionalAccess = "_conditionalAccess";

    /// <summary>A copy of the first object that fits, so that it can be read outside the tenant's lock.</summary>
    public static JsonObject? FindCopy(this EmulatedTenant tenant, string collection, Func<JsonObject, bool> fits) =>
        tenant.Read(all => all.TryGetValue(collection, out var list) ? list.FirstOrDefault(fits)?.DeepClone().AsObject() : null);

    public static IReadOnlyList<T> Select<T>(this EmulatedTenant tenant, string collection, Func<JsonObject, bool> fits, Func<JsonObject, T> select) =>
        tenant.Read<IReadOnlyList<T>>(all => all.TryGetValue(collection, out var list) ? [.. list.Where(fits).Select(select)] : []);

    public static void Add(this EmulatedTenant tenant, string collection, JsonObject item) =>
        tenant.Change(collection, list => list.Add(item));

    public static void Change(this EmulatedTenant tenant, string collection, Action<List<JsonObject>> change) =>
        tenant.Write(all =>
        {
            if (!all.TryGetValue(collection, out var list))
            {
                all[collection] = list = [];
            }

            change(list);
            return true;
        });

    public static JsonObject? ServicePrincipalOf(this EmulatedTenant tenant, RegisteredApp app) =>
        tenant.FindCopy(ServicePrincipals, sp => sp.Is("appId", app.ClientId));

    public static string? DefaultDomain(this EmulatedTenant tenant) =>
        tenant.Read(all => all.TryGetValue(Domains, out var list)
            ? (list.FirstOrDefault(domain => domain.Flag("isDefault") == true) ?? list.FirstOrDefault()).Text("id")
            : null);
}
