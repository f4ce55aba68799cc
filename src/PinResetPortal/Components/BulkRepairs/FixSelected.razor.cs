using Microsoft.AspNetCore.Components;
using MudBlazor;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.BulkRepairs;

namespace PinResetPortal.Components.BulkRepairs;

/// <summary>Makes a plan for each of some tenants and opens the page where the summary is confirmed. It sends nothing.</summary>
public partial class FixSelected : ActorComponent
{
    private bool _working;
    private string? _problem;

    [Inject]
    public required IBulkRepairService Repairs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Asked for when somebody presses the button.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<IReadOnlyCollection<TenantId>>> Tenants { get; set; }

    /// <summary>Null: everything that can be fixed.</summary>
    [Parameter]
    public IReadOnlyList<string>? Checks { get; set; }

    [Parameter, EditorRequired]
    public required string Words { get; set; }

    /// <summary>What is fixed, for somebody who cannot see what the button stands beside.</summary>
    [Parameter]
    public string? Of { get; set; }

    /// <summary>A policy may have to be assigned: to whom is the person's decision.</summary>
    [Parameter]
    public bool AsksAudience { get; set; }

    /// <summary>One of many on the page.</summary>
    [Parameter]
    public bool Quiet { get; set; }

    private string Name => Of is null ? Words : $"{Words}: {Of}";

    private Variant Look => Quiet ? Variant.Text : Variant.Filled;

    private async Task PrepareAsync(AssignmentTarget audience)
    {
        (_working, _problem) = (true, null);
        await TryAsync("The plans could not be made.", trouble => _problem = trouble.Sentence, async () =>
        {
            if (await ActorAsync() is not { } actor)
            {
                return;
            }

            var result = await Repairs.PrepareAsync(actor, await Tenants(), Checks, new PolicyChoice(Assign: new(audience, [])), Leaving);
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
