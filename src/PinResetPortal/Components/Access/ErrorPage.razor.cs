using System.Diagnostics;
using Microsoft.AspNetCore.Components;

namespace PinResetPortal.Components.Access;

public partial class ErrorPage
{
    [CascadingParameter]
    public HttpContext? HttpContext { get; set; }

    private string CorrelationId => Activity.Current?.TraceId.ToString() ?? HttpContext?.TraceIdentifier ?? "none";
}
