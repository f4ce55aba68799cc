using Microsoft.AspNetCore.Components;
using MudBlazor;
using PinResetPortal.Components.Shared;

namespace PinResetPortal.Components.Layout;

public sealed partial class ThemePicker : IDisposable
{
    private string _current = ThemeChoice.Device;

    [Inject]
    public required BrowserBridge Browser { get; init; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _current = ThemeChoice.From(await Browser.ReadThemeAsync());
            StateHasChanged();
        }
    }

    protected override void OnInitialized() => Browser.ThemeChosen += Show;

    public void Dispose() => Browser.ThemeChosen -= Show;

    private static string IconOf(string choice) => choice switch
    {
        ThemeChoice.Light => Icons.Material.Outlined.LightMode,
        ThemeChoice.Dark => Icons.Material.Outlined.DarkMode,
        _ => Icons.Material.Outlined.Contrast,
    };

    private async Task ChooseAsync(string choice)
    {
        _current = choice;
        await Browser.WriteThemeAsync(choice);
    }

    private void Show(string choice)
    {
        _current = choice;
        StateHasChanged();
    }
}
