using PinResetPortal.Emulator.Graph.OData;
using PinResetPortal.Emulator.Graph.Permissions;

namespace PinResetPortal.Emulator.Graph.Routing;

internal delegate GraphAnswer Handler(GraphCall call);

/// <param name="Template">Graph's path with <c>{names}</c> for keys, <c>(key={name})</c> for alternate keys.</param>
/// <param name="Requirement">What the caller must be allowed.</param>
/// <param name="BetaOnly">The path does not exist in v1.0.</param>
internal sealed record GraphRoute(string Method, string Template, Requirement Requirement, Handler Handler, bool BetaOnly = false)
{
    public IReadOnlyList<string> Parts { get; } = Template.Replace("(", "/(", StringComparison.Ordinal).Split('/');

    public int Literals { get; } = Template.Split('/').Count(p => p[0] != '{');
}
