using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Readiness;

namespace PinResetPortal.Components.Status;

/// <summary>That later reads could not see, beside the answer that stands.</summary>
public partial class UnreadSinceNote
{
    [Inject]
    public required ViewerClock Clock { get; init; }

    [Parameter, EditorRequired]
    public required TenantReadiness Readiness { get; set; }

    [Parameter, EditorRequired]
    public required UnreadSince Unread { get; set; }
}
