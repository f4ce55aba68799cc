using PinResetPortal.Core.Facts;

namespace PinResetPortal.Core.Policies;

/// <summary>Which hosts the reset page of a tenant must be allowed to open, and which of them no policy allows.</summary>
public static class SignInDomains
{
    /// <summary>
    /// Azure Government needs its own sign-in host on the list
    /// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset#known-issues).
    /// </summary>
    public const string UsGovernment = "login.microsoftonline.us";

    /// <summary>Hosts that are known to be needed. A federated domain whose host could not be read is not among them.</summary>
    public static IReadOnlyList<string> Required(TenantFacts facts) =>
    [
        .. (facts.Domains.ValueOrDefault ?? []).Where(domain => domain.IsFederated).Select(domain => domain.SignInHost).OfType<string>()
            .Concat(facts.Cloud == NationalCloud.UsGovernment ? [UsGovernment] : [])
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase),
    ];

    public static IReadOnlyList<string> Missing(TenantFacts facts)
    {
        var allowed = facts.AllPolicies
            .Where(policy => facts.AudienceOf(policy.Assignments).Reach != AudienceReach.Nobody)
            .SelectMany(PolicyReading.WebSignInAllowedUrls)
            .Select(Host)
            .ToList();
        return [.. Required(facts).Where(host => !allowed.Any(entry => Covers(entry, host)))];
    }

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
