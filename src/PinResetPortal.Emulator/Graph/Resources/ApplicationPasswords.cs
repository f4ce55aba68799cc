using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;
using PinResetPortal.Emulator.Graph.Routing;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>
/// Secrets are made by the service and shown once (https://learn.microsoft.com/graph/api/application-addpassword,
/// https://learn.microsoft.com/graph/api/application-removepassword).
/// </summary>
internal static class ApplicationPasswords
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

    public static IEnumerable<GraphRoute> Routes =>
    [
        .. Applications.ForEach("/addPassword", (path, find) => [new("POST", path, Requires.ApplicationChanges, call => Add(call, Applications.Managed(call, find)))]),
        .. Applications.ForEach("/removePassword", (path, find) => [new("POST", path, Requires.ApplicationChanges, call => Remove(call, Applications.Managed(call, find)))]),
    ];

    private static GraphAnswer Add(GraphCall call, JsonObject application)
    {
        call.Query.AllowOnly(EntityType.Names(""));
        var body = call.Request.Body as JsonObject ?? [];
        BodyRules.Known(body, "passwordCredential", "addPassword");
        var wish = body["passwordCredential"] as JsonObject ?? [];
        BodyRules.Known(wish, "displayName startDateTime endDateTime customKeyIdentifier hint keyId secretText", "passwordCredential");
        var start = Time(wish, "startDateTime") ?? call.State.Now;
        var end = Time(wish, "endDateTime") ?? start.AddYears(2);
        if (end <= start || end <= call.State.Now)
            throw GraphRefusal.DirectoryBadRequest("Credential lifetime is invalid: the end is not after the start and now.");
        var secret = RandomNumberGenerator.GetString(Letters, 40);
        var credential = new JsonObject
        {
            ["customKeyIdentifier"] = null,
            ["displayName"] = wish.Text("displayName"),
            ["endDateTime"] = GraphCall.Timestamp(end),
            ["hint"] = secret[..3],
            ["keyId"] = Guid.NewGuid().ToString("D"),
            ["secretText"] = null,
            ["startDateTime"] = GraphCall.Timestamp(start),
        };
        var kept = credential.DeepClone().AsObject();
        kept[ApplicationShape.Secret] = secret;
        call.State.Change(application, changed => Credentials(changed).Add(kept));
        Applications.Audit(call, "Update application – Certificates and secrets management", "Update", application);
        credential["secretText"] = secret;
        credential.Insert(0, "@odata.context", call.Context("microsoft.graph.passwordCredential", null, null));
        return GraphCall.Ok(credential);
    }

    private static GraphAnswer Remove(GraphCall call, JsonObject application)
    {
        BodyRules.Known(call.Body, "keyId", "removePassword");
        var keyId = BodyRules.RequiredText(call.Body, "keyId");
        if (!application.Objects("passwordCredentials").Any(one => one.HasText("keyId", keyId)))
            throw GraphRefusal.DirectoryBadRequest($"No password credential found with keyId {keyId}.");
        var answer = call.NoContent();
        call.State.Change(application, changed => Credentials(changed).RemoveAll(one => one is JsonObject item && item.HasText("keyId", keyId)));
        Applications.Audit(call, "Update application – Certificates and secrets management", "Update", application);
        return answer;
    }

    private static JsonArray Credentials(JsonObject application)
    {
        if (application["passwordCredentials"] is not JsonArray list)
            application["passwordCredentials"] = list = [];
        return list;
    }

    private static DateTimeOffset? Time(JsonObject wish, string name) =>
        wish[name] is null ? null
        : DateTimeOffset.TryParse(wish.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time
        : throw GraphRefusal.BadRequest($"Cannot convert the value of property '{name}' to the expected type 'Edm.DateTimeOffset'.");
}
