using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;

namespace PinResetPortal.Core.Templates;

/// <summary>
/// Which hosts the reset page of a tenant must be allowed to open at the lock screen, and which of them no policy allows. The list
/// concerns Entra-joined devices only
/// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset).
/// </summary>
internal static class SignInDomains
{
    /// <summary>
    /// Azure Government needs its own sign-in host on the list
    /// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset#known-issues).
    /// </summary>
    public const string UsGovernment = "login.microsoftonline.us";

    /// <summary>The federated domains on which users live, as far as it can be told.</summary>
    public static IReadOnlyList<DomainFacts> InUse(TenantFacts facts) => [.. (facts.Domains.ValueOrDefault ?? []).Where(domain => domain.IsFederated && IsInUse(domain, facts))];

    /// <summary>
    /// Whether somebody's sign-in name ends with the domain: a primary user of a Windows device, or a user that Entra ID found. Where
    /// neither could be told, the default domain is taken to be the one that users have.
    /// </summary>
    public static bool IsInUse(DomainFacts domain, TenantFacts facts) =>
        UsersOfDevices(facts).Any(name => name.EndsWith("@" + domain.Name, StringComparison.OrdinalIgnoreCase)) || (domain.HasUsers ?? domain.IsDefault);

    /// <summary>Whether there are Entra-joined Windows devices; null when that can't be told.</summary>
    public static bool? HasEntraJoinedDevices(TenantFacts facts) => facts.Devices.ValueOrDefault is not { } inventory ? null
        : inventory.Devices.Any(device => device.Join == DeviceJoin.EntraJoined) ? true
        : inventory.Complete && inventory.Devices.All(device => device.Join != DeviceJoin.NotTold) ? false
        : null;

    /// <summary>Hosts that are known to be needed. A federated domain whose host could not be read is not among them.</summary>
    public static IReadOnlyList<string> Required(TenantFacts facts) =>
    [
        .. InUse(facts).Select(domain => domain.SignInHost).OfType<string>()
            .Concat(facts.Cloud == NationalCloud.UsGovernment ? [UsGovernment] : [])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase),
    ];

    public static IReadOnlyList<string> Missing(TenantFacts facts)
    {
        var allowed = facts.AllPolicies
            .Where(policy => IsGiven(policy, facts))
            .SelectMany(PolicyReading.WebSignInAllowedUrls)
            .Select(Host)
            .ToList();
        return [.. Required(facts).Where(host => !allowed.Any(entry => Covers(entry, host)))];
    }

    /// <summary>Whether somebody gets the policy: a list for an empty group allows nobody anything.</summary>
    public static bool IsGiven(IntunePolicy policy, TenantFacts facts) =>
        facts.AudienceOf(policy.Assignments).Reach is not (AudienceReach.Nobody or AudienceReach.NobodyYet);

    private static IEnumerable<string> UsersOfDevices(TenantFacts facts) =>
        facts.Devices.ValueOrDefault?.Devices.Select(device => device.UserPrincipalName).OfType<string>() ?? [];

    private static bool Covers(string entry, string host) =>
        entry.Equals(host, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + entry, StringComparison.OrdinalIgnoreCase);

    /// <summary>Admins write hosts with a scheme, a path or a star; what they mean is the host.</summary>
    private static string Host(string entry)
    {
        var start = entry.IndexOf("://", StringComparison.Ordinal);
        var rest = start < 0 ? entry : entry[(start + 3)..];
        var end = rest.IndexOfAny(['/', ':', '?']);
        return (end < 0 ? rest : rest[..end]).TrimStart('*').TrimStart('.');
    }
}
