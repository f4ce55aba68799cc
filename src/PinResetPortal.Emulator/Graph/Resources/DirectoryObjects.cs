using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>directoryObjects and devices.</summary>
internal static class DirectoryObjects
{
    private const int MostIds = 1000;

    /// <summary>https://learn.microsoft.com/graph/api/resources/directoryobject</summary>
    public static readonly EntityType Type = new()
    {
        Name = "directoryObject",
        Collection = "directoryObjects",
        Properties = EntityType.Names("id deletedDateTime displayName description userPrincipalName mail mailNickname appId deviceId accountEnabled securityEnabled mailEnabled groupTypes userType roleTemplateId servicePrincipalType"),
        Derived = () => [Users.Type, Groups.Type, Device!, ServicePrincipals.Type],
        IsDirectoryObject = true,
        Options = OptionSets.Directory,
        Searchable = EntityType.Names("displayName description"),
    };

    /// <summary>https://learn.microsoft.com/graph/api/resources/device</summary>
    public static readonly EntityType Device = new()
    {
        Name = "device",
        Collection = "devices",
        Properties = EntityType.Names("""
            id accountEnabled alternativeSecurityIds approximateLastSignInDateTime complianceExpirationDateTime deletedDateTime deviceCategory deviceId
            deviceMetadata deviceOwnership deviceVersion displayName enrollmentProfileName enrollmentType extensionAttributes isCompliant isManaged isRooted
            managementType manufacturer mdmAppId model onPremisesLastSyncDateTime onPremisesSecurityIdentifier onPremisesSyncEnabled operatingSystem
            operatingSystemVersion physicalIds profileType registrationDateTime systemLabels trustType
            """),
        IsDirectoryObject = true,
        Options = OptionSets.Directory,
        Sortable = EntityType.Names("approximateLastSignInDateTime createdDateTime deletedDateTime displayName"),
        SortableInAdvanced = EntityType.Names("approximateLastSignInDateTime createdDateTime deletedDateTime displayName"),
        Searchable = EntityType.Names("displayName"),
    };

    public static IEnumerable<GraphRoute> Routes =>
    [
        new("POST", "directoryObjects/getByIds", Requires.DirectoryObjects, GetByIds),
        new("GET", "directoryObjects/{id}", Requires.DirectoryObjects, call => Collections.Single(call, Type, Members.Resolve(call, call.Id) ?? throw GraphRefusal.DirectoryNotFound(call.Id))),
        .. TenantResources.Readable(Device, Requires.Devices),
        new("GET", "devices(deviceId={deviceId})", Requires.Devices, call => Collections.Single(call, Device, ByDeviceId(call))),
        new("GET", "devices/{id}/memberOf", Requires.DeviceMemberships, call => Memberships(call, TenantResources.Required(call, Device), transitive: false)),
        new("GET", "devices/{id}/transitiveMemberOf", Requires.DeviceMemberships, call => Memberships(call, TenantResources.Required(call, Device), transitive: true)),
        new("GET", "devices(deviceId={deviceId})/memberOf", Requires.DeviceMemberships, call => Memberships(call, ByDeviceId(call), transitive: false)),
        new("GET", "devices(deviceId={deviceId})/transitiveMemberOf", Requires.DeviceMemberships, call => Memberships(call, ByDeviceId(call), transitive: true)),
        new("GET", "devices/$count", Requires.Devices, call => Collections.Count(call, Device, call.State.Visible("devices"))),
    ];

    /// <summary>A device is addressed by its object id or by the id it has on itself (https://learn.microsoft.com/graph/api/device-get).</summary>
    private static JsonObject ByDeviceId(GraphCall call) =>
        call.State.Visible(Device.Collection).FirstOrDefault(device => device.HasText("deviceId", call.Route["deviceId"])) ?? throw GraphRefusal.DirectoryNotFound(call.Route["deviceId"]);

    private static GraphAnswer Memberships(GraphCall call, JsonObject device, bool transitive) => Collections.List(call, Type, Members.MembershipsOf(call, device.Id(), transitive));

    /// <summary>https://learn.microsoft.com/graph/api/directoryobject-getbyids: unknown ids are left out of the answer.</summary>
    private static GraphAnswer GetByIds(GraphCall call)
    {
        BodyRules.Known(call.Body, "ids types", "directoryObject");
        if (call.Body["ids"] is not JsonArray ids || ids.Count == 0 || ids.Any(i => !PropertyRules.IsText(i)))
            throw GraphRefusal.DirectoryBadRequest("The 'ids' collection is missing or empty.");
        if (ids.Count > MostIds)
            throw GraphRefusal.DirectoryBadRequest($"Too many ids. At most {MostIds} are allowed.");
        var types = call.Body["types"] is JsonArray wanted ? wanted.Select(t => t?.ToString() ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase) : null;
        var found = ids.Select(i => i!.GetValue<string>()).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(id => Members.Resolve(call, id)).OfType<JsonObject>()
            .Where(o => types is null || types.Contains("directoryObject") || types.Any(t => Members.IsOf(o, t)));
        return Collections.List(call, Type with { Options = OptionSets.SelectOnly, PageSize = MostIds, LargestPage = MostIds }, found);
    }
}
