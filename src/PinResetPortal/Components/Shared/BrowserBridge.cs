using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Shared;

/// <summary>What only the browser knows or can do: theme, time zone, remembered tenants, clipboard, modal dialogs. One per circuit.</summary>
public sealed class BrowserBridge(IJSRuntime runtime) : IAsyncDisposable
{
    public const string Module = "./js/bridge.js";

    private Task<IJSObjectReference>? _module;

    public Task<string?> ReadThemeAsync() => CallAsync<string?>("readTheme");

    public Task WriteThemeAsync(string theme) => CallAsync<object?>("writeTheme", theme);

    /// <returns>An IANA name, for example <c>Europe/Berlin</c>; null when the browser does not tell.</returns>
    public Task<string?> ReadTimeZoneAsync() => CallAsync<string?>("readTimeZone");

    public Task RememberTenantAsync(TenantId tenantId) => CallAsync<object?>("rememberTenant", tenantId.ToString());

    public async Task<TenantMemory> ReadTenantMemoryAsync() => await CallAsync<TenantMemory?>("readTenantMemory") ?? TenantMemory.Empty;

    public async Task<TenantMemory> ToggleFavouriteAsync(TenantId tenantId) =>
        await CallAsync<TenantMemory?>("toggleFavourite", tenantId.ToString()) ?? TenantMemory.Empty;

    /// <summary>Something that this browser keeps for itself; null when it keeps nothing under the key.</summary>
    public Task<string?> ReadKeptAsync(string key) => CallAsync<string?>("readKept", key);

    public Task KeepAsync(string key, string value) => CallAsync<object?>("writeKept", key, value);

    /// <summary>Moves the focus to the first element that fits, if there is one: where the work goes on.</summary>
    public Task FocusAsync(string selector) => CallAsync<object?>("focusOn", selector);

    public Task<bool> CopyAsync(string text) => CallAsync<bool>("copyText", text);

    /// <summary>Opens the browser's print dialog, which can save as PDF.</summary>
    public Task PrintAsync() => CallAsync<object?>("printPage");

    /// <summary>Opens a native modal dialog: the browser keeps the focus inside and gives it back afterwards.</summary>
    public Task OpenDialogAsync(ElementReference dialog) => CallAsync<object?>("openDialog", dialog);

    public Task CloseDialogAsync(ElementReference dialog) => CallAsync<object?>("closeDialog", dialog);

    /// <summary>Opens <paramref name="dialog"/> whenever Ctrl+Alt+T is pressed, as long as the page lives.</summary>
    public Task ListenForSwitcherAsync(ElementReference dialog) => CallAsync<object?>("listenForSwitcher", dialog);

    /// <summary>Opens <paramref name="dialog"/> whenever Ctrl+K is pressed, as long as the page lives.</summary>
    public Task ListenForPaletteAsync(ElementReference dialog) => CallAsync<object?>("listenForPalette", dialog);

    /// <summary>
    /// Reads what stands in a text box, in pieces: a message of the circuit is limited to 32 KB, and streaming needs no higher limit
    /// (https://learn.microsoft.com/aspnet/core/blazor/forms/troubleshoot#large-form-payloads-and-the-signalr-message-size-limit).
    /// </summary>
    /// <returns>Null when it has more than <paramref name="maxBytes"/> bytes in UTF-8; then nothing is sent.</returns>
    public async Task<string?> ReadTextAsync(ElementReference box, int maxBytes, CancellationToken cancellationToken)
    {
        await using var reference = await CallAsync<IJSStreamReference?>("readText", box);
        if (reference is null)
        {
            return "";
        }

        if (reference.Length > maxBytes)
        {
            return null;
        }

        await using var stream = await reference.OpenReadStreamAsync(maxBytes, cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    public Task ClearTextAsync(ElementReference box) => CallAsync<object?>("clearText", box);

    public async ValueTask DisposeAsync()
    {
        if (_module is null)
        {
            return;
        }

        try
        {
            await (await _module).DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone and the module with it.
        }
    }

    private async Task<T?> CallAsync<T>(string function, params object?[] arguments)
    {
        try
        {
            _module ??= runtime.InvokeAsync<IJSObjectReference>("import", Module).AsTask();
            return await (await _module).InvokeAsync<T?>(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            return default;
        }
    }
}
