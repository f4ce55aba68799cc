using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace PinResetPortal.SignIn;

/// <summary>
/// A token that nobody could judge, because Entra did not give its signing keys or issuers, is no wrong token: 503 with Retry-After instead of 401,
/// so that a program tries again and does not ask its user to sign in.
/// </summary>
internal static class UnreadKeys
{
    /// <summary>Seconds after which Entra is asked again. How long it is away is not known.</summary>
    private const string Again = "10";

    private static readonly object Mark = new();

    public static void Tell(JwtBearerEvents events)
    {
        var failed = events.OnAuthenticationFailed;
        events.OnAuthenticationFailed = async context =>
        {
            await failed(context);
            if (context.Exception is SecurityTokenInvalidIssuerException { InnerException: not null } || await AreUnreadAsync(context))
            {
                context.HttpContext.Items[Mark] = true;
            }
        };
        var challenge = events.OnChallenge;
        events.OnChallenge = async context =>
        {
            await challenge(context);
            if (!context.Handled && context.HttpContext.Items.ContainsKey(Mark))
            {
                context.HandleResponse();
                context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                context.Response.Headers.RetryAfter = Again;
            }
        };
    }

    private static async Task<bool> AreUnreadAsync(ResultContext<JwtBearerOptions> context)
    {
        try
        {
            return context.Options.ConfigurationManager is { } keys && (await keys.GetConfigurationAsync(context.HttpContext.RequestAborted)).SigningKeys.Count == 0;
        }
        catch (InvalidOperationException)
        {
            // What the manager says when it has never read them, whatever stood in the way.
            return true;
        }
    }
}
