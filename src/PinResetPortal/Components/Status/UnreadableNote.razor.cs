using System.Globalization;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Components.Status;

/// <summary>Why something could not be read, what to do, and the button that does it where a browser can.</summary>
public partial class UnreadableNote
{
    [Inject]
    public required IChallengeLinks Links { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required UnreadableReason Reason { get; set; }

    [Parameter, EditorRequired]
    public required TenantId TenantId { get; set; }

    private string Back => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    private List<string> Facts
    {
        get
        {
            string?[] facts =
            [
                Reason.Permission is null ? null : $"Permission {Reason.Permission}",
                Reason.Role is null ? null : $"Role {Reason.Role}",
                Reason.Status is { } status ? string.Create(CultureInfo.InvariantCulture, $"HTTP {status}") : null,
                Reason.Code,
                Reason.RequestId is null ? null : $"request-id {Reason.RequestId}",
            ];
            return [.. facts.OfType<string>()];
        }
    }
}
