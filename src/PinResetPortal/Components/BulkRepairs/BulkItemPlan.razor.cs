using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.BulkRepairs;

/// <summary>
/// The requests of one tenant of a bulk repair, planned over the tenant as it is now: by the same planner, checks and choice. When that is
/// not the plan that was summed up, it says so. What takes a repair back is shown as it was planned: the run looks again before it sends.
/// </summary>
public partial class BulkItemPlan : ActorComponent
{
    private PlanResult.Planned? _plan;
    private IReadOnlyList<OperationStep>? _steps;
    private string? _said;
    private Trouble? _trouble;

    [Inject]
    public required IRemediationService Remediation { get; init; }

    [Inject]
    public required IBulkRepairService Repairs { get; init; }

    [Inject]
    public required BrowserBridge Browser { get; init; }

    [Parameter, EditorRequired]
    public required BulkRepair Bulk { get; set; }

    [Parameter, EditorRequired]
    public required BulkRepairItem Item { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.FocusAsync("#item-plan-title");
        }
    }

    private async Task LoadAsync()
    {
        (_plan, _steps, _said, _trouble) = (null, null, null, null);
        await TryAsync("The plan could not be shown.", trouble => _trouble = trouble, async () =>
        {
            if (await ActorAsync() is not { } actor)
            {
                return;
            }

            if (Bulk.IsUndo)
            {
                _steps = await Repairs.FindPlanAsync(Bulk.Id, Item.TenantId, actor, Leaving);
                _said = _steps is null ? "Its plan is not there any more." : null;
                return;
            }

            var result = await Remediation.PlanAsync(Item.TenantId, actor, Bulk.Checks, Bulk.Choice, Leaving);
            _plan = result as PlanResult.Planned;
            _said = result switch
            {
                PlanResult.Planned => null,
                PlanResult.ChoiceRefused refused => refused.Why,
                PlanResult.TenantNotFound => "This tenant is not one of yours any more.",
                _ => "A check of this repair is not known any more.",
            };
        });
    }
}
