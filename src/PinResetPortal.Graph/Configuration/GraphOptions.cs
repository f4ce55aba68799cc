using System.ComponentModel.DataAnnotations;

namespace PinResetPortal.Graph.Configuration;

/// <summary>How the Graph room reaches Microsoft Graph. Bind it to the section <see cref="Section"/>.</summary>
public sealed class GraphOptions
{
    public const string Section = "Graph";

    /// <summary>Host of Microsoft Graph; national clouds have their own (https://learn.microsoft.com/graph/deployments).</summary>
    [Required]
    public Uri BaseUrl { get; set; } = new("https://graph.microsoft.com");

    /// <summary>Host of sign-in, which also tells which tenant a domain belongs to. The host binds it to <c>AzureAd:Instance</c>.</summary>
    [Required]
    public Uri Authority { get; set; } = new("https://login.microsoftonline.com/");

    /// <summary>Client id of the portal's own app registration. The host binds it to <c>AzureAd:ClientId</c>.</summary>
    public string? ClientId { get; set; }

    /// <summary>Host of the Partner Center API (https://learn.microsoft.com/partner-center/developer/partner-center-rest-urls).</summary>
    [Required]
    public Uri PartnerCenterUrl { get; set; } = new("https://api.partnercenter.microsoft.com");

    /// <summary>Authentication scheme of people who signed in with a browser, and of app-only tokens. Null: Microsoft.Identity.Web's default.</summary>
    public string? AuthenticationScheme { get; set; }

    /// <summary>Authentication scheme of callers of the HTTP API, whose token is exchanged on behalf of them. Null: as for browsers.</summary>
    public string? ApiAuthenticationScheme { get; set; }

    /// <summary>How often one request or batch item is sent at most.</summary>
    [Range(1, 20, ErrorMessage = Section + ":MaxAttempts must be between {1} and {2}.")]
    public int MaxAttempts { get; set; } = 9;

    /// <summary>How long all waiting for retries of one read or one change may take together.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ErrorMessage = Section + ":RetryBudget must be between {1} and {2}.")]
    public TimeSpan RetryBudget { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>First pause when Graph names none; it doubles with each attempt up to <see cref="LongestPause"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:05:00", ErrorMessage = Section + ":FirstPause must be between {1} and {2}.")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(500);

    [Range(typeof(TimeSpan), "00:00:00.001", "00:30:00", ErrorMessage = Section + ":LongestPause must be between {1} and {2}.")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>After how long one HTTP exchange, with its whole body, counts as lost.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00", ErrorMessage = Section + ":RequestTimeout must be between {1} and {2}.")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>How many pages of one list are followed before the list counts as not understood.</summary>
    [Range(1, 1000, ErrorMessage = Section + ":MaxPages must be between {1} and {2}.")]
    public int MaxPages { get; set; } = 100;

    /// <summary>Size of the memory of earlier reads, in kilobytes of policy documents over all tenants.</summary>
    [Range(typeof(long), "0", "10000000", ErrorMessage = Section + ":MemoryKilobytes must be between {1} and {2}.")]
    public long MemoryKilobytes { get; set; } = 64 * 1024;
}
