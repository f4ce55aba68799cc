using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Scenarios;

/// <summary>Writes the document that <c>POST /_control/tenants</c> takes, step by step.</summary>
internal sealed class TenantDocument(Guid tenantId, string displayName, DateTimeOffset now)
{
    private readonly JsonObject _graph = [];
    private readonly JsonObject _document = new() { ["tenantId"] = tenantId.ToString("D"), ["displayName"] = displayName };

    public Guid TenantId { get; } = tenantId;

    public string DisplayName { get; } = displayName;

    public DateTimeOffset Now { get; } = now;

    public string EverybodyGroupId { get; } = StableId.Text(tenantId, "group", "All Windows users");

    public string PilotGroupId { get; } = StableId.Text(tenantId, "group", "Pilot ring");

    public TenantDocument NoGdap() => Set("gdap", false);

    public TenantDocument GdapRoles(params Guid[] roles) => Set("gdapRoles", new JsonArray([.. roles.Select(role => (JsonNode)role.ToString("D"))]));

    public TenantDocument GdapEnds(int inDays, bool autoExtends = false) => Set("gdapEndsInDays", inDays).Set("gdapAutoExtend", autoExtends);

    public TenantDocument PortalConsent(string consent) => Set("portalConsent", consent);

    public TenantDocument Licences(params string[] plans) => Set("licences", new JsonArray([.. plans.Select(plan => (JsonNode)plan)]));

    public TenantDocument Consented() => Service().Client();

    public TenantDocument Service(bool enabled = true, bool assignmentRequired = false) => Add("servicePrincipals", Principal(RegisteredApps.PinResetService, enabled, assignmentRequired));

    public TenantDocument Client(bool enabled = true, bool assignmentRequired = false) => Add("servicePrincipals", Principal(RegisteredApps.PinResetClient, enabled, assignmentRequired));

    public TenantDocument DeletedClient() => Add("directory/deletedItems", new JsonObject { ["appId"] = RegisteredApps.PinResetClient.ClientId });

    public TenantDocument Policy((string Collection, JsonObject Policy) shape)
    {
        shape.Policy["id"] ??= StableId.Text(TenantId, "policy", shape.Collection, _graph[shape.Collection]?.AsArray().Count ?? 0);
        return Add(shape.Collection, shape.Policy);
    }

    /// <summary>What every tenant has beside the matter: people, groups, devices, other policies.</summary>
    public TenantDocument WithNoise()
    {
        TenantNoise.AddTo(this, DisplayName);
        return this;
    }

    public TenantDocument Add(string collection, params JsonObject[] items)
    {
        if (_graph[collection] is not JsonArray array)
        {
            _graph[collection] = array = [];
        }

        foreach (var item in items)
        {
            array.Add(item);
        }

        return this;
    }

    public JsonObject ToJson()
    {
        _document["graph"] = _graph;
        return _document;
    }

    private TenantDocument Set(string name, JsonNode value)
    {
        _document[name] = value;
        return this;
    }

    private static JsonObject Principal(RegisteredApp app, bool enabled, bool assignmentRequired) => new()
    {
        ["appId"] = app.ClientId,
        ["accountEnabled"] = enabled,
        ["appRoleAssignmentRequired"] = assignmentRequired,
    };
}
