using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Devices;

namespace PinResetPortal.Components.Remediation;

/// <summary>Asks the tenant's Windows devices to check in, so that a policy that was just assigned reaches them soon.</summary>
public partial class DeviceSyncButton : ActorComponent
{
    private bool _busy;
    private bool _well;
    private string? _said;

    [Inject]
    public required DeviceSyncService Sync { get; init; }

    [Parameter, EditorRequired]
    public required TenantId TenantId { get; set; }

    private async Task AskAsync()
    {
        (_busy, _said) = (true, null);
        await TryAsync("The devices were not asked.", trouble => (_said, _well) = (trouble.Sentence, false), async () =>
        {
            if (await ActorAsync() is { } actor)
            {
                var result = await Sync.SyncAsync(TenantId, actor, DeviceSyncService.UsualLimit, Leaving);
                (_said, _well) = (Words(result), result is DeviceSyncResult.Done { Counts.Asked: > 0 });
            }
        });
        _busy = false;
    }

    private static string Words(DeviceSyncResult result) => result switch
    {
        DeviceSyncResult.Done(var devices, var counts) =>
            $"{counts.Asked} of {devices} Windows devices were asked. They check in when they are on and online, usually within minutes."
            + (counts.Refused > 0 ? $" Intune refused {counts.Refused}." : "")
            + (counts.NotSent > 0 ? $" {counts.NotSent} could not be asked because Graph was busy; try again later." : ""),
        DeviceSyncResult.Denied denied => $"This needs the portal role {denied.Needed}.",
        DeviceSyncResult.NotPossible(var reason) => $"{reason.Message} {reason.NextStep}",
        DeviceSyncResult.NoDevices => "The tenant has no Windows device in Intune.",
        _ => "This is no longer one of your tenants.",
    };
}
