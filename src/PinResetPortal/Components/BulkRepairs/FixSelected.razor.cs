using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Components.BulkRepairs;

/// <summary>Makes a plan for each selected tenant and opens the page where the summary is confirmed. It sends nothing.</summary>
public partial class FixSelected : ActorComponent
{
    private AssignmentTarget _audience = AssignmentTarget.AllDevices;
    private bool _working;
    private string? _problem;

    [Inject]
    public required IBulkRepairService Repairs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required IReadOnlyCollection<TenantId> Tenants { get; set; }

    private async Task PrepareAsync()
    {
        (_working, _problem) = (true, null);
        await TryAsync("The plans could not be made.", trouble => _problem = trouble.Sentence, async () =>
        {
            if (await ActorAsync() is not { } actor)
            {
                return;
            }

            var result = await Repairs.PrepareAsync(actor, Tenants, checkIds: null, new PolicyChoice(Assign: new(_audience, [])), Leaving);
            if (result is BulkResult.Accepted(var bulk))
            {
                Navigation.NavigateTo(BulkLook.Address(bulk.Id));
            }
            else
            {
                _problem = BulkWords.WhyNot(result);
            }
        });
        _working = false;
    }
}
