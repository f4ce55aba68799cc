using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Identity.Web;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Graph.Access;

/// <summary>
/// By what the token cache finds the tokens of a person whose own token came with a request to the API: one key for the request, and one
/// for each piece of work that goes on after it. The latter leaves this room encrypted, for this person alone.
/// </summary>
internal sealed class PersonSessions(IDataProtectionProvider protection)
{
    public const string OfRequest = "pinreset-request-";

    public const string OfWork = "pinreset-work-";

    private const string Purpose = "PinResetPortal.PersonSessions";

    public static string NewForWork() => OfWork + RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>The API leaves the caller's token on the identity; an OpenID Connect sign-in leaves none.</summary>
    public static bool CameWithToken(ClaimsPrincipal principal) => principal.GetBootstrapToken() is not null;

    /// <returns>Null: the token cache finds this person by their account. They signed in on the portal's pages.</returns>
    public string? KeyOf(Actor actor) =>
        actor.Session is { } session ? Open(actor.HomeTenantId, actor.Id, session)
        : actor.Principal.GetBootstrapToken() is { } token ? OfRequest + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.UnsafeToString())))
        : null;

    public string Close(Actor actor, string key) => Protector(actor.HomeTenantId, actor.Id).Protect(key);

    /// <returns>A key that nothing is kept under, when it was encrypted for somebody else or with keys that are gone.</returns>
    public string Open(TenantId home, string person, string session)
    {
        try
        {
            return Protector(home, person).Unprotect(session);
        }
        catch (CryptographicException)
        {
            return NewForWork();
        }
    }

    private IDataProtector Protector(TenantId home, string person) => protection.CreateProtector(Purpose, home.ToString(), person);
}
