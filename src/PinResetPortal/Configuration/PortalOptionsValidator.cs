using System.Net;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Configuration;

/// <summary>Lists everything that is missing or wrong at once, each with the key to set.</summary>
internal sealed class PortalOptionsValidator(IConfiguration configuration, TimeProvider time) : IValidateOptions<PortalOptions>
{
    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        string[] errors = [.. MissingSettings.Of(configuration).Select(missing => missing.ToString()), .. SignInErrors(), .. PortalErrors(options), .. ConfigurationKeys.Unknown(configuration)];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private IEnumerable<string> SignInErrors()
    {
        var section = configuration.GetSection("AzureAd");
        if (section["ClientId"] is { } clientId && !string.IsNullOrWhiteSpace(clientId) && !Guid.TryParse(clientId, out _))
        {
            yield return $"AzureAd:ClientId: '{clientId}' is not a GUID; set it to the application (client) id of the portal's app registration.";
        }

        if (!Uri.TryCreate(section["Instance"], UriKind.Absolute, out _))
        {
            yield return "AzureAd:Instance: set it to the sign-in host of your cloud, https://login.microsoftonline.com/ as a rule.";
        }

        if (string.IsNullOrWhiteSpace(section["TenantId"]))
        {
            yield return "AzureAd:TenantId: set it to 'organizations' (the portal is multi-tenant).";
        }

        var credentials = new ClientCredentials(configuration, time).Read();
        // Of several, one that works is enough: the others may be on their way out. A kind that does not exist is a mistake in any case.
        foreach (var credential in credentials.Where(one => one.Problem is not null && (one.Source is null || credentials.All(other => other.Problem is not null))))
        {
            yield return credential.Problem ?? "";
        }
    }

    private static IEnumerable<string> PortalErrors(PortalOptions options)
    {
        foreach (var (index, tenant) in options.AllowedTenants.Index())
        {
            if (!TenantId.TryParse(tenant, null, out _))
            {
                yield return $"Portal:AllowedTenants:{index}: '{tenant}' is not a tenant id; it takes a GUID such as 72f988bf-86f1-41af-91ab-2d7cd011db47.";
            }
        }

        foreach (var (index, proxy) in options.TrustedProxies.Index())
        {
            if (!IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _))
            {
                yield return $"Portal:TrustedProxies:{index}: '{proxy}' is neither an IP address nor a network such as 10.0.0.0/8.";
            }
        }

        if (options.PublicUrl is { } address && !IsPublicAddress(address))
        {
            yield return $"Portal:PublicUrl: '{address.OriginalString}' is not an https address without a path, such as https://pin.example.com (http is for localhost only).";
        }

        if (options.ApiRequestsPerMinute is < 60 or > 1_000_000)
        {
            yield return "Portal:ApiRequestsPerMinute: must be between 60 and 1000000.";
        }

        if (options.ExportsPerMinute is < 1 or > 6000)
        {
            yield return "Portal:ExportsPerMinute: must be between 1 and 6000.";
        }

        if (options.TenantRefreshMinutes is < 0 or > 1440)
        {
            yield return "Portal:TenantRefreshMinutes: must be between 1 and 1440, or 0 for never.";
        }

        if (options.SessionHours is < 1 or > 24)
        {
            yield return "Portal:SessionHours: must be between 1 and 24.";
        }

        if (options.SessionMaxHours < options.SessionHours || options.SessionMaxHours > 168)
        {
            yield return "Portal:SessionMaxHours: must be between Portal:SessionHours and 168.";
        }
    }

    private static bool IsPublicAddress(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address is { PathAndQuery: "/", Fragment: "", UserInfo: "" };
}
