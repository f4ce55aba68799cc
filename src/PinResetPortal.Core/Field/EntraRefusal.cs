using System.Globalization;
using System.Text.RegularExpressions;

namespace PinResetPortal.Core.Field;

/// <summary>What kind of thing must be put right after Entra refused a sign-in or a token.</summary>
public enum EntraRefusalKind
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>The portal's own secret, certificate or federated credential. Asking again changes nothing.</summary>
    Credential,

    /// <summary>The address to come back to is not one of the registration's.</summary>
    RedirectUri,

    /// <summary>The portal is not registered where it was asked for, or for other organisations.</summary>
    Registration,

    /// <summary>The portal, or a permission, is not consented.</summary>
    Consent,

    /// <summary>Somebody declined to consent, or went away.</summary>
    Declined,

    /// <summary>A Conditional Access policy, or another factor that it asks for.</summary>
    ConditionalAccess,

    /// <summary>The registration demands an assignment, and the person has none.</summary>
    Assignment,
}

/// <summary>
/// Sorts Entra's error codes by what must be put right. The codes are those of https://learn.microsoft.com/entra/identity-platform/reference-error-codes; texts
/// change, so only the number counts.
/// </summary>
public static partial class EntraRefusal
{
    private static readonly Dictionary<EntraRefusalKind, int[]> Codes = new()
    {
        [EntraRefusalKind.Credential] = [7000215, 7000222, 700027, 7000218, 7000214, 700024, 700211, 700212, 700213, 70021],
        [EntraRefusalKind.RedirectUri] = [50011, 500112, 500113],
        [EntraRefusalKind.Registration] = [700016, 700054, 50194, 7000229],
        [EntraRefusalKind.Consent] = [65001, 90094, 90095, 90099, 650052, 650056, 650057],
        [EntraRefusalKind.Declined] = [65004],
        [EntraRefusalKind.ConditionalAccess] = [53000, 53001, 53002, 53003, 53004, 530032, 530034, 50005, 50072, 50074, 50076, 50079, 50158, 500121, 500133],
        [EntraRefusalKind.Assignment] = [50105, 501051],
    };

    /// <param name="number">The code without its letters; null where there is none.</param>
    public static EntraRefusalKind Of(int? number) => number is { } code ? Codes.FirstOrDefault(one => one.Value.Contains(code)).Key : EntraRefusalKind.Other;

    /// <returns>The number of the first AADSTS code in a text of Entra; null when there is none.</returns>
    public static int? NumberIn(string text) =>
        AadstsNumber().Match(text) is { Success: true } match && int.TryParse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex(@"AADSTS(\d{4,8})")]
    private static partial Regex AadstsNumber();
}
