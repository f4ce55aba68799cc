using System.Globalization;

namespace PinResetPortal.Core.Field;

/// <summary>Numbers that agree with what is counted.</summary>
public static class Numbers
{
    /// <returns>"1 policy", "3 policies".</returns>
    public static string Of(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
