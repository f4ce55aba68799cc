using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Choosing;

public partial class TenantSwitcher : ActorComponent
{
    /// <summary>Enough to browse; beyond that typing is faster than scrolling.</summary>
    private const int ShownPerGroup = 100;

    private ElementReference _dialog;
    private string? _text;
    private string? _trouble;
    private int _active;
    private IReadOnlyList<Tenant>? _tenants;
    private IReadOnlyList<TenantGroup> _groups = [];
    private IReadOnlyList<(TenantGroup Group, Tenant Tenant)> _rows = [];
    private TenantMemory _memory = TenantMemory.Empty;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    private string Announcement => _rows.Count switch
    {
        0 => "No tenant found",
        _ => $"{Count(_groups[^1])}{(_groups[^1].Tenants.Count > ShownPerGroup ? ", type to narrow" : "")}; {_rows[_active].Tenant.DisplayName} is chosen, press Enter to open it",
    };

    /// <summary>Of the last list, which names each tenant once: favourites and recents are named there again.</summary>
    private static string Count(TenantGroup group) => group.Tenants.Count switch
    {
        1 => "1 tenant",
        <= ShownPerGroup and var all => $"{all} tenants",
        var all => string.Create(CultureInfo.InvariantCulture, $"{ShownPerGroup} of {all:N0} tenants"),
    };

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.ListenForSwitcherAsync(_dialog);
        }
    }

    private async Task LoadAsync()
    {
        if (await ActorAsync() is not { } actor)
        {
            return;
        }

        await TryAsync("The tenants could not be listed.", trouble => _trouble = trouble.Sentence, async () =>
        {
            _memory = await Browser.ReadTenantMemoryAsync();
            var list = await Catalog.ListAsync(actor, refresh: false, Leaving);
            _tenants = list.Tenants;
            _trouble = list.Stale is null ? null : "The list may be old. " + Trouble.Words(list.Stale);
        });

        OnTyped();
    }

    private void OnTyped()
    {
        _groups = TenantSearch.Groups(_tenants ?? [], _memory, _text);
        _rows = [.. _groups.SelectMany(group => group.Tenants.Take(ShownPerGroup).Select(tenant => (group, tenant)))];
        _active = 0;
    }

    private bool IsActive(TenantGroup group, Tenant tenant) =>
        _active < _rows.Count && ReferenceEquals(_rows[_active].Group, group) && _rows[_active].Tenant.Id == tenant.Id;

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
                await OpenAsync(_rows[_active].Tenant);
                break;
        }
    }

    private async Task OpenAsync(Tenant tenant)
    {
        await Browser.CloseDialogAsync(_dialog);
        _text = null;
        Navigation.NavigateTo(TenantAddress.Health(tenant.Id));
    }

    private async Task ToggleFavouriteAsync(Tenant tenant)
    {
        _memory = await Browser.ToggleFavouriteAsync(tenant.Id);
        OnTyped();
    }
}
