using System.Text.Json;
using System.Text.RegularExpressions;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Work.Tenants;

public sealed partial class TenantRegister(ITenantStore store, ITenantCatalog catalog, ITenantResolver resolver, IAuditLog audit) : ITenantRegister
{
    public const int LongestTag = 40;

    public const int MostTags = 20;

    public async Task<AddTenantResult> AddAsync(Actor actor, string idOrDomain, string? displayName, CancellationToken cancellationToken)
    {
        if (await audit.IsDeniedAsync(actor, PortalRole.Admin, actor.HomeTenantId, "add a tenant", cancellationToken))
        {
            return new AddTenantResult.Denied(PortalRole.Admin);
        }

        var asked = idOrDomain.Trim();
        var isId = TenantId.TryParse(asked, null, out _);
        if (!isId && !Domain().IsMatch(asked))
        {
            return Refuse($"\"{asked}\" is neither a tenant id nor a domain.", "Enter a GUID such as 72f988bf-86f1-41af-91ab-2d7cd011db47, or a domain such as contoso.com.");
        }

        var resolved = await resolver.ResolveAsync(asked, cancellationToken);
        if (!resolved.IsKnown(out var found, out var reason))
        {
            return new AddTenantResult.Refused(reason);
        }

        var id = found.Id;
        var name = string.IsNullOrWhiteSpace(displayName) ? asked : displayName.Trim();
        var stored = await store.FindAsync(actor.KeyOf(id), cancellationToken);
        if (id == actor.HomeTenantId || stored is { Relationship.Active: true })
        {
            return new AddTenantResult.AlreadyListed(await catalog.FindAsync(id, actor, cancellationToken) ?? stored!);
        }

        // Whoever lists a tenant may read and repair it with whatever the tenant granted the portal.
        var homes = await store.HomesOfAsync(id, cancellationToken);
        if (homes.Contains(id))
        {
            return Refuse("The people of this tenant use this portal themselves.", "A GDAP relationship, which the tenant has to approve, brings it onto your list.");
        }

        if (homes.Any(home => home != actor.HomeTenantId))
        {
            return Refuse("This tenant is managed by another home tenant of this portal.", "Ask the people who run the portal to take it off there first.");
        }

        var tenant = new Tenant(id, stored?.DisplayName ?? name, isId ? stored?.DefaultDomain : asked.ToLowerInvariant(), new(RelationshipKind.Direct, Active: true, PartnerTenantId: actor.HomeTenantId))
        {
            Tags = stored?.Tags ?? [],
        };
        await audit.AppendAsync(AuditRecord.Of(actor, id, AuditActions.TenantAdded, $"Added {tenant.DisplayName} by hand, as \"{asked}\""), cancellationToken);
        await store.UpsertAsync(actor.HomeTenantId, [tenant], cancellationToken);
        return new AddTenantResult.Added(tenant);
    }

    public async Task<ChangeTenantResult> RemoveAsync(Actor actor, TenantId tenantId, CancellationToken cancellationToken)
    {
        if (await audit.IsDeniedAsync(actor, PortalRole.Admin, tenantId, "take a tenant off the list", cancellationToken))
        {
            return new ChangeTenantResult.Denied(PortalRole.Admin);
        }

        if (await catalog.FindAsync(tenantId, actor, cancellationToken) is not { } tenant)
        {
            return new ChangeTenantResult.NotFound();
        }

        if (tenant.Relationship is not ({ Kind: RelationshipKind.Direct } or { Kind: RelationshipKind.Gdap, Listed: false }))
        {
            return new ChangeTenantResult.Refused(tenant.Relationship.Kind == RelationshipKind.Home
                ? "The home tenant is always listed."
                : $"{tenant.DisplayName} is listed because Partner Center lists it as a customer; end the relationship there.");
        }

        await audit.AppendAsync(AuditRecord.Of(actor, tenantId, AuditActions.TenantRemoved, $"Took {tenant.DisplayName} off the list"), cancellationToken);
        await store.RemoveAsync(actor.KeyOf(tenantId), cancellationToken);
        return new ChangeTenantResult.Done(tenant);
    }

    public async Task<ChangeTenantResult> SetTagsAsync(Actor actor, TenantId tenantId, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        if (await audit.IsDeniedAsync(actor, PortalRole.Operator, tenantId, "change tags", cancellationToken))
        {
            return new ChangeTenantResult.Denied(PortalRole.Operator);
        }

        if (await catalog.FindAsync(tenantId, actor, cancellationToken) is not { } tenant)
        {
            return new ChangeTenantResult.NotFound();
        }

        var clean = Clean(tags);
        if (clean.Count > MostTags || clean.Any(tag => tag.Length > LongestTag || tag.Any(char.IsControl)))
        {
            return new ChangeTenantResult.Refused($"A tenant takes up to {MostTags} tags of up to {LongestTag} letters each.");
        }

        if (clean.SequenceEqual(tenant.Tags, StringComparer.Ordinal))
        {
            return new ChangeTenantResult.Done(tenant);
        }

        await audit.AppendAsync(
            AuditRecord.Of(actor, tenantId, AuditActions.TagsChanged, $"Changed the tags from {Words(tenant.Tags)} to {Words(clean)}", JsonSerializer.Serialize(new { before = tenant.Tags, after = clean }, JsonSerializerOptions.Web)),
            cancellationToken);
        await store.SetTagsAsync(actor.HomeTenantId, tenant, clean, cancellationToken);
        return new ChangeTenantResult.Done(tenant with { Tags = clean });
    }

    /// <summary>Trimmed, without empty ones and repeats, in alphabetical order.</summary>
    public static IReadOnlyList<string> Clean(IEnumerable<string> tags) =>
        [.. tags.Select(tag => tag.Trim()).Where(tag => tag.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    private static string Words(IReadOnlyList<string> tags) => tags.Count == 0 ? "none" : string.Join(", ", tags);

    private static AddTenantResult.Refused Refuse(string message, string nextStep) => new(new UnreadableReason(UnreadableKind.TenantNotFound, message, nextStep));

    [GeneratedRegex(@"^(?=.{4,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$")]
    private static partial Regex Domain();
}
