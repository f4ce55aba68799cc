using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>Identity providers whose tokens stand for an application (https://learn.microsoft.com/graph/api/resources/federatedidentitycredential).</summary>
internal static partial class FederatedCredentials
{
    private const int Most = 20;
    private const int LongestText = 600;

    private static readonly EntityType Type = new()
    {
        Name = "federatedIdentityCredential",
        Collection = "federatedIdentityCredentials",
        Properties = EntityType.Names("id audiences description issuer name subject"),
        Options = OptionSets.Directory,
        Filterable = EntityType.Names("name subject"),
    };

    public static IEnumerable<GraphRoute> Routes => Applications.ForEach("/federatedIdentityCredentials", (path, find) =>
    [
        new("GET", path, Requires.Applications, call => Collections.List(call, Type, find(call, false).Objects(ApplicationShape.Federated), Context(find(call, false)))),
        new("POST", path, Requires.ApplicationChanges, call => Create(call, Applications.Managed(call, find), name: null)),
        .. OfOne(path + "/{credential}", find, "id", call => call.Route["credential"]),
        .. OfOne(path + "(name={name})", find, "name", call => call.Route["name"]),
    ]);

    private static IEnumerable<GraphRoute> OfOne(string path, Func<GraphCall, bool, JsonObject> find, string key, Func<GraphCall, string> value) =>
    [
        new("GET", path, Requires.Applications, call => Collections.Single(call, Type, Named(find(call, false), key, value(call)), Context(find(call, false)))),
        new("PATCH", path, Requires.ApplicationChanges, call => Update(call, Applications.Managed(call, find), key, value(call))),
        new("DELETE", path, Requires.ApplicationChanges, call => Delete(call, Applications.Managed(call, find), key, value(call))),
    ];

    private static string Context(JsonObject application) => $"applications('{application.Id()}')/federatedIdentityCredentials";

    private static JsonObject Named(JsonObject application, string key, string value) =>
        application.Objects(ApplicationShape.Federated).FirstOrDefault(one => one.HasText(key, value)) ?? throw GraphRefusal.DirectoryNotFound(value);

    private static GraphAnswer Create(GraphCall call, JsonObject application, string? name)
    {
        var created = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString("D"),
            ["name"] = name ?? call.Body.Text("name"),
            ["issuer"] = call.Body.Text("issuer"),
            ["subject"] = call.Body.Text("subject"),
            ["description"] = call.Body.Text("description"),
            ["audiences"] = call.Body["audiences"]?.DeepClone(),
        };
        Check(call, application, created);
        if (application.Objects(ApplicationShape.Federated).Count() >= Most)
            throw GraphRefusal.DirectoryBadRequest($"The application has {Most} federated identity credentials already.");
        var answer = Collections.Created(call, Type, created, Context(application));
        call.State.Change(application, changed => List(changed).Add(created));
        Applications.Audit(call, "Update application", "Update", application);
        return answer;
    }

    /// <summary>https://learn.microsoft.com/graph/api/federatedidentitycredential-upsert</summary>
    private static GraphAnswer Update(GraphCall call, JsonObject application, string key, string value)
    {
        if (key == "name" && call.Header("Prefer")?.Contains("create-if-missing", StringComparison.OrdinalIgnoreCase) == true && !application.Objects(ApplicationShape.Federated).Any(one => one.HasText("name", value)))
            return Create(call, application, value);
        var kept = Named(application, key, value);
        var sent = kept.DeepClone().AsObject();
        foreach (var name in BodyRules.Properties(call.Body).Where(name => name != "id"))
            sent[name] = call.Body[name]?.DeepClone();
        if (!sent.HasText("name", kept.Text("name")))
            throw GraphRefusal.DirectoryBadRequest("The name of a federated identity credential cannot be changed.");
        Check(call, application, sent);
        var answer = call.NoContent();
        call.State.Change(application, changed =>
        {
            var list = List(changed);
            list[list.IndexOf(list.First(one => one!.AsObject().HasText("id", kept.Id())))] = sent;
        });
        Applications.Audit(call, "Update application", "Update", application);
        return answer;
    }

    private static GraphAnswer Delete(GraphCall call, JsonObject application, string key, string value)
    {
        var id = Named(application, key, value).Id();
        var answer = call.NoContent();
        call.State.Change(application, changed => List(changed).RemoveAll(one => one!.AsObject().HasText("id", id)));
        Applications.Audit(call, "Update application", "Update", application);
        return answer;
    }

    private static void Check(GraphCall call, JsonObject application, JsonObject credential)
    {
        BodyRules.Known(call.Body, "id audiences description issuer name subject", Type.Name);
        if (credential.Text("name") is not { } name || !UrlFriendly().IsMatch(name))
            throw Invalid("name");
        if (!Uri.TryCreate(credential.Text("issuer"), UriKind.Absolute, out var issuer) || issuer.Scheme != Uri.UriSchemeHttps || credential.Text("issuer")!.Length > LongestText)
            throw Invalid("issuer");
        if (credential.Text("subject") is not { Length: > 0 and <= LongestText } subject)
            throw Invalid("subject");
        if (credential["audiences"] is not JsonArray { Count: 1 } audiences || !PropertyRules.IsText(audiences[0]))
            throw Invalid("audiences");
        var others = application.Objects(ApplicationShape.Federated).Where(one => !one.HasText("id", credential.Id())).ToList();
        if (others.Exists(one => one.HasText("name", name)))
            throw new GraphRefusal(409, "Request_MultipleObjectsWithSameKeyValue", $"FederatedIdentityCredential with name {name} already exists.");
        if (others.Exists(one => one.Text("issuer") == credential.Text("issuer") && one.Text("subject") == subject))
            throw new GraphRefusal(409, "Request_MultipleObjectsWithSameKeyValue", "The combination of issuer and subject must be unique on the application.");
    }

    private static JsonArray List(JsonObject application)
    {
        if (application[ApplicationShape.Federated] is not JsonArray list)
            application[ApplicationShape.Federated] = list = [];
        return list;
    }

    private static GraphRefusal Invalid(string property) => GraphRefusal.DirectoryBadRequest($"Invalid value specified for property '{property}' of resource 'FederatedIdentityCredential'.");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$", RegexOptions.CultureInvariant)]
    private static partial Regex UrlFriendly();
}
