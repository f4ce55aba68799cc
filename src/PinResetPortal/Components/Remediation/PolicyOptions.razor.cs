using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Remediation;

public partial class PolicyOptions
{
    private static readonly (string Key, string Words, string Detail)[] Targets =
    [
        (ChoiceInAddress.AllDevices, "All devices", "every Windows device that Intune manages"),
        (ChoiceInAddress.AllUsers, "All users", "every licensed user, on any of their devices"),
        (ChoiceInAddress.SomeGroups, "Groups", "chosen groups of users or devices"),
    ];

    private static readonly (bool IsBaseline, string Words, string Detail)[] Contents =
    [
        (false, "PIN recovery only", "every other setting of Windows Hello stays as it is"),
        (true, "Windows Hello baseline with PIN recovery", "the saved template, less what other policies and the enrolment decide"),
    ];

    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter, EditorRequired]
    public required Actor Actor { get; set; }

    [Parameter, EditorRequired]
    public required ChoiceInAddress Choice { get; set; }

    /// <summary>The name in the plan; null when no policy is created.</summary>
    [Parameter]
    public string? DraftName { get; set; }

    [Parameter]
    public bool Assigns { get; set; }

    [Parameter]
    public EventCallback<ChoiceInAddress> OnChoice { get; set; }

    /// <summary>Somebody must choose: nothing chosen does not mean all devices.</summary>
    [Parameter]
    public bool MustChoose { get; set; }

    private bool Creates => DraftName is not null;

    /// <summary>Nothing chosen means all devices, but for a policy that somebody scoped.</summary>
    private string? Chosen => Choice.Assign ?? (MustChoose ? null : ChoiceInAddress.AllDevices);

    private Task Rename(string? name)
    {
        var wanted = string.IsNullOrWhiteSpace(name) ? null : name.Trim();
        return wanted == Choice.Name || wanted == DraftName ? Task.CompletedTask : OnChoice.InvokeAsync(Choice with { Name = wanted });
    }
}
