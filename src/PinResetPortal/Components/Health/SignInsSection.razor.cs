using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.SignIns;

namespace PinResetPortal.Components.Health;

/// <summary>The sign-in log of the tenant, read when somebody asks for it.</summary>
public partial class SignInsSection : ActorComponent
{
    private bool _busy;
    private Finding? _finding;
    private Trouble? _trouble;

    [Inject]
    public required SignInService SignIns { get; init; }

    [Parameter, EditorRequired]
    public required TenantId TenantId { get; set; }

    /// <summary>Gets what the log said, so that the page shows no second, older card of it. A log that could not be read says nothing against an earlier one.</summary>
    [Parameter]
    public EventCallback<Finding> OnRead { get; set; }

    private bool Says => _finding is { Status: not FindingStatus.Unknown };

    private async Task ReadAsync()
    {
        (_busy, _trouble) = (true, null);
        await TryAsync("The sign-in log could not be read.", trouble => _trouble = trouble, async () =>
        {
            if (await ActorAsync() is { } actor && await SignIns.ReadAsync(TenantId, actor, Leaving) is { } finding)
            {
                _finding = finding;
                if (Says)
                {
                    await OnRead.InvokeAsync(finding);
                }
            }
        });
        _busy = false;
    }
}
