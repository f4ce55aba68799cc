using System.Globalization;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Choosing;

public partial class TenantSwitcher : ActorComponent
{
    private Typeahead<Tenant>? _list;
    private string? _trouble;
    private IReadOnlyList<Tenant>? _tenants;
    private TenantMemory _memory = TenantMemory.Empty;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    private IReadOnlyList<TypeaheadGroup<Tenant>> Find(string? text) => TenantSearch.Groups(_tenants ?? [], _memory, text);

    /// <summary>Of the last list, which names each tenant once: favourites and recents are named there again.</summary>
    private static string Found(IReadOnlyList<TypeaheadGroup<Tenant>> groups) => groups[^1] switch
    {
        { Note: { } note } => note,
        { Rows.Count: 1 } => "1 tenant",
        var all => string.Create(CultureInfo.InvariantCulture, $"{all.Rows.Count} tenants"),
    };

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
    }

    private Task ChooseAsync(Tenant tenant) => _list?.ChooseAsync(tenant) ?? Task.CompletedTask;

    private void Open(Tenant tenant) => Navigation.NavigateTo(TenantAddress.Health(tenant.Id));

    private async Task ToggleFavouriteAsync(Tenant tenant) => _memory = await Browser.ToggleFavouriteAsync(tenant.Id);
}
