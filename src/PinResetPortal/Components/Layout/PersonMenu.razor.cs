using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Components.Layout;

public partial class PersonMenu : ActorComponent
{
    private Actor? _actor;
    private string _name = "";
    private string? _homeName;

    [Inject]
    public required ITenantCatalog Catalog { get; init; }

    private string Initial => _name.Length > 0 ? _name[..1].ToUpperInvariant() : "?";

    private string RoleMeaning => _actor?.Role switch
    {
        PortalRole.Reader => "sees everything, changes nothing",
        PortalRole.Operator => "may fix and undo",
        PortalRole.Admin => "may fix, undo and change settings",
        _ => "",
    };

    protected override async Task OnInitializedAsync()
    {
        _actor = await ActorAsync();
        if (_actor is null)
        {
            return;
        }

        _name = _actor.Principal.FindFirst("name")?.Value ?? _actor.Name;
        if (RendererInfo.IsInteractive)
        {
            _homeName = await HomeNameAsync(_actor);
        }
    }

    /// <summary>Opened or closed. A home tenant has no name before its first read, which may have been meanwhile.</summary>
    private async Task OnToggledAsync() => _homeName = _actor is null ? null : await HomeNameAsync(_actor);

    /// <summary>The name is a courtesy: without it the menu shows the id, and the page itself says what is wrong.</summary>
    private async Task<string?> HomeNameAsync(Actor actor)
    {
        try
        {
            return (await Catalog.FindAsync(actor.HomeTenantId, actor, Leaving))?.DisplayName;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null;
        }
    }
}
