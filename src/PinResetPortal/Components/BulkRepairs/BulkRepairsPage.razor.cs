using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.BulkRepairs;
using PinResetPortal.Core.Tenants;

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

    [Inject]
    public required ILogger<BulkRepairsPage> Logger { get; init; }

    protected override Task OnInitializedAsync() => RendererInfo.IsInteractive ? LoadAsync() : Task.CompletedTask;

    private async Task LoadAsync()
    {
        (_bulks, _trouble) = (null, null);
        try
        {
            if (await ActorAsync() is not { } actor || !actor.May(PortalRole.Reader))
            {
                _forbidden = true;
                return;
            }

            _bulks = await Repairs.ListAsync(actor, Shown, Leaving);
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The person went to another page.
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _trouble = Trouble.Report(Logger, exception, "The bulk repairs could not be listed.");
        }
    }
}
