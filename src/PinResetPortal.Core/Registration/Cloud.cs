namespace PinResetPortal.Core.Registration;

/// <summary>A cloud of Microsoft (https://learn.microsoft.com/graph/deployments, https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud).</summary>
/// <param name="Name">What <c>setup --cloud</c> takes.</param>
/// <param name="Authority">Host of sign-in.</param>
/// <param name="Graph">Host of Microsoft Graph.</param>
/// <param name="PartnerCenter">Host of Partner Center (https://learn.microsoft.com/partner-center/developer/partner-center-rest-urls).</param>
/// <param name="TokenExchange">Audience of a federated credential (https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity).</param>
public sealed record Cloud(string Name, Uri Authority, Uri Graph, Uri PartnerCenter, string TokenExchange)
{
    private static readonly Uri _partnerCenter = new("https://api.partnercenter.microsoft.com");

    public static IReadOnlyList<Cloud> All { get; } =
    [
        new("global", new("https://login.microsoftonline.com"), new("https://graph.microsoft.com"), _partnerCenter, "api://AzureADTokenExchange"),
        new("usgov", new("https://login.microsoftonline.us"), new("https://graph.microsoft.us"), _partnerCenter, "api://AzureADTokenExchangeUSGov"),
        new("china", new("https://login.partner.microsoftonline.cn"), new("https://microsoftgraph.chinacloudapi.cn"), new("https://partner.partnercenterapi.microsoftonline.cn"), "api://AzureADTokenExchangeChina"),
    ];

    /// <returns>The cloud whose sign-in host this is; the global one for a host that is none of them.</returns>
    public static Cloud Of(Uri authority) => All.FirstOrDefault(cloud => cloud.Authority.Host.Equals(authority.Host, StringComparison.OrdinalIgnoreCase)) ?? All[0];
}
