using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Entra;

/// <summary>Who is signed in in this browser.</summary>
/// <param name="SecondStep">The second step was confirmed.</param>
internal sealed record SignInSession(string ObjectId, Guid HomeTenantId, bool SecondStep)
{
    private const string Cookie = "EMULATORAUTH";
    private const string Purpose = "session";

    public static SignInSession? Read(HttpContext context, SigningKey key) => key.Open<SignInSession>(Purpose, context.Request.Cookies[Cookie]);

    public static SignInSession Start(HttpContext context, SigningKey key, EntraUser user, bool secondStep)
    {
        var session = new SignInSession(user.ObjectId, user.HomeTenantId, secondStep);
        context.Response.Cookies.Append(Cookie, key.Seal(Purpose, session), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true });
        return session;
    }

    public static void End(HttpContext context) => context.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/" });
}
