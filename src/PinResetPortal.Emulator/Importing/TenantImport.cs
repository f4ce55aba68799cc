using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Importing;

/// <summary>
/// Makes a tenant out of the document that <c>POST /_control/tenants</c> takes, which scenarios and the generator write as well. This is
/// a tenant that exists, not a request to create something: objects are kept as they are given, odd or not; what is missing and cannot
/// be missing in a real tenant is filled in.
/// </summary>
internal sealed class TenantImport(EmulatorState state)
{
    private static readonly string[] _defaultLicences = ["INTUNE_A", "AAD_PREMIUM"];

    /// <exception cref="BadControlInputException">With the sentence that the caller gets.</exception>
    public EmulatedTenant Import(JsonObject document)
    {
        var id = ReadId(document);
        var name = document.Text("displayName") ?? $"Tenant {id.ToString("D")[..8]}";
        var consent = (document.Text("portalConsent") ?? "all").ToLowerInvariant();
        if (consent is not ("all" or "read" or "none"))
        {
            throw new BadControlInputException($"'portalConsent' is '{consent}'; it is 'all', 'read' or 'none'.");
        }

        if (document["gdap"] is { } flag && flag.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
        {
            throw new BadControlInputException("'gdap' is true or false.");
        }

        var roles = ReadRoles(document);
        var tenant = new EmulatedTenant(id, name);
        foreach (var (collection, items) in ReadCollections(document))
        {
            foreach (var item in items)
            {
                ObjectCompletion.Complete(id, collection, item, state);
                tenant.Add(collection, item);
            }
        }

        TenantDefaults.Fill(tenant, ReadLicences(document));
        if (state.Find(id) is not null)
        {
            GdapCustomers.Remove(state, id);
        }

        state.Put(tenant);
        Consent(tenant, consent);
        state.Notes.TryRemove(id, out _);
        if (document.Flag("gdap") ?? true)
        {
            GdapCustomers.Add(state, tenant, roles, ReadDays(document), document.Flag("gdapAutoExtend") ?? false);
        }

        return tenant;
    }

    private void Consent(EmulatedTenant tenant, string consent)
    {
        ConsentLedger.EnsureServicePrincipal(tenant, RegisteredApps.Graph);
        ConsentLedger.EnsureServicePrincipal(tenant, RegisteredApps.LegacyGraph);
        ConsentLedger.EnsureServicePrincipal(tenant, RegisteredApps.TokenExchange);
        if (consent != "none" && state.Registrations.Find(DemoRegistrations.PortalId) is { } portal)
        {
            ConsentLedger.GrantRequired(tenant, portal, state.Registrations, delegatedReadOnly: consent == "read");
        }
    }

    private static Guid ReadId(JsonObject document) =>
        document["tenantId"] is null ? Guid.NewGuid()
        : Guid.TryParse(document.Text("tenantId"), out var id) && id != Guid.Empty ? id
        : throw new BadControlInputException("'tenantId' must be a GUID.");

    private static string[] ReadLicences(JsonObject document) =>
        document["licences"] switch
        {
            null => _defaultLicences,
            JsonArray => [.. document.Texts("licences")],
            _ => throw new BadControlInputException("'licences' must be an array of service plan names, for example [\"INTUNE_A\"]."),
        };

    /// <summary>Beyond the documented fields: <c>gdapRoles</c> narrows the relationship to some role template ids.</summary>
    private static IReadOnlyList<Guid> ReadRoles(JsonObject document) =>
        document["gdapRoles"] is null
            ? GdapCustomers.AllRoles
            : [.. document.Texts("gdapRoles").Select(text => Guid.TryParse(text, out var role) ? role : throw new BadControlInputException($"'gdapRoles' holds '{text}', which is not a role template id."))];

    /// <summary>Beyond the documented fields: <c>gdapEndsInDays</c>, and <c>gdapAutoExtend</c> (true or false).</summary>
    private static int ReadDays(JsonObject document) => document["gdapEndsInDays"] switch
    {
        null => 640,
        JsonValue value when value.TryGetValue<int>(out var days) => days,
        _ => throw new BadControlInputException("'gdapEndsInDays' is a whole number of days."),
    };

    private static IEnumerable<(string Collection, IReadOnlyList<JsonObject> Items)> ReadCollections(JsonObject document)
    {
        if (document["graph"] is null)
        {
            yield break;
        }

        if (document["graph"] is not JsonObject graph)
        {
            throw new BadControlInputException("'graph' must be an object whose properties are Graph paths with arrays of objects.");
        }

        foreach (var (path, value) in graph)
        {
            // An answer of Graph is a list as well, with the list in its value.
            if ((value is JsonObject answer ? answer["value"] : value) is not JsonArray array || array.Any(item => item is not JsonObject))
            {
                throw new BadControlInputException(string.Create(CultureInfo.InvariantCulture, $"'graph' → '{path}' must be an array of objects."));
            }

            var (collection, type) = CollectionOf(path);
            JsonObject[] items = [.. array.Select(item => item!.DeepClone().AsObject())];
            foreach (var item in items.Where(item => type is not null && !item.ContainsKey("@odata.type")))
            {
                item["@odata.type"] = type;
            }

            yield return (collection, items);
        }
    }

    /// <summary>Where the objects of a path are kept: the version, a cast, and whose grants and assignments they are, are not part of it.</summary>
    private static (string Collection, string? Type) CollectionOf(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is [var version, ..] && version.ToLowerInvariant() is "v1.0" or "beta")
        {
            parts = parts[1..];
        }

        var type = parts is [.., var last] && last.StartsWith("microsoft.graph.", StringComparison.OrdinalIgnoreCase) ? "#" + last : null;
        return (type is null ? parts : parts[..^1]) switch
        {
            [var owner, _, var name] when owner.Equals(TenantObjects.ServicePrincipals, StringComparison.OrdinalIgnoreCase) => name.ToLowerInvariant() switch
            {
                "oauth2permissiongrants" => (TenantObjects.Grants, null),
                "approleassignments" or "approleassignedto" => (TenantObjects.AppRoleAssignments, null),
                _ => (string.Join('/', parts), null),
            },
            var kept => (string.Join('/', kept), type),
        };
    }
}

/// <summary>Control was given something it cannot use; the message is the answer.</summary>
internal sealed class BadControlInputException(string message) : Exception(message);
