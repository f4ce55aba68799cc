using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
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
    private ElementReference _dialog;
    private string? _text;
    private string? _trouble;
    private int _active;
    private IReadOnlyList<PaletteItem>? _items;
    private IReadOnlyList<(string Group, IReadOnlyList<PaletteItem> Items)> _groups = [];
    private IReadOnlyList<PaletteItem> _rows = [];

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required IReadinessStore Readiness { get; init; }

    [Inject]
    public required IEnumerable<ITenantCheck> Checks { get; init; }

    [Inject]
    public required GuideCatalog Guide { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    private string? Announcement => _items is null ? null : _rows.Count == 0 ? "Nothing found" : $"{_rows.Count} found; {_rows[_active].Title} is chosen, press Enter to open it";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.ListenForPaletteAsync(_dialog);
        }
    }

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
        OnTyped();
    }

    private void OnTyped()
    {
        _groups = PaletteItems.Find(_items ?? [], _text);
        _rows = [.. _groups.SelectMany(group => group.Items)];
        _active = 0;
    }

    private bool IsActive(PaletteItem item) => _active < _rows.Count && ReferenceEquals(_rows[_active], item);

    private async Task OnKeyAsync(KeyboardEventArgs key)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        switch (key.Key)
        {
            case "ArrowDown":
                _active = (_active + 1) % _rows.Count;
                break;
            case "ArrowUp":
                _active = (_active + _rows.Count - 1) % _rows.Count;
                break;
            case "Enter":
                await OpenAsync(_rows[_active]);
                break;
        }
    }

    private async Task OpenAsync(PaletteItem item)
    {
        await Browser.CloseDialogAsync(_dialog);
        _text = null;
        Navigation.NavigateTo(item.Address);
    }
}
