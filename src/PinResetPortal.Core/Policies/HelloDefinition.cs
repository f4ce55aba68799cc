using System.Globalization;

namespace PinResetPortal.Core.Policies;

/// <summary>A Windows Hello for Business setting as the settings catalog defines it for devices.</summary>
/// <param name="Id">settingDefinitionId.</param>
/// <param name="GroupId">The group its instance must sit in, or null for one that stands alone.</param>
/// <param name="Options">The choices without the id in front (<c>true</c>, <c>false</c>, <c>0</c>…); empty for a number.</param>
/// <param name="Smallest">Smallest number allowed.</param>
/// <param name="Largest">Largest number allowed.</param>
/// <param name="Recommended">What the recommendation says; null when it says nothing.</param>
/// <param name="Why">Why it is recommended, one clause.</param>
/// <param name="Source">Microsoft's page about it.</param>
public sealed record HelloDefinition(
    string Id,
    string Name,
    string? GroupId,
    IReadOnlyList<string> Options,
    int Smallest,
    int Largest,
    string? Recommended,
    string? Why,
    Uri Source)
{
    public bool IsNumber => Options.Count == 0;

    /// <summary>What is stored in a policy: the option id for a choice, the number for a number.</summary>
    public string StoredValue(string value) => IsNumber ? value : $"{Id}_{value}";

    /// <summary>The bare value out of what is stored; null when it is not one of this definition's.</summary>
    public string? BareValue(string? stored)
    {
        if (stored is null)
        {
            return null;
        }

        if (IsNumber)
        {
            return int.TryParse(stored, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= Smallest && number <= Largest
                ? number.ToString(CultureInfo.InvariantCulture)
                : null;
        }

        return stored.StartsWith(Id + "_", StringComparison.OrdinalIgnoreCase)
            ? Options.FirstOrDefault(option => option.Equals(stored[(Id.Length + 1)..], StringComparison.OrdinalIgnoreCase))
            : null;
    }

    /// <summary>Whether a value is at least as good as the recommended one; a longer minimum PIN is better.</summary>
    public bool IsAsGood(string value) => Recommended is null
        || (IsNumber
            ? int.Parse(value, CultureInfo.InvariantCulture) >= int.Parse(Recommended, CultureInfo.InvariantCulture)
            : value.Equals(Recommended, StringComparison.OrdinalIgnoreCase));

    public DraftSetting Draft(string value) => new(Id, IsNumber ? DraftSettingKind.Number : DraftSettingKind.Choice, StoredValue(value), GroupId);
}
