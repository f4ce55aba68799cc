using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Choosing;

/// <summary>Which tenants the switcher lists, in which order. A pasted id or domain finds its tenant.</summary>
public static class TenantSearch
{
    public static bool Matches(Tenant tenant, string? text)
    {
        var wanted = text?.Trim();
        return string.IsNullOrEmpty(wanted)
            || tenant.DisplayName.Contains(wanted, StringComparison.OrdinalIgnoreCase)
            || tenant.DefaultDomain?.Contains(wanted, StringComparison.OrdinalIgnoreCase) == true
            || (TenantId.TryParse(wanted, null, out var id) ? tenant.Id == id : tenant.Id.ToString().StartsWith(wanted, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// Favourites, then recents, then all by name. A tenant that is a favourite or recent is listed again among all: nothing moves.
    /// With a search text there is one list.
    /// </summary>
    public static IReadOnlyList<TenantGroup> Groups(IReadOnlyList<Tenant> tenants, TenantMemory memory, string? text)
    {
        var all = tenants.OrderBy(tenant => tenant.DisplayName, StringComparer.CurrentCultureIgnoreCase).ToList();
        if (!string.IsNullOrWhiteSpace(text))
        {
            return Some([new TenantGroup("Found", [.. all.Where(tenant => Matches(tenant, text))])]);
        }

        var byId = all.ToDictionary(tenant => tenant.Id.ToString());
        return Some(
        [
            new TenantGroup("Favourites", Known(memory.Favourites)),
            new TenantGroup("Recent", Known(memory.Recent)),
            new TenantGroup("All tenants", all),
        ]);

        IReadOnlyList<Tenant> Known(IEnumerable<string> ids) => [.. ids.Select(byId.GetValueOrDefault).OfType<Tenant>()];
    }

    private static IReadOnlyList<TenantGroup> Some(IEnumerable<TenantGroup> groups) => [.. groups.Where(group => group.Tenants.Count > 0)];
}

public sealed record TenantGroup(string Title, IReadOnlyList<Tenant> Tenants);
