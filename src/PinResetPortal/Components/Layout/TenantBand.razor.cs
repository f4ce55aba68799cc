using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Layout;

/// <summary>Says on every page about a tenant which one it is. Nobody fixes the wrong one.</summary>
public partial class TenantBand : ActorComponent
{
    private Tenant? _tenant;

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Inject]
    public required TenantNews News { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            Navigation.LocationChanged += OnLocationChanged;
            News.Named += OnNamedAsync;
            await ShowAsync();
        }
    }

    protected override void Dispose(bool disposing)
    {
        Navigation.LocationChanged -= OnLocationChanged;
        News.Named -= OnNamedAsync;
        base.Dispose(disposing);
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change) => _ = InvokeAsync(ShowAsync);

    private Task OnNamedAsync(TenantId id) => InvokeAsync(async () =>
    {
        if (_tenant?.Id == id && await ActorAsync() is { } actor)
        {
            await FindAsync(id, actor);
            StateHasChanged();
        }
    });

    private async Task ShowAsync()
    {
        var id = TenantAddress.Read(Navigation.ToBaseRelativePath(Navigation.Uri));
        if (id == _tenant?.Id)
        {
            return;
        }

        _tenant = null;
        if (id is { } wanted && await ActorAsync() is { } actor)
        {
            await FindAsync(wanted, actor);
        }

        StateHasChanged();
    }

    /// <summary>A failure here is shown by the page below, which asks for the same tenant.</summary>
    private async Task FindAsync(TenantId wanted, Actor actor)
    {
        try
        {
            var found = await Catalog.FindAsync(wanted, actor, Leaving);
            if (found is not null && TenantAddress.Read(Navigation.ToBaseRelativePath(Navigation.Uri)) == wanted)
            {
                _tenant = found;
                await Browser.RememberTenantAsync(wanted);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _tenant = null;
        }
    }
}
