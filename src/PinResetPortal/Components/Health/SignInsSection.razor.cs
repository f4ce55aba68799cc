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

    private async Task ReadAsync()
    {
        (_busy, _trouble) = (true, null);
        await TryAsync("The sign-in log could not be read.", trouble => _trouble = trouble, async () =>
        {
            if (await ActorAsync() is { } actor)
            {
                _finding = await SignIns.ReadAsync(TenantId, actor, Leaving);
            }
        });
        _busy = false;
    }
}
