using System.Security.Cryptography;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;
using PinResetPortal.Emulator.Scenarios;
using static PinResetPortal.Emulator.Entra.Pages.Page;

namespace PinResetPortal.Emulator.Entra.Pages;

/// <summary>The pages on the way through sign-in. Every form posts to its own address, so that the query stays.</summary>
internal static class SignInPages
{
    public const string Step = "step";
    public const string Decision = "decision";

    public static IResult PickAccount(HttpContext context, string application, string? hint, string? problem, string? redirectUri)
    {
        var people = DemoPeople.All.OrderByDescending(person => person.UserPrincipalName.Equals(hint, StringComparison.OrdinalIgnoreCase)).Select(person =>
            $"""<li><button class="account" type="submit" name="user" value="{Encode(person.UserPrincipalName)}"><strong>{Encode(person.DisplayName)}</strong><span>{Encode(person.UserPrincipalName)}</span><span>{Encode(person.About)}</span></button></li>""");
        var alert = problem is null ? "" : $"""<p class="alert" role="alert">{Encode(problem)}</p>""";
        return Show(
            context,
            "Pick an account",
            $"""
            <h1>Pick an account</h1>
            <p class="soft">to continue to {Encode(application)}</p>
            {alert}
            <form method="post">
            {Hidden(Step, "account")}
            <ul class="accounts">
            {string.Join('\n', people)}
            </ul>
            </form>
            <form method="post">
            {Hidden(Step, "account")}
            <label for="user">Use another account (user name)</label>
            <input type="text" id="user" name="user" required autocomplete="username" spellcheck="false" value="{Encode(hint)}">
            <div class="actions"><button class="button primary" type="submit">Next</button></div>
            </form>
            """,
            redirectUri,
            problem is null ? 200 : 400);
    }

    public static IResult SecondStep(HttpContext context, EntraUser user, string? redirectUri) => Show(
        context,
        "Approve sign-in request",
        $"""
        <h1>Approve sign-in request</h1>
        <p class="soft">{Encode(user.UserPrincipalName)}</p>
        <p>Your organization asks for a second step before you change something or work in a customer's tenant.</p>
        <form method="post">
        {Hidden(Step, "second")}
        <div class="actions"><button class="button primary" type="submit">Approve</button></div>
        </form>
        """,
        redirectUri);

    /// <param name="accept">The button's word: Accept, or Next when another prompt follows.</param>
    public static IResult Consent(HttpContext context, EntraUser user, EmulatedTenant tenant, RegisteredApp app, IEnumerable<string> permissions, bool forOrganization, bool offerOrganization, string accept, string? redirectUri, string prompt = "1")
    {
        var owner = app.IsMicrosoft ? "Microsoft Corporation" : "Fabrikam MSP (unverified)";
        var scope = forOrganization
            ? $"""<p>If you accept, this app gets access to the resources below for <strong>all users in {Encode(tenant.DisplayName)}</strong>. Nobody else will be prompted.</p>"""
            : "";
        var check = offerOrganization
            ? """<label class="check"><input type="checkbox" name="organization" value="true"> <span>Consent on behalf of your organization</span></label>"""
            : "";
        return Show(
            context,
            "Permissions requested",
            $"""
            <h1>Permissions requested</h1>
            <p class="soft">{Encode(user.UserPrincipalName)}</p>
            <p><strong>{Encode(app.Name)}</strong><br><span class="soft">{Encode(owner)}</span></p>
            <p>This app would like to:</p>
            <ul>
            {string.Join('\n', permissions.Select(permission => $"<li>{Encode(permission)}</li>"))}
            </ul>
            {scope}
            <form method="post">
            {Hidden(Step, "consent")}
            {Hidden("prompt", prompt)}
            {check}
            <div class="actions">
            <button class="button" type="submit" name="{Decision}" value="cancel">Cancel</button>
            <button class="button primary" type="submit" name="{Decision}" value="accept">{Encode(accept)}</button>
            </div>
            </form>
            """,
            redirectUri);
    }

    public static IResult NeedAdminApproval(HttpContext context, EntraUser user, RegisteredApp app, string? redirectUri) => Show(
        context,
        "Need admin approval",
        $"""
        <h1>Need admin approval</h1>
        <p class="soft">{Encode(user.UserPrincipalName)}</p>
        <p><strong>{Encode(app.Name)}</strong> needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.</p>
        <p class="soft">AADSTS90094</p>
        <form method="post">
        {Hidden(Step, "consent")}
        <div class="actions">
        <button class="button" type="submit" name="{Decision}" value="return">Return to the application without granting consent</button>
        </div>
        </form>
        """,
        redirectUri,
        403);

    /// <summary>A problem that cannot be sent back to the application.</summary>
    public static IResult Problem(HttpContext context, EntraError error, DateTimeOffset now, string? otherAccountLink)
    {
        var traceId = Guid.NewGuid().ToString("D");
        var other = otherAccountLink is null ? "" : $"""<p><a class="button" href="{Encode(otherAccountLink)}">Sign in with another account</a></p>""";
        return Show(
            context,
            "Sorry, but we're having trouble signing you in",
            $"""
            <h1>Sign in</h1>
            <p>Sorry, but we're having trouble signing you in.</p>
            <p class="alert">{Encode(error.Describe(now, traceId, Guid.NewGuid().ToString("D")))}</p>
            {other}
            """,
            status: 400);
    }

    /// <summary>Where the documented consent of the PIN reset service ends: a host that shows nobody anything.</summary>
    public static IResult CredDeadEnd(HttpContext context) => Show(
        context,
        "cred.microsoft.com",
        """
        <h1>You do not have permission to view this directory or page.</h1>
        <p class="soft">This is how the consent for Microsoft Pin Reset Service Production ends: the browser was sent to https://cred.microsoft.com, which has no page. The consent itself is recorded.</p>
        """);

    /// <summary>
    /// Where the consent of the PIN reset client ends: no browser handles ms-appx-web, so nothing is shown. Documented as expected.
    /// </summary>
    public static IResult Blank(HttpContext context)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
        return Results.Text("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Working...</title></head><body></body></html>", "text/html; charset=utf-8");
    }

    public static IResult Message(HttpContext context, string title, string text, Uri? portal = null)
    {
        var back = portal is null ? "" : $"""<p><a href="{Encode(portal.ToString())}">Back to PinResetPortal</a></p>""";
        return Show(context, title, $"<h1>{Encode(title)}</h1><p>{Encode(text)}</p>{back}");
    }

    /// <summary>Posts the response to the application; works by a button where scripts are off.</summary>
    public static IResult FormPost(HttpContext context, string redirectUri, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        return Show(
            context,
            "Working...",
            $"""
            <h1>You are signed in</h1>
            <form method="post" action="{Encode(redirectUri)}" id="response">
            {string.Join('\n', parameters.Select(parameter => Hidden(parameter.Key, parameter.Value)))}
            <div class="actions"><button class="button primary" type="submit">Continue</button></div>
            </form>
            <script nonce="{Encode(nonce)}">document.getElementById('response').submit();</script>
            """,
            redirectUri,
            scriptNonce: nonce);
    }
}
