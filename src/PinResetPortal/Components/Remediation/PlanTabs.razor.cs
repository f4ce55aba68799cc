using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.Remediation;

/// <summary>Plans the repair and shows it three ways: to be run here, by hand, as a script.</summary>
public partial class PlanTabs : ActorComponent
{
    private const string Here = "here";
    private const string Manual = "manual";
    private const string Script = "script";

    private static readonly (string Key, string Words)[] Ways = [(Here, "Run it here"), (Manual, "By hand"), (Script, "As a PowerShell script")];

    private (string Fix, ChoiceInAddress Choice)? _planned;
    private PlanResult.Planned? _plan;
    private string? _nothing;
    private string? _notice;
    private bool _planning;
    private Trouble? _trouble;
    private CancellationTokenSource? _latest;

    [Inject]
    public required IRemediationService Remediation { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Parameter, EditorRequired]
    public required string Fix { get; set; }

    [Parameter, EditorRequired]
    public required ChoiceInAddress Choice { get; set; }

    [Parameter]
    public string? Tab { get; set; }

    private string Current => Tab is Manual or Script ? Tab : Here;

    /// <summary>Why there may be more to repair than the plan says: the first thing that a plan is made of and could not be read.</summary>
    private UnreadableReason? Unseen => _plan is null ? null
        : new[] { _plan.Facts.PinResetService.WhyUnreadable, _plan.Facts.PinResetClient.WhyUnreadable }.Concat(_plan.Facts.UnreadablePolicies).FirstOrDefault(reason => reason is not null);

    /// <summary>Null: everything that can be fixed.</summary>
    private IReadOnlyList<string>? Checks => Fix == RemediationAddress.Everything ? null : [Fix];

    protected override async Task OnParametersSetAsync()
    {
        if (_planned != (Fix, Choice) && !(Choice.IsIncomplete && _plan is not null))
        {
            await PlanAsync(null);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _latest?.Dispose();
        base.Dispose(disposing);
    }

    /// <param name="notice">Why it is planned again, in words for the admin.</param>
    private async Task PlanAsync(string? notice)
    {
        if (_latest is not null)
        {
            await _latest.CancelAsync();
        }

        _latest = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        var cancellationToken = _latest.Token;
        (_planned, _planning, _trouble, _notice) = ((Fix, Choice), true, null, notice);
        await TryAsync("The repair could not be planned.", trouble => _trouble = trouble, async () =>
        {
            var result = await Remediation.PlanAsync(Tenant.Id, Actor, Checks, Choice.Choice, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            _plan = result as PlanResult.Planned;
            _nothing = result switch
            {
                PlanResult.TenantNotFound => "This tenant is not one of yours.",
                PlanResult.ChoiceRefused refused => refused.Why,
                PlanResult.CheckNotFound unknown => $"There is no check with the id {unknown.CheckId}.",
                _ => null,
            };
        }, cancellationToken);
        if (!cancellationToken.IsCancellationRequested)
        {
            _planning = false;
        }
    }

    private void Choose(ChoiceInAddress choice) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(choice.Query), replace: true);

    private string AddressOf(string way) => Navigation.GetUriWithQueryParameter("tab", way == Here ? null : way);
}
