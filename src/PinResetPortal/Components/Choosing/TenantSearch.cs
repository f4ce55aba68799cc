using System.Globalization;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Choosing;

/// <summary>Which tenants the switcher lists, in which order. A pasted id or domain finds its tenant.</summary>
public static class TenantSearch
{
    /// <summary>Enough to browse; beyond that typing is faster than scrolling.</summary>
    private const int ShownPerGroup = 100;

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
    public static IReadOnlyList<TypeaheadGroup<Tenant>> Groups(IReadOnlyList<Tenant> tenants, TenantMemory memory, string? text)
    {
        var all = tenants.OrderBy(tenant => tenant.DisplayName, StringComparer.CurrentCultureIgnoreCase).ToList();
        if (!string.IsNullOrWhiteSpace(text))
        {
            return Some([Group("Found", all.Where(tenant => Matches(tenant, text)))]);
        }

        var byId = all.ToDictionary(tenant => tenant.Id.ToString());
        return Some(
        [
            Group("Favourites", Known(memory.Favourites)),
            Group("Recent", Known(memory.Recent)),
            Group("All tenants", all),
        ]);

        IEnumerable<Tenant> Known(IEnumerable<string> ids) => ids.Select(byId.GetValueOrDefault).OfType<Tenant>();
    }

    private static TypeaheadGroup<Tenant> Group(string title, IEnumerable<Tenant> tenants)
    {
        var all = tenants.ToList();
        var note = all.Count <= ShownPerGroup ? null : string.Create(CultureInfo.InvariantCulture, $"{ShownPerGroup} of {all.Count:N0} tenants, type to narrow");
        return new(title, [.. all.Take(ShownPerGroup)], note);
    }

    private static IReadOnlyList<TypeaheadGroup<Tenant>> Some(IEnumerable<TypeaheadGroup<Tenant>> groups) => [.. groups.Where(group => group.Rows.Count > 0)];
}
