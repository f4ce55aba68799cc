using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.Remediation;

public partial class PlanView : ActorComponent
{
    private bool _starting;
    private string? _problem;
    private Guid? _busyWith;

    [Inject]
    public required IRemediationService Remediation { get; init; }

    [Inject]
    public required IChallengeLinks Links { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Parameter, EditorRequired]
    public required RemediationPlan Plan { get; set; }

    [Parameter, EditorRequired]
    public required Fact<AccessFacts> Access { get; set; }

    [Parameter, EditorRequired]
    public required ChoiceInAddress Choice { get; set; }

    /// <summary>What the plan was made for; null: everything that can be fixed.</summary>
    [Parameter]
    public IReadOnlyList<string>? Checks { get; set; }

    [Parameter]
    public bool Replanning { get; set; }

    [Parameter]
    public string? Notice { get; set; }

    [Parameter]
    public EventCallback<ChoiceInAddress> OnChoice { get; set; }

    /// <summary>The tenant is not as it was: plan again and say this.</summary>
    [Parameter]
    public EventCallback<string> OnPlanChanged { get; set; }

    private string? DraftName => Plan.Steps.Select(step => step.Change).OfType<PlannedChange.CreateConfigurationPolicy>().FirstOrDefault()?.Draft.Name;

    private bool Assigns => Plan.Steps.Any(step => step.Change is PlannedChange.AssignPolicy { Assignments.Count: > 0 });

    private List<string> MissingScopes =>
        [.. Plan.Steps.Where(step => StepNeeds.Of(step, Access).Scope == Held.No).Select(step => step.Scope).Distinct()];

    private string ConsentLink =>
        Links.For(new SignInChallenge(Tenant.Id, MissingScopes, null), "/" + Navigation.ToBaseRelativePath(Navigation.Uri));

    private async Task StartAsync()
    {
        (_starting, _problem, _busyWith) = (true, null, null);
        await TryAsync("The run could not be started.", trouble => _problem = trouble.Sentence, async () => await ShowAsync(await Remediation.StartAsync(Tenant.Id, Actor, Checks, Choice.Choice, Plan.Hash, Leaving)));

        _starting = false;
    }

    private async Task ShowAsync(StartResult result)
    {
        switch (result)
        {
            case StartResult.Accepted accepted:
                Navigation.NavigateTo(RemediationAddress.Run(Tenant.Id, accepted.Operation.Id), replace: true);
                break;
            case StartResult.PlanChanged:
                await OnPlanChanged.InvokeAsync("The tenant changed since this plan was made, so nothing was sent. This is the plan as it is now: look at it again.");
                break;
            default:
                (_problem, _busyWith) = (StartWords.Of(result), (result as StartResult.Busy)?.OperationId);
                break;
        }
    }
}
