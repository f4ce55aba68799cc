using System.Text.Json;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;

namespace PinResetPortal.Components.Overview;

/// <summary>Views that come with the portal, and such that somebody saved in this browser.</summary>
public partial class ViewMenu
{
    public const string Key = "portal.overview-views";

    private static readonly Uri Root = new("http://localhost");

    private IReadOnlyList<KeptView> _kept = [];
    private bool _asking;
    private string? _name;

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Parameter, EditorRequired]
    public required OverviewView View { get; set; }

    [Parameter]
    public EventCallback<OverviewView> OnChange { get; set; }

    private async Task ReadAsync(bool open)
    {
        if (open)
        {
            _kept = Read(await Browser.ReadKeptAsync(Key));
        }
    }

    private void AskName() => (_asking, _name) = (true, null);

    /// <summary>A view of the same name is replaced.</summary>
    private async Task SaveAsync()
    {
        if (_name?.Trim() is not { Length: > 0 } name)
        {
            return;
        }

        _asking = false;
        _kept = [.. Read(await Browser.ReadKeptAsync(Key)).Where(kept => kept.Name != name), new KeptView(name, View.Rows.Address)];
        await Browser.KeepAsync(Key, JsonSerializer.Serialize(_kept));
    }

    /// <summary>What is not such a list, a browser has from somebody else.</summary>
    private static IReadOnlyList<KeptView> Read(string? kept)
    {
        try
        {
            return kept is null ? [] : [.. (JsonSerializer.Deserialize<List<KeptView?>>(kept) ?? []).OfType<KeptView>().Where(view => view is { Name.Length: > 0, Address: ['/', ..] })];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record KeptView(string Name, string Address);
}
