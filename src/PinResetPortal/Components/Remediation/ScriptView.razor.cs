using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Remediation;

public partial class ScriptView
{
    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter, EditorRequired]
    public required RemediationPlan Plan { get; set; }

    private string Text => PowerShellScript.For(Tenant, Plan);
}
