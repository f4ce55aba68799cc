using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.SelfChecks;
using PinResetPortal.Work.SelfChecks;

namespace PinResetPortal.Components.Settings;

/// <summary>What the portal found of itself.</summary>
public partial class ThisPortalSection : ActorComponent
{
    private PortalReport? _report;
    private Trouble? _trouble;
    private bool _busy;

    [Inject]
    public required IPortalSelfCheck Checks { get; init; }

    protected override async Task OnInitializedAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await LoadAsync();
        }
    }

    private Task LoadAsync() => ShowAsync(latestWill: true);

    private Task LookAsync() => ShowAsync(latestWill: false);

    /// <param name="latestWill">What was found last is enough, where there is something.</param>
    private async Task ShowAsync(bool latestWill)
    {
        _busy = true;
        await TryAsync("The portal could not look at itself.", trouble => _trouble = trouble, async () =>
        {
            if (await ActorAsync() is { } actor)
            {
                _report = (latestWill ? await Checks.LatestAsync(actor.HomeTenantId, Leaving) : null) ?? await Checks.CheckAsync(actor, Leaving);
                _trouble = null;
            }
        });
        _busy = false;
    }
}
