using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;
using PinResetPortal.Emulator.Entra.Pages;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Entra;

/// <summary>What authorize and admin consent have in common: the authority, the form, the account.</summary>
internal sealed class SignInSteps(EmulatorState state, SigningKey key)
{
    /// <returns>Null for <c>common</c> and <c>organizations</c>: the tenant is that of whoever signs in.</returns>
    public EmulatedTenant? ResolveAuthority(string name) => name.ToLowerInvariant() switch
    {
        "common" or "organizations" => null,
        _ => state.Find(name) ?? throw EntraErrors.TenantNotFound(name),
    };

    /// <returns>The session, or the page or response that must come before it.</returns>
    public (SignInSession? Session, IResult? Page) Account(HttpContext context, StepForm? form, AuthorizeRequest request)
    {
        if (form is { IsAccount: true })
        {
            var name = form.User;
            var user = state.FindUser(name);
            return user is null
                ? (null, SignInPages.PickAccount(context, request.Client.Name, name, $"AADSTS50034: The user account {name} does not exist in any directory.", request.RedirectUri))
                : (SignInSession.Start(context, key, user, secondStep: false), null);
        }

        var session = SignInSession.Read(context, key);
        if (session is not null && state.FindUser(session.HomeTenantId, session.ObjectId) is null)
        {
            session = null;
        }

        if (request.Prompt == "none" && (session is null || MustPick(request, session)))
        {
            return (null, AuthorizeResponse.SendError(context, request, EntraErrors.SignInNeeded().Error, state.Time.GetUtcNow()));
        }

        return session is null || (form is null && MustPick(request, session))
            ? (null, SignInPages.PickAccount(context, request.Client.Name, request.LoginHint, null, request.RedirectUri))
            : (session, null);
    }

    /// <summary>The same request, asking for the account once more.</summary>
    public static string OtherAccountLink(HttpContext context)
    {
        var query = string.Join('&', context.Request.Query.Where(parameter => parameter.Key != "prompt").Select(parameter => $"{parameter.Key}={Uri.EscapeDataString(parameter.Value.ToString())}"));
        return $"{context.Request.Path}?{query}&prompt=select_account";
    }

    private bool MustPick(AuthorizeRequest request, SignInSession session) =>
        request.Prompt is "login" or "select_account"
        || (request.LoginHint is { Length: > 0 } hint && !hint.Equals(state.FindUser(session.HomeTenantId, session.ObjectId)?.UserPrincipalName, StringComparison.OrdinalIgnoreCase));
}
