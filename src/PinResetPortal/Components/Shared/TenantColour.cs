using System.Globalization;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Shared;

/// <summary>A tenant's colour, the same on every machine, so that most pairs of tabs can be told apart at a glance. Tenants share the few hues.</summary>
public static class TenantColour
{
    /// <summary>From teal to blue and from violet to magenta: red, amber, green and the purple of Unknown say something about a state.</summary>
    private static readonly int[] Hues = [172, 184, 196, 208, 220, 282, 294, 306, 318, 330];

    /// <returns>
    /// A dark colour (HSL): white text on it has a contrast of at least 4.5 to 1 for every hue (WCAG 2.2, 1.4.3).
    /// The name beside it says the same, so colour is never the only sign.
    /// </returns>
    public static string For(TenantId tenantId)
    {
        var bytes = tenantId.Value.ToByteArray(bigEndian: true);
        var sum = bytes.Aggregate(17, (seed, value) => unchecked((seed * 31) + value));
        var place = (uint)sum % (2 * Hues.Length);
        var hue = Hues[place / 2];
        var lightness = (hue <= 200 ? 26 : 38) - (place % 2 * 10);
        return string.Create(CultureInfo.InvariantCulture, $"hsl({hue} 52% {lightness}%)");
    }
}
