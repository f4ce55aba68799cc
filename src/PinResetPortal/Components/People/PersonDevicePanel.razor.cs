using Microsoft.AspNetCore.Components;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.People;

namespace PinResetPortal.Components.People;

/// <summary>One device: what it is, EnablePinRecovery on it, and the policies behind it.</summary>
public partial class PersonDevicePanel
{
    [Parameter, EditorRequired]
    public required DeviceAnswer About { get; set; }

    private string? From => About.PinRecovery is { From.Count: > 0 } value
        ? $", from {Lists.And(value.From.Select(one => $"\"{one.Setting.Policy.Name}\"").Distinct())}"
        : null;

    private static string EntraWords(PersonDevice owned) => owned.Entra switch
    {
        Fact<EntraDevice?>.Known { Value: { AccountEnabled: true } } => "enabled",
        Fact<EntraDevice?>.Known { Value: { } } => "disabled",
        Fact<EntraDevice?>.Known => "no device object",
        _ => "could not be read",
    };
}
