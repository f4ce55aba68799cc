using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Components.Guide;

/// <summary>All entries of the guide, searched by <c>?q=</c>.</summary>
public partial class GuidePage
{
    /// <summary>What we wrote into the address ourselves and has not come back yet: it must not overwrite what was typed since.</summary>
    private readonly HashSet<string> _written = [];

    private string _text = "";
    private IReadOnlyList<GuideEntry> _found = [];

    [Inject]
    public required GuideCatalog Guide { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    protected override void OnParametersSet()
    {
        if (!_written.Remove(Text ?? ""))
        {
            _text = Text ?? "";
        }

        _found = [.. Guide.Search(_text).OrderBy(entry => entry.Family)];
    }

    private void OnTyped(string? text)
    {
        _text = text ?? "";
        _found = [.. Guide.Search(_text).OrderBy(entry => entry.Family)];
        _written.Add(_text);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", _text.Length == 0 ? null : _text), replace: true);
    }
}
