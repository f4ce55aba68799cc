using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Components.BulkRepairs;

/// <summary>The last bulk repairs.</summary>
public partial class BulkRepairsPage : ActorComponent
{
    private const int Shown = 50;

    private IReadOnlyList<BulkRepair>? _bulks;
    private Trouble? _trouble;
    private bool _forbidden;

    [Inject]
    public required IBulkRepairService Repairs { get; init; }

    protected override Task OnInitializedAsync() => RendererInfo.IsInteractive ? LoadAsync() : Task.CompletedTask;

    private async Task LoadAsync()
    {
        (_bulks, _trouble) = (null, null);
        await TryAsync("The bulk repairs could not be listed.", trouble => _trouble = trouble, async () =>
        {
            if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
            {
                _forbidden = true;
                return;
            }

            _bulks = await Repairs.ListAsync(actor, Shown, Leaving);
        });
    }
}
