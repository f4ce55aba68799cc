namespace PinResetPortal.Configuration;

/// <summary>The section <c>Portal</c> of the configuration.</summary>
internal sealed class PortalOptions
{
    public const string Section = "Portal";

    /// <summary>Ids of the tenants whose people and applications may sign in. Required.</summary>
    public IList<string> AllowedTenants { get; init; } = [];

    /// <summary>An Application ID URI whose access tokens the API accepts, besides the client id and <c>api://{client id}</c>.</summary>
    public string? ApiIdentifier { get; init; }

    /// <summary>Customers of a partner are looked at, too, and not only the own tenant. Like the next three it says what the registration in Entra asks for; <c>setup</c> writes them.</summary>
    public bool Msp { get; init; } = true;

    /// <summary>The file that <c>setup</c> wrote; <c>portal.json</c> in the folder <c>Storage:Path</c> when it is not set.</summary>
    public string? SetupFile { get; init; }

    /// <summary>The portal may repair, and not only look.</summary>
    public bool Repairs { get; init; } = true;

    /// <summary>The portal may offer the inferred grant of scopes to the Client application, beside the documented consent page.</summary>
    public bool Grants { get; init; }

    /// <summary>The portal may read and repair without a person who is signed in.</summary>
    public bool Unattended { get; init; } = true;

    /// <summary>Users can be looked up, and the sign-in log is read.</summary>
    public bool People { get; init; } = true;

    /// <summary>How many API requests one caller may send per minute; bursts of a tenth of it are let through.</summary>
    public int ApiRequestsPerMinute { get; init; } = 6000;

    /// <summary>How many files (CSV, JSON, ZIP of the audit log, of evidence, of tenants) one person may download per minute.</summary>
    public int ExportsPerMinute { get; init; } = 30;

    /// <summary>
    /// The one https address under which people open the portal, without a path. Redirect addresses, consent links and the links in notifications are
    /// made from it, whatever a request's Host header says. Without it the Host header decides, and notifications carry no link.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>A folder with one file for each key, named as its environment variable would be; <c>/run/secrets</c> when it is not set and there.</summary>
    public string? SecretsPath { get; init; }

    /// <summary>How long a sign-in lasts without being used.</summary>
    public int SessionHours { get; init; } = 8;

    /// <summary>How long a sign-in lasts at most, used or not; then Entra is asked again (https://pages.nist.gov/800-63-4/sp800-63b.html: a day). At least <see cref="SessionHours"/>.</summary>
    public int SessionMaxHours { get; init; } = 24;

    /// <summary>How often the GDAP customers are read without anybody asking, in minutes; 0: never.</summary>
    public int TenantRefreshMinutes { get; init; } = 60;

    /// <summary>
    /// Addresses (<c>10.0.0.5</c>) and networks (<c>10.0.0.0/8</c>) of reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed; none by
    /// default. <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED=true</c> believes every proxy, where their addresses change
    /// (https://learn.microsoft.com/aspnet/core/host-and-deploy/proxy-load-balancer).
    /// </summary>
    public IList<string> TrustedProxies { get; init; } = [];
}
