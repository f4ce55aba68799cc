using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Deployments;

namespace PinResetPortal.Components.Health;

/// <summary>Accepts that a policy differs from what the portal deployed, with a note, an owner and an end date.</summary>
public partial class DriftAcceptanceForm : ActorComponent
{
    private static readonly TimeSpan UsualTime = TimeSpan.FromDays(90);
    private string? _policyId;
    private string _note = "";
    private string _owner = "";
    private DateOnly _until;
    private string? _problem;
    private bool _busy;

    [Inject]
    public required DriftService Drift { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [Parameter, EditorRequired]
    public required TenantId TenantId { get; set; }

    /// <summary>The changed policies.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Evidence> Policies { get; set; }

    [Parameter]
    public EventCallback OnAccepted { get; set; }

    protected override void OnInitialized() => _until = DateOnly.FromDateTime((Time.GetUtcNow() + UsualTime).UtcDateTime);

    private async Task AcceptAsync()
    {
        var until = new DateTimeOffset(_until.ToDateTime(TimeOnly.MaxValue), TimeSpan.Zero);
        _problem = Drift.Problem(_note, _owner, until);
        if (_problem is not null || (_policyId ?? Policies[0].Id) is not { } policyId || await ActorAsync() is not { } actor)
        {
            return;
        }

        _busy = true;
        await TryAsync("The decision was not saved.", trouble => _problem = trouble.Sentence, async () =>
        {
            _problem = await Drift.AcceptAsync(TenantId, policyId, _note, _owner, until, actor, Leaving) switch
            {
                AcceptOutcome.Denied => "Your portal role does not allow this: an Operator may accept a difference.",
                AcceptOutcome.NotFound => "The portal no longer remembers this policy. Check again.",
                _ => null,
            };
        });
        _busy = false;

        if (_problem is null && !Leaving.IsCancellationRequested)
        {
            await OnAccepted.InvokeAsync();
        }
    }
}
