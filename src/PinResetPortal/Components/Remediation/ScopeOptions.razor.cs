using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Remediation;

/// <summary>Which scopes of the Service the Client is granted: each ticked by itself, none before.</summary>
public partial class ScopeOptions
{
    [Parameter, EditorRequired]
    public required Tenant Tenant { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<PublishedScope> Offered { get; set; }

    [Parameter, EditorRequired]
    public required ChoiceInAddress Choice { get; set; }

    [Parameter]
    public EventCallback<ChoiceInAddress> OnChoice { get; set; }

    private static string Label(PublishedScope scope) => scope.Description is null ? scope.Value : $"{scope.Value}: {scope.Description}";

    private Task Tick(string scope, bool on) =>
        OnChoice.InvokeAsync(Choice with { Scopes = on ? [.. Choice.Scopes, scope] : [.. Choice.Scopes.Where(other => other != scope)] });
}
