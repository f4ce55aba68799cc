using System.Globalization;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Devices;

public enum CoverageSource
{
    /// <summary>From what the devices reported.</summary>
    Status,

    /// <summary>From assignments and memberships, because no device has reported.</summary>
    Audience,
}

/// <summary>How many Windows devices an effective policy reaches.</summary>
/// <param name="Reached">Devices on which EnablePinRecovery is on for certain.</param>
/// <param name="Undetermined">Devices for which it can't be told.</param>
/// <param name="Examined">Devices that were looked at.</param>
/// <param name="Total">Windows devices in the tenant.</param>
public sealed record DeviceCoverage(int Reached, int Undetermined, int Examined, int Total, CoverageSource Source)
{
    /// <summary>Kind of the evidence that carries the numbers in a finding; its value is <see cref="Value"/>.</summary>
    public const string EvidenceKind = "coverage";

    /// <summary>There may be more than <see cref="Reached"/>.</summary>
    public bool AtLeast => Undetermined > 0 || Examined < Total;

    public int NotReached => Examined - Reached - Undetermined;

    /// <summary><c>reached/examined/total</c>, for example <c>37/42/42</c>.</summary>
    public string Value => string.Create(CultureInfo.InvariantCulture, $"{Reached}/{Examined}/{Total}");

    public static Fact<DeviceCoverage> Of(TenantFacts facts)
    {
        if (facts.Devices is not Fact<DeviceInventory>.Known { Value: var inventory })
        {
            return facts.Devices.WhyUnreadable!;
        }

        var answers = inventory.Devices.Select(device => PinRecoveryOnDevice.Of(facts, device)).ToList();
        var reported = facts.Deployment.ValueOrDefault?.Policies.Any(policy => policy.Counts.All > 0) == true;
        return new DeviceCoverage(
            answers.Count(answer => answer is { Value: true, IsCertain: true }),
            answers.Count(answer => !answer.IsCertain),
            inventory.Devices.Count,
            Math.Max(inventory.Total, inventory.Devices.Count),
            reported ? CoverageSource.Status : CoverageSource.Audience);
    }

    /// <summary>The numbers of a stored finding of the check <c>devices.coverage</c>; null when it carries none.</summary>
    public static (int Reached, int Examined, int Total)? Read(Finding finding)
    {
        var parts = finding.Evidence.FirstOrDefault(evidence => evidence.Kind == EvidenceKind)?.Value?.Split('/') ?? [];
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var reached)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var examined)
            && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            ? (reached, examined, total)
            : null;
    }
}
