using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Graph.OData;

namespace PinResetPortal.Emulator.Graph.Resources;

/// <summary>What a request may write to an application, and what Entra refuses in it.</summary>
internal static class ApplicationBody
{
    private static readonly IReadOnlySet<string> Writable = EntityType.Names("""
        addIns api appRoles description displayName groupMembershipClaims identifierUris info isDeviceOnlyAuthSupported isFallbackPublicClient keyCredentials
        logo notes optionalClaims parentalControlSettings passwordCredentials publicClient requiredResourceAccess samlMetadataUrl
        serviceManagementReference signInAudience spa tags tokenEncryptionKeyId uniqueName web
        """);

    private static readonly string[] Audiences = ["AzureADMyOrg", "AzureADMultipleOrgs", "AzureADandPersonalMicrosoftAccount", "PersonalMicrosoftAccount"];

    /// <summary>Checks the whole body against the object, then writes it; complex properties are merged, collections replaced.</summary>
    public static void Apply(GraphCall call, JsonObject application)
    {
        var body = call.Body;
        if (BodyRules.Properties(body).FirstOrDefault(name => !Writable.Contains(name)) is { } other)
            throw GraphRefusal.DirectoryBadRequest(Applications.Type.Properties.Contains(other) ? $"Property '{other}' is read-only and cannot be set." : $"Invalid property '{other}'.");
        BodyRules.Kinds(body, texts: "description displayName groupMembershipClaims notes signInAudience uniqueName", collections: "appRoles identifierUris keyCredentials passwordCredentials requiredResourceAccess tags addIns");
        if (body["passwordCredentials"] is JsonArray { Count: > 0 })
            throw GraphRefusal.DirectoryBadRequest("New password credentials must be generated with service actions.");
        if (body.ContainsKey("displayName") && string.IsNullOrEmpty(body.Text("displayName")))
            throw Invalid("displayName");
        if (body.ContainsKey("signInAudience") && !Audiences.Contains(body.Text("signInAudience")))
            throw Invalid("signInAudience");
        CheckUris(call, application, body);
        Permissions(application["appRoles"], body["appRoles"], "appRoles", "displayName description value", "allowedMemberTypes");
        Permissions((application["api"] as JsonObject)?["oauth2PermissionScopes"], (body["api"] as JsonObject)?["oauth2PermissionScopes"], "api.oauth2PermissionScopes", "adminConsentDisplayName adminConsentDescription value type", "");
        foreach (var access in body.Objects("requiredResourceAccess"))
        {
            if (!Guid.TryParse(access.Text("resourceAppId"), out _) || access.Objects("resourceAccess").Any(one => !Guid.TryParse(one.Text("id"), out _) || one.Text("type") is not ("Scope" or "Role")))
                throw Invalid("requiredResourceAccess");
        }

        foreach (var name in BodyRules.Properties(body).Where(name => name is not "passwordCredentials"))
        {
            if (name == "keyCredentials")
                application[name] = Keys(application, body[name]!.AsArray());
            else if (body[name] is JsonObject sent && application[name] is JsonObject kept)
                Merge(kept, sent);
            else
                application[name] = body[name]?.DeepClone();
        }
    }

    private static void Merge(JsonObject kept, JsonObject sent)
    {
        foreach (var name in BodyRules.Properties(sent))
            kept[name] = sent[name]?.DeepClone();
    }

    private static void CheckUris(GraphCall call, JsonObject application, JsonObject body)
    {
        foreach (var platform in new[] { "web", "spa", "publicClient" })
        {
            foreach (var text in Texts((body[platform] as JsonObject)?["redirectUris"], $"{platform}.redirectUris"))
                CheckRedirect(text, platform);
        }

        var had = application["identifierUris"] is JsonArray old ? old.Select(uri => uri?.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase) : [];
        foreach (var uri in Texts(body["identifierUris"], "identifierUris").Where(uri => !had.Contains(uri)))
            CheckIdentifier(call, application, uri);
    }

    /// <summary>https://learn.microsoft.com/entra/identity-platform/reply-url: http for loopback only, no fragment, no wildcard.</summary>
    private static void CheckRedirect(string text, string platform)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Fragment.Length > 0 || text.Contains('*', StringComparison.Ordinal) || text.Length > 256
            || (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback) || (platform != "publicClient" && uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            throw Invalid($"{platform}.redirectUris");
    }

    /// <summary>https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions</summary>
    private static void CheckIdentifier(GraphCall call, JsonObject application, string uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out _) || uri.EndsWith('/'))
            throw Invalid("identifierUris");
        var allowed = call.State.All("domains").Select(domain => domain.Id()).Append(application.Text("appId")!).Append(call.Tenant.Id.ToString("D"));
        if (!allowed.Any(part => uri.Contains(part, StringComparison.OrdinalIgnoreCase)))
            throw GraphRefusal.DirectoryBadRequest($"Failed to add identifier URI {uri}. All newly added URIs must contain a tenant verified domain, tenant ID, or app ID, as per the default tenant policy of your organization.");
        if (call.State.All(Applications.Type.Collection).Any(one => !one.HasText("id", application.Id()) && one["identifierUris"] is JsonArray uris && uris.Any(other => uri.Equals(other?.ToString(), StringComparison.OrdinalIgnoreCase))))
            throw new GraphRefusal(400, "Request_MultipleObjectsWithSameKeyValue", "Another object with the same value for property identifierUris already exists.");
    }

    /// <summary>Roles and scopes: unique ids and values; what is enabled cannot be changed or left out (https://learn.microsoft.com/graph/api/resources/approle).</summary>
    private static void Permissions(JsonNode? before, JsonNode? after, string name, string texts, string lists)
    {
        if (after is not JsonArray sent)
            return;
        if (sent.Any(one => one is not JsonObject item || !Guid.TryParse(item.Text("id"), out _) || item.Flag("isEnabled") is null
            || EntityType.Names(texts).Any(text => string.IsNullOrEmpty(item.Text(text))) || EntityType.Names(lists).Any(list => item[list] is not JsonArray { Count: > 0 })))
            throw Invalid(name);
        var items = sent.OfType<JsonObject>().ToList();
        if (items.DistinctBy(item => item.Text("id"), StringComparer.OrdinalIgnoreCase).Count() != items.Count || items.DistinctBy(item => item.Text("value"), StringComparer.Ordinal).Count() != items.Count)
            throw GraphRefusal.DirectoryBadRequest($"Property {name} contains duplicate values.");
        foreach (var old in (before as JsonArray ?? []).OfType<JsonObject>().Where(old => old.Flag("isEnabled") == true))
        {
            if (items.Find(item => item.HasText("id", old.Id())) is not { } kept || (kept.Flag("isEnabled") == true && !kept.HasText("value", old.Text("value"))))
                throw new GraphRefusal(400, "CannotDeleteOrUpdateEnabledEntitlement", "Permission (scope or role) cannot be deleted or updated unless disabled first.");
        }
    }

    /// <summary>The whole list of certificates; those that are there already come without their key (https://learn.microsoft.com/graph/api/resources/keycredential).</summary>
    private static JsonArray Keys(JsonObject application, JsonArray sent)
    {
        var kept = new JsonArray();
        foreach (var item in sent)
        {
            var key = (item as JsonObject)?.Text("key");
            if (key is null && application.Objects("keyCredentials").FirstOrDefault(old => old.HasText("keyId", (item as JsonObject)?.Text("keyId"))) is { } old)
            {
                kept.Add(old.DeepClone());
                continue;
            }

            if (item is not JsonObject credential || key is null || credential.Text("type") != "AsymmetricX509Cert" || credential.Text("usage") != "Verify")
                throw Invalid("keyCredentials");
            kept.Add(Certificate(credential, key));
        }

        return kept;
    }

    private static JsonObject Certificate(JsonObject credential, string key)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(key));
            return new()
            {
                ["customKeyIdentifier"] = Convert.ToHexString(certificate.GetCertHash()),
                ["displayName"] = credential.Text("displayName") ?? certificate.Subject,
                ["endDateTime"] = credential.Text("endDateTime") ?? ApplicationShape.Stamp(certificate.NotAfter.ToUniversalTime()),
                ["key"] = null,
                ["keyId"] = credential.Text("keyId") ?? Guid.NewGuid().ToString("D"),
                ["startDateTime"] = credential.Text("startDateTime") ?? ApplicationShape.Stamp(certificate.NotBefore.ToUniversalTime()),
                ["type"] = "AsymmetricX509Cert",
                ["usage"] = "Verify",
                [ApplicationShape.Key] = Convert.ToBase64String(certificate.RawData),
            };
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new GraphRefusal(400, "KeyCredentialsInvalidCertificate", "Key credential is invalid: the key is no certificate.");
        }
    }

    private static List<string> Texts(JsonNode? list, string name) => list switch
    {
        null => [],
        JsonArray array when array.All(one => one?.GetValueKind() == JsonValueKind.String) && array.Select(one => one!.ToString()).ToList() is var texts && texts.Distinct(StringComparer.Ordinal).Count() == texts.Count => texts,
        _ => throw Invalid(name),
    };

    private static GraphRefusal Invalid(string property) => GraphRefusal.DirectoryBadRequest($"Invalid value specified for property '{property}' of resource 'Application'.");
}
