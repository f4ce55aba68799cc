using System.Globalization;
using PinResetPortal.Emulator.Entra.Errors;
using PinResetPortal.Emulator.Entra.Pages;

namespace PinResetPortal.Emulator.Entra;

/// <summary>Sends the outcome back to the application, in the way it asked for.</summary>
internal static class AuthorizeResponse
{
    public static IResult Send(HttpContext context, string redirectUri, string responseMode, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        if (!redirectUri.StartsWith("http", StringComparison.OrdinalIgnoreCase))
        {
            return SignInPages.Blank(context);
        }

        if (new Uri(redirectUri).Host == "cred.microsoft.com")
        {
            return SignInPages.CredDeadEnd(context);
        }

        if (responseMode == "form_post")
        {
            return SignInPages.FormPost(context, redirectUri, parameters);
        }

        var query = string.Join('&', parameters.Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value)}"));
        return Results.Redirect($"{redirectUri}{(responseMode == "fragment" ? '#' : '?')}{query}");
    }

    public static IResult SendError(HttpContext context, AuthorizeRequest request, EntraError error, DateTimeOffset now, string? oauthError = null, params IEnumerable<KeyValuePair<string, string>> more)
    {
        List<KeyValuePair<string, string>> parameters =
        [
            .. more,
            new("error", oauthError ?? error.Error),
            new("error_description", error.Describe(now, Guid.NewGuid().ToString("D"), Guid.NewGuid().ToString("D"))),
            new("error_uri", string.Create(CultureInfo.InvariantCulture, $"https://login.microsoftonline.com/error?code={error.Code}")),
        ];
        if (error.SubError is not null)
        {
            parameters.Add(new("error_subcode", error.SubError));
        }

        if (request.State is not null)
        {
            parameters.Add(new("state", request.State));
        }

        return Send(context, request.RedirectUri, request.ResponseMode, parameters);
    }
}
