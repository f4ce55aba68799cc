using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.People;

namespace PinResetPortal.Components.People;

/// <summary>Finds users of the tenant. What is typed stays out of the address, because it is a name.</summary>
public partial class PersonSearch : ActorComponent
{
    private string? _text;
    private bool _busy;
    private IReadOnlyList<PersonHit>? _hits;
    private UnreadableReason? _reason;
    private Trouble? _trouble;

    [Inject]
    public required IPeopleService People { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    private string? Said => _busy ? "Looking" : _hits is null ? null : _hits.Count == 1 ? "1 user" : $"{_hits.Count} users";

    private async Task FindAsync()
    {
        if (_busy || string.IsNullOrWhiteSpace(_text) || await ActorAsync() is not { } actor)
        {
            return;
        }

        (_busy, _hits, _reason, _trouble) = (true, null, null, null);
        StateHasChanged();
        await TryAsync("The users could not be searched.", trouble => _trouble = trouble, async () =>
        {
            var found = await People.SearchAsync(Tenant.Id, actor, _text, Leaving);
            (_hits, _reason) = (found?.ValueOrDefault ?? (found is null ? [] : null), found?.WhyUnreadable);
        });

        _busy = false;
    }
}
