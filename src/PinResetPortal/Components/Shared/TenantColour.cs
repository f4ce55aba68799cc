using System.Globalization;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Components.Shared;

/// <summary>A tenant's colour, the same on every machine, so that most pairs of tabs can be told apart at a glance. Tenants share the few hues.</summary>
public static class TenantColour
{
    /// <summary>Hues of the wheel, far enough apart to be told apart.</summary>
    private const int Hues = 24;

    /// <returns>
    /// A dark colour (HSL): white text on it has a contrast of at least 4.5 to 1 for every hue (WCAG 2.2, 1.4.3).
    /// The name beside it says the same, so colour is never the only sign.
    /// </returns>
    public static string For(TenantId tenantId)
    {
        var bytes = tenantId.Value.ToByteArray(bigEndian: true);
        var sum = bytes.Aggregate(17, (seed, value) => unchecked((seed * 31) + value));
        var hue = (int)((uint)sum % Hues) * (360 / Hues);
        var lightness = hue is >= 45 and <= 195 ? 24 : 34;
        return string.Create(CultureInfo.InvariantCulture, $"hsl({hue} 52% {lightness}%)");
    }
}
