using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Remediation;

public partial class GroupPicker : ActorComponent
{
    /// <summary>So that a word costs one request and not one per letter.</summary>
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(300);

    private readonly Dictionary<string, string> _names = [];
    private IReadOnlyList<GroupHit> _hits = [];
    private string? _said = "Type a part of the group's name.";
    private CancellationTokenSource? _search;

    [Inject]
    public required IGroupSearch Search { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<string> Chosen { get; set; }

    [Parameter]
    public EventCallback<IReadOnlyList<string>> OnChosen { get; set; }

    protected override void Dispose(bool disposing)
    {
        _search?.Dispose();
        base.Dispose(disposing);
    }

    private static string Members(GroupHit hit) => hit.MemberCount switch
    {
        null => "members could not be counted",
        1 => "1 member",
        var count => $"{count} members",
    };

    private async Task SearchAsync(ChangeEventArgs change)
    {
        if (_search is not null)
        {
            await _search.CancelAsync();
        }

        _search = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        var cancellationToken = _search.Token;
        var text = (change.Value as string)?.Trim() ?? "";
        (_hits, _said) = ([], text.Length == 0 ? "Type a part of the group's name." : "Searching…");
        if (text.Length == 0)
        {
            return;
        }

        await TryAsync("The groups could not be searched.", trouble => _said = trouble.Sentence, async () =>
        {
            await Task.Delay(TypingPause, Time, cancellationToken);
            Show(await Search.SearchAsync(Tenant, Actor, text, cancellationToken), text);
        }, cancellationToken);
    }

    private void Show(Fact<IReadOnlyList<GroupHit>> found, string text)
    {
        _hits = found.ValueOrDefault ?? [];
        _said = found.WhyUnreadable is { } reason ? Trouble.Words(reason)
            : _hits.Count == 0 ? $"No group matches “{text}”."
            : $"{_hits.Count} found";
    }

    private Task ToggleAsync(GroupHit hit)
    {
        _names[hit.Id] = hit.DisplayName;
        return Chosen.Contains(hit.Id) ? RemoveAsync(hit.Id) : OnChosen.InvokeAsync([.. Chosen, hit.Id]);
    }

    private Task RemoveAsync(string id) => OnChosen.InvokeAsync([.. Chosen.Where(other => other != id)]);
}
