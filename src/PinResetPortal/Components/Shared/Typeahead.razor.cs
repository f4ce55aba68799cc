using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace PinResetPortal.Components.Shared;

/// <summary>A dialog with a search box over a list: arrow keys choose, Enter opens, the choice is announced.</summary>
/// <typeparam name="TRow">What can be chosen. A row may stand in several groups.</typeparam>
public partial class Typeahead<TRow>
    where TRow : class
{
    private ElementReference _dialog;
    private string? _text;

    /// <summary>How often something was chosen: an empty search box for each. While it is open the browser alone writes into it, however far behind the circuit is.</summary>
    private int _choices;
    private int _active;
    private IReadOnlyList<TypeaheadGroup<TRow>> _groups = [];
    private IReadOnlyList<(int Group, TRow Row)> _rows = [];

    [Inject]
    public required BrowserBridge Browser { get; init; }

    /// <summary>Id of the dialog's title, which no other part of the page has.</summary>
    [Parameter, EditorRequired]
    public required string TitleId { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Name of the search box for those who do not see it.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter, EditorRequired]
    public required string Placeholder { get; set; }

    /// <summary>The groups for a text; null while there is nothing to search in yet.</summary>
    [Parameter]
    public Func<string?, IReadOnlyList<TypeaheadGroup<TRow>>>? Find { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment<TRow> Row { get; set; }

    /// <summary>Said when nothing fits the text.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment<string?> Nothing { get; set; }

    /// <summary>What was found, for those who do not see it: "12 found".</summary>
    [Parameter, EditorRequired]
    public required Func<IReadOnlyList<TypeaheadGroup<TRow>>, string> Found { get; set; }

    [Parameter, EditorRequired]
    public required Func<TRow, string> NameOf { get; set; }

    [Parameter]
    public string? Trouble { get; set; }

    /// <summary>Asks the browser to open the dialog at a key.</summary>
    [Parameter, EditorRequired]
    public required Func<ElementReference, Task> Listen { get; set; }

    [Parameter]
    public EventCallback OnOpened { get; set; }

    [Parameter]
    public EventCallback<TRow> OnChosen { get; set; }

    private string? Announcement =>
        Find is null ? null : _rows.Count == 0 ? "Nothing found" : $"{Found(_groups)}; {NameOf(_rows[_active].Row)} is chosen, press Enter to open it";

    protected override void OnParametersSet() => Search();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Listen(_dialog);
        }
    }

    /// <summary>Closes the dialog and tells what was chosen in it.</summary>
    public async Task ChooseAsync(TRow row)
    {
        await Browser.CloseDialogAsync(_dialog);
        _text = null;
        _choices++;
        await OnChosen.InvokeAsync(row);
    }

    private void OnTyped(ChangeEventArgs change)
    {
        _text = change.Value as string;
        _active = 0;
        Search();
    }

    private void Search()
    {
        _groups = Find?.Invoke(_text) ?? [];
        _rows = [.. _groups.SelectMany((group, index) => group.Rows.Select(row => (index, row)))];
        _active = Math.Clamp(_active, 0, Math.Max(0, _rows.Count - 1));
    }

    private bool IsActive(int group, TRow row) => _active < _rows.Count && _rows[_active].Group == group && ReferenceEquals(_rows[_active].Row, row);

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
                await ChooseAsync(_rows[_active].Row);
                break;
        }
    }
}

/// <param name="Note">What stands under the rows, such as that there are more.</param>
public sealed record TypeaheadGroup<TRow>(string Title, IReadOnlyList<TRow> Rows, string? Note = null);
