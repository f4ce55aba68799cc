using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using PinResetPortal.Components.Shared;

namespace PinResetPortal.Components;

public partial class App
{
    [CascadingParameter]
    public required HttpContext HttpContext { get; set; }

    /// <summary>Sign-in, no-access and error pages are plain pages: nobody who is not signed in holds a circuit.</summary>
    private IComponentRenderMode? Mode => HttpContext.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    /// <summary>Written into the page by the server, so that the first paint already has the right colours.</summary>
    private string Theme => ThemeChoice.From(HttpContext.Request.Cookies[ThemeChoice.CookieName]);
}
