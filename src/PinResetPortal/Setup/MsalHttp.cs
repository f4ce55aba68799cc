using System.Text.RegularExpressions;
using Microsoft.Identity.Client;

namespace PinResetPortal.Setup;

/// <summary>MSAL over the host's HTTP clients.</summary>
internal sealed class MsalHttp(IHttpClientFactory clients) : IMsalHttpClientFactory
{
    public HttpClient GetHttpClient() => clients.CreateClient();
}

/// <summary>Entra's codes say more than MSAL's, and no text of either reaches anybody.</summary>
internal static partial class MsalWords
{
    public static string Of(MsalException exception) => Code().Match(exception.Message) is { Success: true } match ? match.Value : exception.ErrorCode;

    [GeneratedRegex(@"AADSTS\d{4,8}")]
    private static partial Regex Code();
}
