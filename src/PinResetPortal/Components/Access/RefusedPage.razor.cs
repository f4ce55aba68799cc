using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using PinResetPortal.Components.Shared;
using PinResetPortal.Core.Tenants;
using PinResetPortal.SignIn;

namespace PinResetPortal.Components.Access;

/// <summary>Stands in for a page that the viewer may not open, and says which role it needs.</summary>
public partial class RefusedPage : ActorComponent
{
    private bool _known;
    private Actor? _actor;

    [Parameter, EditorRequired]
    public required Type Page { get; set; }

    /// <summary>The page by the last fixed word of its address, as the menu names it: <c>/settings</c> is Settings.</summary>
    private string Subject =>
        Page.GetCustomAttributes(typeof(RouteAttribute), inherit: false).Cast<RouteAttribute>()
            .SelectMany(route => route.Template.Split('/', StringSplitOptions.RemoveEmptyEntries))
            .LastOrDefault(part => part[0] != '{') is { } word
            ? char.ToUpperInvariant(word[0]) + word[1..].Replace('-', ' ')
            : "This page";

    private PortalRole Needed =>
        Page.GetCustomAttributes(typeof(AuthorizeAttribute), inherit: true).Cast<AuthorizeAttribute>().Select(rule => PortalPolicies.RoleOf(rule.Policy)).DefaultIfEmpty(PortalRole.Reader).Max();

    protected override async Task OnInitializedAsync() => (_actor, _known) = (await ActorAsync(), true);
}
