using Microsoft.Identity.Client;
using PinResetPortal.Core.Field;
using PinResetPortal.Tracing;

namespace PinResetPortal.SignIn;

/// <summary>
/// Why a sign-in did not end well. The sign-in page says which kind of thing must be put right and shows the correlation id; the log has a line with that id and
/// Entra's code. Nothing of the exception's text leaves the server.
/// </summary>
internal static partial class SignInFailure
{
    /// <summary>The cookie of this sign-in did not come back.</summary>
    private const string Cookie = "cookie";

    public static string PageFor(HttpContext context, Exception? failure)
    {
        var (kind, code) = Classify(failure);
        var id = CorrelationId.Of(context);
        LogFailed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(SignInFailure)), kind, code, id, failure?.GetType().Name);
        return $"/sign-in?error={kind}&id={Uri.EscapeDataString(id)}";
    }

    internal static (string Kind, int? Code) Classify(Exception? failure)
    {
        var said = string.Join(' ', Chain(failure).Select(one => one.Message));
        var code = EntraRefusal.NumberIn(said);
        return (EntraRefusal.Of(code) switch
        {
            EntraRefusalKind.Credential => "credential",
            EntraRefusalKind.RedirectUri => "redirect-uri",
            EntraRefusalKind.Registration => "registration",
            EntraRefusalKind.Consent => "consent",
            EntraRefusalKind.Declined => "cancelled",
            EntraRefusalKind.ConditionalAccess => "conditional-access",
            EntraRefusalKind.Assignment => "assignment",
            _ when said.Contains("IDW10109", StringComparison.Ordinal) || said.Contains("IDW10104", StringComparison.Ordinal) => "credential",
            _ when said.Contains("Correlation failed", StringComparison.Ordinal) || said.Contains("IDX21323", StringComparison.Ordinal) => Cookie,
            _ when said.Contains("access_denied", StringComparison.Ordinal) => "cancelled",
            _ when Chain(failure).Any(one => one is HttpRequestException or TaskCanceledException or MsalServiceException { StatusCode: >= 500 }) => "unavailable",
            _ => "failed",
        }, code);
    }

    /// <returns>What the sign-in page says; null for no failure.</returns>
    public static string? Sentence(string? kind) => kind switch
    {
        null or "" => null,
        "http" => "The portal was reached over http, and people sign in over https only. The reverse proxy did not say that it speaks https: set Portal:PublicUrl to the portal's https address, or Portal:TrustedProxies to the address or network of the proxy.",
        "cancelled" => "The sign-in was cancelled, or consent was not given.",
        "credential" => "Entra ID does not accept the portal's own secret or certificate: it is wrong, or has expired. The portal's administrator must renew it.",
        "redirect-uri" => "Entra ID does not know the address that the portal wants to come back to. The portal's administrator must add it to the redirect URIs of the registration, or correct Portal:PublicUrl.",
        "registration" => "Entra ID does not know the portal in your organisation. The portal's administrator must look at AzureAd:ClientId and at the account types of the registration.",
        "consent" => "Your organisation has not consented to the portal. An administrator must give that consent.",
        "conditional-access" => "A Conditional Access policy of your organisation does not let this sign-in through. Satisfy what it asks for, or ask your administrator.",
        "assignment" => "You are not assigned to the portal. Ask your administrator for a role: in Entra ID, Enterprise applications, the portal, Users and groups.",
        Cookie => "The browser did not bring the cookie of this sign-in back: it is blocked, the sign-in took too long, or the portal was opened under another address. Open the portal's own address and sign in again.",
        "unavailable" => "Entra ID could not be reached, or did not answer. Try again in a minute.",
        _ => "The sign-in did not work. Try again; if it happens again, the portal's log says why.",
    };

    private static IEnumerable<Exception> Chain(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            yield return failure;
        }
    }

    [LoggerMessage(EventId = 1011, Level = Microsoft.Extensions.Logging.LogLevel.Warning, Message = "A sign-in did not work: {Kind}, AADSTS{Code}, correlation id {CorrelationId}, {Exception}")]
    private static partial void LogFailed(ILogger logger, string kind, int? code, string correlationId, string? exception);
}
