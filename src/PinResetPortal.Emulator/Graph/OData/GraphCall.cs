using System.Globalization;
using System.Text.Json.Nodes;
using PinResetPortal.Emulator.Directory;

namespace PinResetPortal.Emulator.Graph.OData;

/// <summary>One request on its way through a handler; lives while the tenant's lock is held.</summary>
internal sealed record GraphCall(
    GraphRequest Request,
    EmulatedTenant Tenant,
    GraphCaller Caller,
    TenantState State,
    IReadOnlyDictionary<string, string> Route,
    QueryOptions Query,
    Registrations? Registrations)
{
    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>();

    /// <summary>GDAP has metadata of its own (https://learn.microsoft.com/graph/api/tenantrelationship-list-delegatedadmincustomers).</summary>
    private const string Partner = "tenantRelationships/";

    public string Root => $"https://graph.microsoft.com/{Request.Version}";

    public bool IsBeta => Request.Version == "beta";

    public bool IsEventual => "eventual".Equals(Header("ConsistencyLevel"), StringComparison.OrdinalIgnoreCase);

    public string Id => Route["id"];

    public string Now => Timestamp(State.Now);

    public JsonObject Body => Request.Body as JsonObject
        ?? throw GraphRefusal.BadRequest("Empty Payload. JSON content expected.");

    public static string Timestamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public string? Header(string name) => Request.Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    public string Context(string collection, string? select, string? expand)
    {
        var parts = new[] { select, expand is null ? null : string.Join(',', expand.Split(',').Select(e => e.Contains('(', StringComparison.Ordinal) ? e : e + "()")) };
        var shape = string.Join(',', parts.Where(p => !string.IsNullOrEmpty(p)));
        var (root, rest) = collection.StartsWith(Partner, StringComparison.Ordinal) ? ($"{Root}/{Partner}", collection[Partner.Length..]) : ($"{Root}/", collection);
        return $"{root}$metadata#{rest}{(shape.Length == 0 ? "" : $"({shape})")}";
    }

    public static GraphAnswer Ok(JsonNode body) => new(200, body, NoHeaders);

    public GraphAnswer NoContent()
    {
        Query.AllowOnly(EntityType.Names(""));
        return new(204, null, NoHeaders);
    }
}
