using PinResetPortal.Components.Settings;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Components.Palette;

/// <summary>What the palette offers to a person at a place, and what of it fits what was typed.</summary>
public static class PaletteItems
{
    public const int ShownPerGroup = 8;

    /// <param name="role">Pages and fixes that the person may not use are left out.</param>
    /// <param name="current">The tenant of the page, if it is about one.</param>
    /// <param name="latest">Its last findings, for the fixes.</param>
    public static IReadOnlyList<PaletteItem> For(
        PortalRole role, Tenant? current, TenantReadiness? latest, IReadOnlyList<Tenant> tenants, CheckCatalog checks, GuideCatalog guide) =>
    [
        .. Pages(role, tenants.Count == 1),
        .. current is null ? [] : OfTenant(current),
        .. current is null || latest is null || role < PortalRole.Operator ? [] : Fixes(current, latest, checks),
        .. Acts(),
        .. tenants.Select(tenant => new PaletteItem("Tenants", tenant.DisplayName, tenant.DefaultDomain, TenantAddress.Health(tenant.Id), tenant.Id.ToString())),
        .. tenants.Select(tenant => new PaletteItem("People", $"People of {tenant.DisplayName}", "type a name there", TenantAddress.People(tenant.Id), $"people: user person {tenant.DefaultDomain} {tenant.Id}")),
        .. guide.All.Select(entry => new PaletteItem("Guide", entry.Title, null, entry.Address, string.Join(' ', entry.Codes.Concat(entry.Phrases)))),
        .. checks.All.Select(check => new PaletteItem("Checks", check.Title, null, $"/docs/checks/{check.Id}", check.Id)),
    ];

    /// <summary>Items that contain every word, those that begin with the text first. Without a text: pages, the tenant's pages and fixes.</summary>
    public static IReadOnlyList<TypeaheadGroup<PaletteItem>> Find(IReadOnlyList<PaletteItem> items, string? text)
    {
        var words = PastedText.WordsOf(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var hits = words.Length == 0
            ? items.Where(item => item.Group is not ("Tenants" or "People" or "Guide" or "Checks" or "Portal"))
            : items.Where(item => PastedText.WordsOf($"{item.Title} {item.Detail} {item.Words} {item.Group}") is var all && words.All(word => all.Contains(word, StringComparison.Ordinal)));
        return [.. hits
            .GroupBy(item => item.Group)
            .Select(group => new TypeaheadGroup<PaletteItem>(group.Key, [.. group
                .OrderBy(item => PastedText.WordsOf(item.Title).StartsWith(string.Join(' ', words), StringComparison.Ordinal) ? 0 : 1)
                .Take(ShownPerGroup)]))];
    }

    /// <param name="single">There is one tenant: nothing that compares or lists many.</param>
    private static IEnumerable<PaletteItem> Pages(PortalRole role, bool single)
    {
        if (!single)
        {
            yield return new("Pages", "Overview", "all tenants", "/");
            yield return new("Pages", "Tenants", "customers, relationships, set-up", "/tenants");
            yield return new("Pages", "Bulk repairs", "plans, pilots, results of many tenants", "/bulk");
        }

        yield return new("Pages", "Activity", "who changed what", "/activity");
        yield return new("Pages", "Troubleshoot", "a user on the phone", "/troubleshoot");
        yield return new("Pages", "Guide", "codes, messages, symptoms", "/guide");
        if (role >= PortalRole.Admin)
        {
            yield return new("Pages", "Settings", "what holds for every tenant", "/settings");
            foreach (var subject in SettingsSubject.All)
            {
                yield return new("Settings", subject.Title, subject.Words, subject.Address);
            }
        }
    }

    /// <summary>Colours and sign-out, for whoever types a word of them.</summary>
    private static IEnumerable<PaletteItem> Acts() =>
    [
        .. ThemeChoice.All.Select(choice => new PaletteItem("Portal", $"Colours: {ThemeChoice.NameOf(choice)}", null, "", "theme dark light mode", browser => browser.WriteThemeAsync(choice))),
        new("Portal", "Sign out", null, "", "log off leave", browser => browser.SubmitAsync("form.sign-out")),
    ];

    private static IEnumerable<PaletteItem> OfTenant(Tenant tenant)
    {
        yield return new(tenant.DisplayName, "Health", null, TenantAddress.Health(tenant.Id));
        yield return new(tenant.DisplayName, "People", "can somebody get back in today?", TenantAddress.People(tenant.Id));
        yield return new(tenant.DisplayName, "History", null, TenantAddress.History(tenant.Id));
        yield return new(tenant.DisplayName, "Evidence pack", "to print or keep", TenantAddress.Evidence(tenant.Id));
        yield return new(tenant.DisplayName, "Set up", null, TenantAddress.Onboarding(tenant.Id));
        yield return new(tenant.DisplayName, "Troubleshoot here", null, TenantAddress.Troubleshoot(tenant.Id));
    }

    private static IEnumerable<PaletteItem> Fixes(Tenant tenant, TenantReadiness latest, CheckCatalog checks)
    {
        var fixable = latest.Findings.Where(assessed => assessed.Fixable && assessed.Finding.Status is not (FindingStatus.Healthy or FindingStatus.Unknown)).ToArray();
        if (fixable.Length > 0)
        {
            yield return new("Fixes", $"Fix everything in {tenant.DisplayName}", $"{fixable.Length}", RemediationAddress.Plan(tenant.Id, RemediationAddress.Everything));
        }

        foreach (var assessed in fixable)
        {
            yield return new("Fixes", $"Fix in {tenant.DisplayName}: {checks.TitleOf(assessed.Finding.CheckId)}", null, RemediationAddress.Plan(tenant.Id, assessed.Finding.CheckId), assessed.Finding.CheckId);
        }
    }
}
