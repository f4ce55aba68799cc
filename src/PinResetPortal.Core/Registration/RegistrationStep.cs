using System.Text.Json.Nodes;

namespace PinResetPortal.Core.Registration;

/// <summary>One request that makes the registration what it should be, as it is shown and as it is sent.</summary>
/// <param name="Id">Permanent, kebab-case: what it does.</param>
/// <param name="Words">One plain sentence.</param>
/// <param name="Path">From the host on. What only an earlier answer can tell stands in braces (<see cref="Placeholders"/>).</param>
/// <param name="Learns">What its answer tells for the steps after it: placeholder by property.</param>
public sealed record RegistrationStep(string Id, string Words, string Method, string Path, JsonObject? Body = null, IReadOnlyDictionary<string, string>? Learns = null)
{
    /// <summary>The object is made where it is missing (<c>Prefer: create-if-missing</c>).</summary>
    public bool CreatesIfMissing { get; init; }

    /// <summary>The answer holds a secret that is shown once.</summary>
    public bool AnswersWithSecret { get; init; }

    /// <summary>The same step with what has become known meanwhile.</summary>
    public RegistrationStep With(IReadOnlyDictionary<string, string> known)
    {
        var (path, body) = (Path, Body?.ToJsonString());
        foreach (var (placeholder, value) in known)
        {
            path = path.Replace(placeholder, value, StringComparison.Ordinal);
            body = body?.Replace(placeholder, value, StringComparison.Ordinal);
        }

        return this with { Path = path, Body = body is null ? null : JsonNode.Parse(body) as JsonObject };
    }
}

/// <summary>Stand in a step for ids that Entra gives.</summary>
public static class Placeholders
{
    public const string ApplicationId = "{id of the application}";
    public const string ClientId = "{client id}";
    public const string PrincipalId = "{id of the service principal}";

    public static string Resource(string appId) => $"{{id of {PortalPermissions.NameOf(appId)}}}";
}
