using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Palette;

/// <summary>Ctrl+K: pages, tenants, fixes, error codes. Arrow keys choose, Enter opens.</summary>
public partial class CommandPalette : ActorComponent
{
    private Typeahead<PaletteItem>? _list;
    private string? _trouble;
    private IReadOnlyList<PaletteItem>? _items;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required IReadinessStore Readiness { get; init; }

    [Inject]
    public required CheckCatalog Checks { get; init; }

    [Inject]
    public required GuideCatalog Guide { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    private async Task LoadAsync()
    {
        if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
        {
            return;
        }

        IReadOnlyList<Tenant> tenants = [];
        Tenant? current = null;
        TenantReadiness? latest = null;
        _trouble = null;
        await TryAsync("The tenants could not be listed.", trouble => _trouble = trouble.Sentence, async () =>
        {
            tenants = (await Catalog.ListAsync(actor, refresh: false, Leaving)).Tenants;
            current = tenants.FirstOrDefault(tenant => tenant.Id == TenantAddress.Read(Navigation.ToBaseRelativePath(Navigation.Uri)));
            latest = current is null ? null : await Readiness.LatestAsync(actor.KeyOf(current.Id), Leaving);
        });

        _items = PaletteItems.For(actor.Role, current, latest, tenants, Checks, Guide);
    }

    private IReadOnlyList<TypeaheadGroup<PaletteItem>> Find(string? text) => PaletteItems.Find(_items ?? [], text);

    private static string Found(IReadOnlyList<TypeaheadGroup<PaletteItem>> groups) => $"{groups.Sum(group => group.Rows.Count)} found";

    private Task ChooseAsync(PaletteItem item) => _list?.ChooseAsync(item) ?? Task.CompletedTask;

    private async Task OpenAsync(PaletteItem item)
    {
        if (item.Does is { } act)
        {
            await act(Browser);
        }
        else
        {
            Navigation.NavigateTo(item.Address);
        }
    }
}
