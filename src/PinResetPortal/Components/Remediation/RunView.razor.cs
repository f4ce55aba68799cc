using Microsoft.AspNetCore.Components;
using MudBlazor;
using PinResetPortal.Components.Shared;
using PinResetPortal.Components.Status;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Operations;

namespace PinResetPortal.Components.Remediation;

/// <summary>A run as it goes on. It lives on the server: this view only looks, and can be closed and opened again at any time.</summary>
public partial class RunView : ActorComponent
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);
    private static readonly StatusLook Interrupted = new("Interrupted", Icons.Material.Filled.Info, "warn");

    private Operation? _operation;
    private bool _missing;
    private bool _working;
    private string? _problem;
    private Trouble? _trouble;

    [Inject]
    public required IRemediationService Remediation { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Parameter, EditorRequired]
    public required Guid OperationId { get; set; }

    private string? Announcement => _operation is null ? null
        : $"{StatusLook.Of(_operation.State).Word}: {_operation.Steps.Count(step => step.State == StepState.Done)} of {_operation.Steps.Count} steps done";

    protected override void OnInitialized() => _ = InvokeAsync(WatchAsync);

    private async Task WatchAsync()
    {
        _trouble = null;
        await TryAsync("The run could not be shown. It goes on without this page.", trouble => _trouble = trouble, async () =>
        {
            using var timer = new PeriodicTimer(Every, Time);
            while (await LookAsync())
            {
                await timer.WaitForNextTickAsync(Leaving);
            }
        });
        StateHasChanged();
    }

    /// <returns>True while there is more to see.</returns>
    private async Task<bool> LookAsync()
    {
        var found = await Remediation.FindAsync(OperationId, Actor, Leaving);
        _missing = found is null || found.TenantId != Tenant.Id;
        var changed = found?.Revision != _operation?.Revision || found?.State != _operation?.State || found?.CancelRequested != _operation?.CancelRequested;
        _operation = _missing ? null : found;
        if (changed || _missing)
        {
            StateHasChanged();
        }

        return _operation is { IsFinished: false, Interrupted: false };
    }

    private async Task FinishAsync()
    {
        if (await AskAsync(() => Remediation.ResumeAsync(OperationId, Actor, Leaving)) is not null)
        {
            _ = InvokeAsync(WatchAsync);
        }
    }

    private Task<Operation?> CancelAsync() => AskAsync(() => Remediation.CancelAsync(OperationId, Actor, Leaving));

    private async Task UndoAsync()
    {
        if (await AskAsync(() => Remediation.UndoAsync(OperationId, Actor, Leaving)) is { } undo)
        {
            Navigation.NavigateTo(RemediationAddress.Run(Tenant.Id, undo.Id));
        }
    }

    private async Task<Operation?> AskAsync(Func<Task<StartResult>> ask)
    {
        Operation? accepted = null;
        (_working, _problem) = (true, null);
        await TryAsync("That did not work.", trouble => _problem = trouble.Sentence, async () =>
        {
            var result = await ask();
            accepted = (result as StartResult.Accepted)?.Operation;
            _problem = accepted is null ? StartWords.Of(result) : null;
        });
        _working = false;
        return accepted;
    }
}
