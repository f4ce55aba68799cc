using System.Text.Json;
using System.Text.Json.Nodes;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Batching;
using PinResetPortal.Graph.Changing;
using PinResetPortal.Graph.Connecting;
using PinResetPortal.Graph.Reading;

namespace PinResetPortal.Graph.Registering;

internal sealed class RegistrationSession(GraphConnection connection, WriteGateway gateway, RetryPauses pauses) : IRegistrationSession
{
    private const int MostPages = 50;
    private const string Root = "/v1.0";

    public TenantId TenantId => connection.Token.TenantId;

    public required string? ObjectId { get; init; }

    public required string Name { get; init; }

    public required bool IsApplication { get; init; }

    public IReadOnlyList<string> Permissions => connection.Token.Access.Scopes ?? [];

    public IReadOnlyList<Guid>? Roles => connection.Token.Access.Roles;

    public Task<Fact<LiveRegistration>> ReadAsync(string? clientId, string uniqueName, CancellationToken cancellationToken) => ReadAsync(async () =>
    {
        var application = await OneAsync(clientId is null ? $"{Root}/applications(uniqueName='{Quoted(uniqueName)}')" : $"{Root}/applications(appId='{Quoted(clientId)}')", cancellationToken);

        // A tenant that the application is not registered in has its service principal only.
        var appId = application?["appId"]?.ToString() ?? clientId;
        var principal = appId is null ? null : await OneAsync($"{Root}/servicePrincipals(appId='{Quoted(appId)}')", cancellationToken);
        var resources = new List<JsonObject>();
        foreach (var resource in PortalPermissions.All.Select(permission => permission.Resource).Distinct())
        {
            if (await OneAsync($"{Root}/servicePrincipals(appId='{resource}')?$select=id,appId,displayName,appRoles,oauth2PermissionScopes", cancellationToken) is { } found)
            {
                resources.Add(found);
            }
        }

        return new LiveRegistration(
            application,
            principal,
            resources,
            await OfAsync(principal, "servicePrincipals", "oauth2PermissionGrants", cancellationToken),
            await OfAsync(principal, "servicePrincipals", "appRoleAssignments", cancellationToken),
            await OfAsync(principal, "servicePrincipals", "appRoleAssignedTo", cancellationToken),
            await OfAsync(application, "applications", "federatedIdentityCredentials", cancellationToken));
    });

    public async Task<Fact<LicenceFacts>> ReadLicencesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var skus = await ListAsync($"{Root}/subscribedSkus?$select=id,skuPartNumber,capabilityStatus,servicePlans", cancellationToken);
            return DirectoryParser.Licences(skus.Select(sku => JsonSerializer.SerializeToElement(sku)));
        }
        catch (RefusedException e)
        {
            return e.Reason;
        }
        catch (JsonException)
        {
            return NotUnderstood($"{Root}/subscribedSkus");
        }
    }

    public async Task<StepOutcome> SendAsync(RegistrationStep step, CancellationToken cancellationToken)
    {
        var pause = pauses.Start();
        var planned = new PlannedRequest(step.Method, step.Path, step.Body?.ToJsonString());
        for (var attempt = 1; ; attempt++)
        {
            var answer = await gateway.SendAsync(connection, planned, cancellationToken, step.CreatesIfMissing ? "create-if-missing" : null);
            if (answer is { Status: >= 200 and < 300, IsWellFormed: true })
            {
                return new StepOutcome.Done(answer.Body is { } body ? JsonObject.Create(body) : null);
            }

            if (!IsWorthAnotherTry(answer, step) || !await pause.WaitAsync(attempt, answer.RetryAfter, cancellationToken))
            {
                return new StepOutcome.Refused(Refusal(answer, step.Words));
            }
        }
    }

    public Task<Fact<IReadOnlyList<DirectoryPrincipal>>> FindAsync(string who, CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<DirectoryPrincipal>>(async () => [.. (await NamedAsync(who, cancellationToken)).Select(Principal)]);

    public Task<Fact<DirectoryPrincipal?>> FindApplicationAsync(string clientId, CancellationToken cancellationToken) =>
        ReadAsync(async () => await OneAsync($"{Root}/servicePrincipals(appId='{Quoted(clientId)}')?$select=id,displayName", cancellationToken) is { } found ? Principal(found) : null);

    public void Dispose() => connection.Dispose();

    private static async Task<Fact<T>> ReadAsync<T>(Func<Task<T>> read)
    {
        try
        {
            return new Fact<T>.Known(await read());
        }
        catch (RefusedException e)
        {
            return e.Reason;
        }
    }

    private async Task<IReadOnlyList<JsonObject>> NamedAsync(string who, CancellationToken cancellationToken)
    {
        var isId = Guid.TryParse(who, out _);
        if ((isId || who.Contains('@', StringComparison.Ordinal)) && await OneAsync($"{Root}/users/{Uri.EscapeDataString(who)}?$select=id,displayName", cancellationToken) is { } user)
        {
            return [user];
        }

        if (isId)
        {
            return await OneAsync($"{Root}/groups/{who}?$select=id,displayName", cancellationToken) is { } group ? [group] : [];
        }

        // Names of groups are no keys in Entra (https://learn.microsoft.com/graph/api/resources/group): several may have the same.
        return await ListAsync($"{Root}/groups?$select=id,displayName&$filter=displayName eq '{Uri.EscapeDataString(Quoted(who))}'", cancellationToken);
    }

    private static DirectoryPrincipal Principal(JsonObject found)
    {
        var id = IdOf(found, "what was looked for");
        return new(id, found["displayName"]?.ToString() ?? id);
    }

    private static string IdOf(JsonObject found, string path) => found["id"]?.ToString() ?? throw new RefusedException(NotUnderstood(path));

    /// <summary>What was made a moment ago is not known everywhere at once: Entra says 404, or that a body points at nothing.</summary>
    private static bool IsWorthAnotherTry(WriteAnswer answer, RegistrationStep step) => answer.Status switch
    {
        429 or 503 => true,
        404 => answer.SaysAbsent && step.Method != "DELETE",
        400 => ErrorBody.Of(answer.Body).Message is { } message
            && (message.Contains("does not reference a valid application object", StringComparison.OrdinalIgnoreCase) || message.Contains("does not exist", StringComparison.OrdinalIgnoreCase)),
        null => step.CreatesIfMissing || step.Method == "PATCH",
        _ => false,
    };

    private async Task<IReadOnlyList<JsonObject>> OfAsync(JsonObject? owner, string collection, string part, CancellationToken cancellationToken) =>
        owner is null ? [] : await ListAsync($"{Root}/{collection}/{owner["id"]}/{part}", cancellationToken);

    /// <summary>A list over all its pages. One that is longer than the portal reads is refused and never cut; an object on two pages counts once.</summary>
    private async Task<IReadOnlyList<JsonObject>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var all = new List<JsonObject>();
        var next = path;
        for (var pages = 0; next is not null; pages++)
        {
            if (pages == MostPages)
            {
                throw new RefusedException(TooLong(path));
            }

            var page = await OneAsync(next, cancellationToken) ?? throw new RefusedException(NotUnderstood(path));
            all.AddRange((page["value"] as JsonArray ?? throw new RefusedException(NotUnderstood(path))).OfType<JsonObject>());
            next = page["@odata.nextLink"]?.ToString() switch
            {
                null => null,
                var link when Uri.TryCreate(link, UriKind.Absolute, out var address) => address.PathAndQuery,
                _ => throw new RefusedException(NotUnderstood(path)),
            };
        }

        return [.. all.DistinctBy(one => IdOf(one, path))];
    }

    /// <returns>Null: there is none (404).</returns>
    private async Task<JsonObject?> OneAsync(string path, CancellationToken cancellationToken)
    {
        var pause = pauses.Start();
        for (var attempt = 1; ; attempt++)
        {
            var answer = await gateway.SendAsync(connection, new("GET", path, null), cancellationToken);
            switch (answer)
            {
                case { Status: 200, IsWellFormed: true, Body: { } body }:
                    return JsonObject.Create(body);
                case { SaysAbsent: true }:
                    return null;
                case { Status: 429 or >= 500 or null } when await pause.WaitAsync(attempt, answer.RetryAfter, cancellationToken):
                    continue;
                default:
                    throw new RefusedException(ReadRefusal(answer, path));
            }
        }
    }

    private static UnreadableReason TooLong(string path) => new(
        UnreadableKind.NotUnderstood, $"Graph has more than {MostPages} pages of {SubjectOf(path).What}, and the portal reads no more.",
        path.StartsWith($"{Root}/groups", StringComparison.Ordinal) ? "Name the group by its id." : "Look at them in the Entra admin center.");

    private static UnreadableReason NotUnderstood(string path) => new(UnreadableKind.NotUnderstood, $"What came back for {path} is not an answer of Graph that the portal knows.", "Look whether a proxy stands between this machine and Graph.");

    private static UnreadableReason ReadRefusal(WriteAnswer answer, string path)
    {
        var (what, permission, needs) = SubjectOf(path);
        return answer.Status == 403
            ? new(
                UnreadableKind.PermissionMissing, $"Graph does not let this account read {what}.", $"It takes {needs}; a person needs Directory Readers as well.",
                Permission: permission, Status: 403, Code: ErrorBody.Of(answer.Body).Code, RequestId: answer.RequestId)
            : Refusal(answer, $"read {what}");
    }

    /// <summary>What lies at an address, in words, and what it takes to read it.</summary>
    private static (string What, string Permission, string Needs) SubjectOf(string path) => path[(Root.Length + 1)..].Split('/', '(', '?')[0] switch
    {
        "users" => ("the users of the tenant", "User.ReadBasic.All", "User.ReadBasic.All"),
        "groups" => ("the groups of the tenant", "GroupMember.Read.All", "GroupMember.Read.All"),
        "subscribedSkus" => ("the licences of the tenant", PortalPermissions.DirectoryRead, PortalPermissions.DirectoryRead),
        "applications" => ("the portal's registration", PortalPermissions.ApplicationRead, PortalPermissions.ApplicationRead),
        _ => ("the portal's service principal, its consent and its roles", PortalPermissions.ApplicationRead, $"{PortalPermissions.ApplicationRead} and {PortalPermissions.DirectoryRead}"),
    };

    private static UnreadableReason Refusal(WriteAnswer answer, string what)
    {
        var error = ErrorBody.Of(answer.Body);
        var said = error.Message is { Length: > 0 } message ? $" ({message.TrimEnd('.')})" : "";
        return answer.Status switch
        {
            401 => new(UnreadableKind.SignInRequired, $"Graph does not take the token any more{said}.", "Sign in again, or bring a new token.", Status: 401, Code: error.Code, RequestId: answer.RequestId),
            403 => new(UnreadableKind.RoleMissing, $"Entra does not let this account do it{said}.", "It takes Privileged Role Administrator or Global Administrator for application permissions, and Cloud Application Administrator for everything else.", Status: 403, Code: error.Code, RequestId: answer.RequestId),
            429 => new(UnreadableKind.Throttled, "Graph is throttling this account.", "Run the command again in some minutes; what is done stays done.", Status: 429, Code: error.Code, RequestId: answer.RequestId),
            null or >= 500 => new(UnreadableKind.Unavailable, answer.Lost ?? $"Graph did not manage it{said}.", "Run the command again; it looks first and sends only what is missing.", Status: answer.Status, Code: error.Code, RequestId: answer.RequestId),
            _ => new(UnreadableKind.NotUnderstood, $"Graph refused it with {answer.Status}{said}: {what}", "Look the message up, mend what it names, and run the command again.", Status: answer.Status, Code: error.Code, RequestId: answer.RequestId),
        };
    }

    private static string Quoted(string text) => text.Replace("'", "''", StringComparison.Ordinal);

    /// <summary>Ends a read of several parts at the first that cannot be read; never leaves this class.</summary>
    private sealed class RefusedException(UnreadableReason reason) : Exception(reason.Message)
    {
        public UnreadableReason Reason { get; } = reason;
    }
}
