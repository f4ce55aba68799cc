using System.Text.Json;
using Microsoft.Identity.Client;
using Microsoft.Identity.Web;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Graph.Access;

/// <summary>
/// Turns a refused token into words. The codes are those of https://learn.microsoft.com/entra/identity-platform/reference-error-codes;
/// their texts change, so only the number is looked at.
/// </summary>
internal static class AccessFailure
{
    public static UnreadableReason RelationshipEnded(Tenant tenant) => new(
        UnreadableKind.RelationshipEnded,
        $"The GDAP relationship with {tenant.DisplayName} has ended; nothing was read.",
        "Ask the customer to approve a new GDAP relationship in Partner Center.");

    /// <summary>
    /// Entra gives an application a token also in a tenant that granted it nothing; such a token has no <c>roles</c> and opens nothing
    /// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
    /// </summary>
    public static UnreadableReason AppOnlyNotGranted(Tenant tenant) => new(
        UnreadableKind.PortalNotConsented,
        $"{tenant.DisplayName} has not granted the portal any application permission.",
        $"Have an administrator of {tenant.DisplayName} open the portal's admin consent link, or open the tenant while signed in.");

    /// <summary>Entra's consent is the portal's as a whole; for whom of its home tenants it was given, only the portal can tell apart.</summary>
    public static UnreadableReason AppOnlyNotConfirmed(Tenant tenant) => new(
        UnreadableKind.PortalNotConsented,
        $"{tenant.DisplayName} was known to this portal before it came onto your list. The portal does not use what it granted then.",
        $"Have an administrator of {tenant.DisplayName} open the portal's admin consent link from your onboarding page, or open the tenant while signed in.");

    /// <summary>The cache lost it, or the keys that its session was encrypted with are gone.</summary>
    public static UnreadableReason SignInNotKept(Tenant tenant) => new(
        UnreadableKind.SignInRequired,
        $"The sign-in that this was started with is no longer kept, so the portal cannot open {tenant.DisplayName} with it.",
        "Start it again, or go on with it, with a token of your own.",
        Code: MsalError.OboCacheKeyNotInCacheError);

    public static UnreadableReason From(Exception exception, Tenant tenant, Actor actor, IReadOnlyList<string> permissions)
    {
        var msal = exception as MsalException ?? (exception as MicrosoftIdentityWebChallengeUserException)?.MsalUiRequiredException;
        if (exception is JsonException or NullReferenceException
            || msal is { ErrorCode: MsalError.JsonParseError or MsalError.NonParsableOAuthError or MsalError.AccessTokenTypeMissing } and not MsalServiceException { StatusCode: >= 500 })
        {
            return NotEntra();
        }

        if (msal is null)
        {
            return exception is ArgumentException ? CredentialRefused(null, null) with { Message = "The portal's own client certificate cannot be loaded, or has expired." } : Unavailable(null, null);
        }

        var service = msal as MsalServiceException;
        var number = EntraRefusal.NumberIn(msal.Message);
        var code = number is null ? msal.ErrorCode : $"AADSTS{number}";
        return number switch
        {
            _ when service?.StatusCode == 429 || msal is MsalThrottledServiceException => new(
                UnreadableKind.Throttled, "Entra is throttling sign-ins of the portal.", "Try again in a minute.", Status: 429, Code: code),
            90002 or 90038 or 900432 or 90072 => new(
                UnreadableKind.TenantNotFound, $"Entra does not know {tenant.DisplayName} ({tenant.Id}), or it is in another national cloud.",
                "Check the tenant id and the cloud.", Status: service?.StatusCode, Code: code),
            530034 when actor.Kind == ActorKind.User => new(
                UnreadableKind.SignInRequired, $"Entra blocks your account as a delegated administrator of {tenant.DisplayName}, because your home tenant rates it as at risk.",
                "Have a Security Administrator of your home tenant look into the risk of your account in Entra ID Protection.", Status: service?.StatusCode, Code: code),
            50020 or 50177 or 50034 => NotADelegate(tenant, service?.StatusCode, code),
            700016 or 90099 or 7000229 or 7000112 or 650051 or 650052 or 650056 or 650057 or 500011 or 1002012 => NotConsented(tenant, permissions, service?.StatusCode, code),
            65001 or 65004 or 90094 or 90095 when actor.Kind == ActorKind.Application || tenant.Relationship.Kind != RelationshipKind.Home =>
                NotConsented(tenant, permissions, service?.StatusCode, code),
            _ when EntraRefusal.Of(number) == EntraRefusalKind.Credential => CredentialRefused(service?.StatusCode, code),
            _ when msal is MsalUiRequiredException && actor.Kind == ActorKind.User => SignIn(tenant, permissions, service?.Claims, service?.StatusCode, code),
            53000 or 53001 or 53003 or 530032 or 50076 or 50079 or 50158 when actor.Kind == ActorKind.User => SignIn(tenant, permissions, service?.Claims, service?.StatusCode, code),
            null when msal.ErrorCode is MsalError.InvalidClient or MsalError.UnauthorizedClient => CredentialRefused(service?.StatusCode, code),
            null => Unavailable(service?.StatusCode, code),
            _ when service is { StatusCode: >= 500 } => Unavailable(service.StatusCode, code),
            _ => new(UnreadableKind.PortalNotConsented, $"Entra refused a token for {tenant.DisplayName} ({code}).", "Look the code up at https://login.microsoftonline.com/error.", Status: service?.StatusCode, Code: code),
        };
    }

    public static UnreadableReason SignIn(Tenant tenant, IReadOnlyList<string> permissions, string? claims, int? status, string? code) => new(
        UnreadableKind.SignInRequired,
        code switch
        {
            "AADSTS65001" or "AADSTS90094" or "AADSTS90095" => $"The portal has not been allowed {string.Join(", ", permissions)} in {tenant.DisplayName}.",
            "AADSTS53003" or "AADSTS53000" or "AADSTS53001" or "AADSTS530032" => $"A Conditional Access policy of {tenant.DisplayName} blocks this sign-in.",
            "AADSTS50076" or "AADSTS50079" or "AADSTS50158" => $"{tenant.DisplayName} asks for another sign-in step (multifactor authentication).",
            _ => $"Your sign-in is no longer enough to open {tenant.DisplayName}.",
        },
        "Sign in again.",
        Status: status,
        Code: code,
        Challenge: new SignInChallenge(tenant.Id, permissions, string.IsNullOrEmpty(claims) ? null : claims));

    private static UnreadableReason NotConsented(Tenant tenant, IReadOnlyList<string> permissions, int? status, string code)
    {
        var asked = permissions is [".default"] ? null : string.Join(", ", permissions);
        return new(
            UnreadableKind.PortalNotConsented,
            $"{tenant.DisplayName} has not allowed the portal{(asked is null ? string.Empty : $" {asked}")}.",
            tenant.Relationship.Kind == RelationshipKind.Gdap
                ? $"Consent to the portal in {tenant.DisplayName}: with its admin consent link, or from Partner Center (a Cloud Application Administrator in the GDAP relationship)."
                : $"Have an administrator of {tenant.DisplayName} open the portal's admin consent link.",
            Permission: permissions is [var single] && single != ".default" ? single : null,
            Status: status,
            Code: code);
    }

    private static UnreadableReason NotADelegate(Tenant tenant, int? status, string code) => tenant.Relationship.Kind == RelationshipKind.Gdap
        ? new(
            UnreadableKind.RoleMissing,
            $"Your account is not a delegated administrator of {tenant.DisplayName}, or the relationship has ended.",
            "Ask for membership of the security group that the GDAP relationship gives roles to, and check that the relationship is active.",
            Role: "GDAP role",
            Status: status,
            Code: code)
        : new(
            UnreadableKind.RoleMissing,
            $"Your account does not exist in {tenant.DisplayName}.",
            $"Ask {tenant.DisplayName} to invite you, or sign in with an account of that tenant.",
            Status: status,
            Code: code);

    private static UnreadableReason Unavailable(int? status, string? code) => new(
        UnreadableKind.Unavailable, "Entra could not be reached or did not answer.", "Try again in a minute.", Status: status is 0 ? null : status, Code: code);

    public static UnreadableReason NotEntra() => new(
        UnreadableKind.NotUnderstood,
        "The portal asked Entra for a token, but what came back is not an answer of Entra that it knows.",
        "Look whether a proxy stands between the portal and Entra, and try again.");

    private static UnreadableReason CredentialRefused(int? status, string? code) => new(
        UnreadableKind.CredentialRefused, "Entra refused the portal's own client secret or certificate.", "Renew the portal's client credential.", Status: status, Code: code);
}
