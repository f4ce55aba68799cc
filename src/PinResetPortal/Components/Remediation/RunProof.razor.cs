using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Components.Remediation;

/// <summary>What the checks say after the run: the proof is a fresh look, not Graph's 204.</summary>
public partial class RunProof : ActorComponent
{
    private TenantReadiness? _readiness;
    private bool _unread;

    [Inject]
    public required IReadinessService Readiness { get; init; }

    [Parameter, EditorRequired]
    public required Operation Operation { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    private string Words => (Operation.Kind, Operation.State) switch
    {
        (OperationKind.Fix, OperationState.Verified) => "The portal read the tenant again: the repair is there.",
        (OperationKind.Undo, OperationState.Verified or OperationState.Undone) => "The portal read the tenant again: the fix was taken back.",
        (_, OperationState.NotYetVisible) => "Graph accepted every request, but does not show the result yet. This can take some minutes: check the tenant again later.",
        (_, OperationState.Cancelled) => "The run was stopped. What was sent before stays; the steps above say what.",
        (_, OperationState.Undone) => "This fix was taken back later.",
        _ => "The run did not get to its end. The steps above say what was sent and what was not.",
    };

    /// <summary>Somebody is waited for: a policy was changed or given to devices, and there is one.</summary>
    private bool ReachesDevices => Actor.May(PortalRole.Operator)
        && _readiness?.Devices is not { Windows: 0 }
        && Operation is { Kind: OperationKind.Fix, State: OperationState.Verified or OperationState.NotYetVisible }
        && Operation.Checks.Any(check => check.StartsWith("policy.", StringComparison.Ordinal));

    protected override async Task OnInitializedAsync()
    {
        await TryAsync("The checks after a run could not be read.", _ => _unread = true, async () =>
        {
            _readiness = await Readiness.GetAsync(Operation.TenantId, Actor, refresh: false, Leaving);
            _unread = _readiness is null;
        });
    }
}
