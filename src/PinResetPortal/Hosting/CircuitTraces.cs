using System.Diagnostics;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace PinResetPortal.Hosting;

/// <summary>
/// What a page does is no part of the connection that its circuit came over: that request lasts as long as the page is open, and is not
/// traced. Each thing that a page reads is a trace of its own.
/// </summary>
internal sealed class CircuitTraces : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        Activity.Current = null;
        await next(context);
    };
}
