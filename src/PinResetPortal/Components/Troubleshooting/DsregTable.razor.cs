using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;

namespace PinResetPortal.Components.Troubleshooting;

/// <summary>The output of dsregcmd, explained.</summary>
public partial class DsregTable
{
    [Parameter, EditorRequired]
    public required DsregReading Reading { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<DsregStatement> Statements { get; set; }

    private static string NameOf(DsregWorkAccount account) =>
        account.Values.FirstOrDefault(value => value.Name is "WorkplaceTenantName" && value.Value.Length > 0)?.Value
        ?? account.Values.FirstOrDefault(value => value.Name == "WorkplaceTenantId")?.Value
        ?? $"number {account.Number}";
}
