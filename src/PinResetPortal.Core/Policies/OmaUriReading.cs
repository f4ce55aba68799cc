using System.Text.RegularExpressions;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Policies;

/// <summary>
/// What one row of a custom profile does to EnablePinRecovery. The path that works is
/// <c>./Device/Vendor/MSFT/PassportForWork/{tenant id}/Policies/EnablePinRecovery</c>, boolean, the tenant id without braces
/// (https://learn.microsoft.com/windows/client-management/mdm/passportforwork-csp). Microsoft's own PIN reset page prints a path below
/// <c>Policy</c>, which is another configuration service provider: rows copied from there do nothing.
/// </summary>
public abstract partial record OmaUriReading
{
    private OmaUriReading()
    {
    }

    /// <summary>Not about EnablePinRecovery.</summary>
    public sealed record Unrelated : OmaUriReading;

    public sealed record Effective(SettingScope Scope, bool Enabled) : OmaUriReading;

    /// <param name="Why">Plain reasons, each a clause.</param>
    public sealed record NoEffect(IReadOnlyList<string> Why) : OmaUriReading;

    /// <summary>The path is right, but Graph does not show the value.</summary>
    public sealed record Masked(SettingScope Scope) : OmaUriReading;

    public static OmaUriReading Read(OmaSetting row, TenantId tenantId)
    {
        var path = row.OmaUri.Trim();
        if (!path.Contains("EnablePinRecovery", StringComparison.OrdinalIgnoreCase))
        {
            return new Unrelated();
        }

        var why = new List<string>();
        var match = RightPath().Match(path);
        if (!match.Success || !match.Groups["node"].Value.Equals("EnablePinRecovery", StringComparison.OrdinalIgnoreCase))
        {
            why.Add(WrongRoot().IsMatch(path)
                ? "the path lies below Policy, but PassportForWork is a configuration service provider of its own"
                : "the path is not ./Device/Vendor/MSFT/PassportForWork/{tenant id}/Policies/EnablePinRecovery");
        }

        var owner = match.Success ? match.Groups["owner"].Value : Owner().Match(path).Groups["owner"].Value;
        if (owner.Length > 0 && WhyNotOwner(owner, tenantId) is { } notOurs)
        {
            why.Add(notOurs);
        }

        if (!IsBoolean(row))
        {
            why.Add($"the value is a {TypeName(row)} and not a boolean");
        }

        if (why.Count > 0)
        {
            return new NoEffect(why);
        }

        var scope = ScopeOf(match);
        return row.IsMasked || !bool.TryParse(row.Value, out var enabled) ? new Masked(scope) : new Effective(scope, enabled);
    }

    /// <summary>What a row does to another boolean node of this tenant's policies; null when it is about something else or does nothing.</summary>
    public static Effective? ReadNode(OmaSetting row, TenantId tenantId, string node)
    {
        var match = RightPath().Match(row.OmaUri.Trim());
        return match.Success && match.Groups["node"].Value.Equals(node, StringComparison.OrdinalIgnoreCase) && WhyNotOwner(match.Groups["owner"].Value, tenantId) is null
            && IsBoolean(row) && !row.IsMasked && bool.TryParse(row.Value, out var enabled)
            ? new(ScopeOf(match), enabled)
            : null;
    }

    private static SettingScope ScopeOf(Match match) =>
        match.Groups["scope"].Value.Equals("User", StringComparison.OrdinalIgnoreCase) ? SettingScope.User : SettingScope.Device;

    private static string? WhyNotOwner(string owner, TenantId tenantId)
    {
        if (owner.Contains('{', StringComparison.Ordinal) || owner.Contains('}', StringComparison.Ordinal)
            || owner.Contains("%7B", StringComparison.OrdinalIgnoreCase))
        {
            return "the tenant id must stand without braces";
        }

        return !Guid.TryParseExact(owner, "D", out var guid) ? $"'{owner}' stands where the tenant id belongs"
            : guid != tenantId.Value ? $"{owner} is the id of another tenant"
            : null;
    }

    private static bool IsBoolean(OmaSetting row) =>
        row.ODataType is null || row.ODataType.TrimStart('#').Equals("microsoft.graph.omaSettingBoolean", StringComparison.OrdinalIgnoreCase);

    private static string TypeName(OmaSetting row) =>
        row.ODataType!.Split('.')[^1].Replace("omaSetting", "", StringComparison.OrdinalIgnoreCase).ToUpperInvariant() switch
        {
            "STRING" or "STRINGXML" => "string",
            "INTEGER" => "integer",
            "FLOATINGPOINT" => "floating point number",
            "DATETIME" => "date",
            "BASE64" => "base64 file",
            var other => other,
        };

    [GeneratedRegex(@"^\./(?:(?<scope>Device|User)/)?Vendor/MSFT/PassportForWork/(?<owner>[^/]+)/Policies/(?<node>[^/]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RightPath();

    [GeneratedRegex(@"/MSFT/Policy/(?:Config/)?PassportForWork/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex WrongRoot();

    [GeneratedRegex(@"PassportForWork/(?<owner>[^/]+)/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Owner();
}
