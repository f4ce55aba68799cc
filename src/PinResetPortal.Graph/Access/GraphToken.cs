using Microsoft.IdentityModel.JsonWebTokens;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Graph.Access;

/// <summary>An access token for one tenant, held for one read or one change and never longer.</summary>
/// <param name="GrantsNothing">An application's token that can be read and carries no permission at all.</param>
internal sealed record GraphToken(TenantId TenantId, string Value, AccessFacts Access, bool GrantsNothing = false)
{
    // Every member of a tenant carries this id in wids; it stands for "a user of the tenant" and is no role.
    private static readonly Guid EveryMember = new("b79fbf4d-3ef9-4689-8143-76b194e85509");

    /// <summary>
    /// Wraps a token and reads, as a hint only, what it says about roles and permissions: an access token is meant for the resource
    /// and may be opaque (https://learn.microsoft.com/entra/identity-platform/access-tokens).
    /// </summary>
    /// <exception cref="InvalidOperationException">The token is for another tenant than was asked for.</exception>
    public static GraphToken Wrap(string token, TenantId asked, ActorKind kind)
    {
        if (!new JsonWebTokenHandler().CanReadToken(token))
        {
            return new(asked, token, new AccessFacts(kind, null, null));
        }

        var jwt = new JsonWebToken(token);
        if (jwt.TryGetPayloadValue<string>("tid", out var tid) && TenantId.TryParse(tid, null, out var issued) && issued != asked)
        {
            throw new InvalidOperationException($"A token of tenant {issued} was handed out for tenant {asked}; nothing was sent.");
        }

        var wids = jwt.Claims.Where(claim => claim.Type == "wids").Select(claim => claim.Value).ToList();
        IReadOnlyList<Guid>? roles = wids.Count == 0
            ? null
            : [.. wids.Select(wid => Guid.TryParse(wid, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty && id != EveryMember)];
        string[] scopes = jwt.TryGetPayloadValue<string>("scp", out var scp)
            ? scp.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            : [.. jwt.Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value)];
        return new(asked, token, new AccessFacts(kind, roles, scopes.Length == 0 ? null : scopes), kind == ActorKind.Application && scopes.Length == 0);
    }

    /// <summary>Keeps the token out of logs.</summary>
    public override string ToString() => $"token for {TenantId}";
}

internal abstract record TokenResult
{
    private TokenResult()
    {
    }

    public sealed record Granted(GraphToken Token) : TokenResult;

    public sealed record Refused(UnreadableReason Reason) : TokenResult;

    /// <summary>Nothing is kept under the person's session, or not any more.</summary>
    public sealed record NotBegun : TokenResult;
}
