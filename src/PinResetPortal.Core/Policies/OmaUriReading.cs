using System.Text.RegularExpressions;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Policies;

/// <summary>
/// What one row of a custom profile does to EnablePinRecovery. The path that works is
/// <c>./Device/Vendor/MSFT/PassportForWork/{tenant id}/Policies/EnablePinRecovery</c>, boolean, the tenant id without braces
/// (https://learn.microsoft.com/windows/client-management/mdm/passportforwork-csp). Where Microsoft's pages print it otherwise (below
/// <c>Policy</c>, in braces), or Intune calls the field case sensitive, no page says what Windows does with it: what devices report decides.
/// </summary>
public abstract partial record OmaUriReading
{
    private OmaUriReading()
    {
    }

    /// <summary>Not about EnablePinRecovery.</summary>
    public sealed record Unrelated : OmaUriReading;

    public sealed record Effective(SettingScope Scope, bool Enabled) : OmaUriReading;

    /// <summary>It differs from the documented form in something whose effect no page of Microsoft states. Never counted as on or off by itself.</summary>
    /// <param name="Why">What differs and what is documented where, each a clause.</param>
    public sealed record Doubtful(SettingScope Scope, bool Enabled, IReadOnlyList<string> Why) : OmaUriReading;

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

        var match = AnyPath().Match(path);
        var why = new List<string>();
        var doubts = new List<string>();
        if (!match.Success)
        {
            why.Add("the path is not ./Device/Vendor/MSFT/PassportForWork/{tenant id}/Policies/EnablePinRecovery");
        }

        var owner = match.Success ? match.Groups["owner"].Value : Owner().Match(path).Groups["owner"].Value;
        var bare = WithoutBraces(owner);
        if (owner.Length > 0 && WhyNotOwner(bare, tenantId) is { } notOurs)
        {
            why.Add(notOurs);
        }

        if (!IsBoolean(row))
        {
            why.Add($"the value is {TypeName(row)} and not a boolean");
        }

        if (why.Count > 0)
        {
            return new NoEffect(why);
        }

        if (match.Groups["root"].Success)
        {
            doubts.Add("the path lies below Policy, as Microsoft's page on PIN reset prints it; the reference of PassportForWork, the Hello configuration page and Intune's own setting have it without Policy");
        }

        if (bare.Length != owner.Length)
        {
            doubts.Add("the tenant id stands in braces, as an example of the Hello configuration page has it; the reference of PassportForWork says without");
        }

        if (!IsDocumentedCase(path, owner))
        {
            doubts.Add("the path differs in letter case from the documented one, and Intune calls this field case sensitive");
        }

        var scope = ScopeOf(match);
        return row.IsMasked || !bool.TryParse(row.Value, out var enabled) ? new Masked(scope)
            : doubts.Count > 0 ? new Doubtful(scope, enabled, doubts)
            : new Effective(scope, enabled);
    }

    /// <summary>What devices say about a doubtful row: true where one reports success, false where they report errors only, null where nothing was reported.</summary>
    public static bool? Reported(PolicyDeployment? deployment) => deployment is null ? null
        : deployment.Counts.Succeeded > 0 ? true
        : deployment.Counts is { Error: > 0 } or { Conflict: > 0 } ? false
        : null;

    /// <summary>
    /// What a row does to another boolean node of this tenant's policies; null when it is about something else or does nothing. In another
    /// letter case than the documented one it may do nothing: then it counts where it switches something off, and not where it switches it on.
    /// </summary>
    public static Effective? ReadNode(OmaSetting row, TenantId tenantId, string node)
    {
        var match = RightPath().Match(row.OmaUri.Trim());
        return match.Success && match.Groups["node"].Value.Equals(node, StringComparison.OrdinalIgnoreCase) && WhyNotOwner(match.Groups["owner"].Value, tenantId) is null
            && IsBoolean(row) && !row.IsMasked && bool.TryParse(row.Value, out var enabled)
            && (!enabled || match.Value.EndsWith($"/Policies/{node}", StringComparison.Ordinal))
            ? new(ScopeOf(match), enabled)
            : null;
    }

    private static SettingScope ScopeOf(Match match) =>
        match.Groups["scope"].Value.Equals("User", StringComparison.OrdinalIgnoreCase) ? SettingScope.User : SettingScope.Device;

    private static string? WhyNotOwner(string owner, TenantId tenantId) =>
        !Guid.TryParseExact(owner, "D", out var guid) ? $"'{owner}' stands where the tenant id belongs"
        : guid != tenantId.Value ? $"{owner} is the id of another tenant"
        : null;

    private static string WithoutBraces(string owner) => owner
        .Replace("%7B", "", StringComparison.OrdinalIgnoreCase).Replace("%7D", "", StringComparison.OrdinalIgnoreCase).Trim('{', '}');

    /// <summary>Everything but the tenant id: a GUID has no letter case of its own.</summary>
    private static bool IsDocumentedCase(string path, string owner) => DocumentedCase().IsMatch(path.Replace($"/{owner}/", "/x/", StringComparison.Ordinal));

    private static bool IsBoolean(OmaSetting row) =>
        row.ODataType is null || row.ODataType.TrimStart('#').Equals("microsoft.graph.omaSettingBoolean", StringComparison.OrdinalIgnoreCase);

    private static string TypeName(OmaSetting row) =>
        row.ODataType!.Split('.')[^1].Replace("omaSetting", "", StringComparison.OrdinalIgnoreCase).ToUpperInvariant() switch
        {
            "STRING" or "STRINGXML" => "a string",
            "INTEGER" => "an integer",
            "FLOATINGPOINT" => "a floating point number",
            "DATETIME" => "a date",
            "BASE64" => "a base64 file",
            var other => $"of the type {other}",
        };

    [GeneratedRegex(@"^\./(?:(?<scope>Device|User)/)?Vendor/MSFT/PassportForWork/(?<owner>[^/]+)/Policies/(?<node>[^/]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RightPath();

    [GeneratedRegex(@"^\./(?:(?<scope>Device|User)/)?Vendor/MSFT/(?<root>Policy/(?:Config/)?)?PassportForWork/(?<owner>[^/]+)/Policies/EnablePinRecovery$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex AnyPath();

    [GeneratedRegex(@"^\./(?:(?:Device|User)/)?Vendor/MSFT/(?:Policy/(?:Config/)?)?PassportForWork/x/Policies/EnablePinRecovery$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DocumentedCase();

    [GeneratedRegex(@"PassportForWork/(?<owner>[^/]+)/", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Owner();
}
