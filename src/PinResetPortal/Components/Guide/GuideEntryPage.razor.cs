using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Troubleshooting.Guide;

namespace PinResetPortal.Components.Guide;

public partial class GuideEntryPage
{
    private GuideEntry? _entry;
    private IReadOnlyList<GuideEntry> _seenWith = [];

    [Inject]
    public required GuideCatalog Guide { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public string EntryId { get; set; } = "";

    private IEnumerable<string> Signs => _entry is null ? [] :
        [.. _entry.Codes, .. _entry.Phrases, .. _entry.Fields.Select(line => $"{line.Key} : {(line.Value.Length == 0 ? "(empty)" : line.Value)}")];

    protected override void OnParametersSet()
    {
        _entry = Guide.Find(EntryId);
        _seenWith = _entry is null ? [] : [.. Guide.All.Where(other => other.Causes.Contains(_entry.Id))];
    }
}
