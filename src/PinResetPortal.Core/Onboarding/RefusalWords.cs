using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Core.Onboarding;

/// <summary>
/// What Entra's codes mean while a tenant is taken on (https://learn.microsoft.com/entra/identity-platform/reference-error-codes).
/// </summary>
internal static class RefusalWords
{
    /// <returns>One sentence; null when the code says nothing special here.</returns>
    public static string? Explain(string? code, Tenant tenant) => code switch
    {
        "AADSTS65001" => $"Nobody has consented to the portal in {tenant.DisplayName}, or only to less than it asks for.",
        "AADSTS90099" => $"The portal is not authorised in {tenant.DisplayName}, and delegated administrators can use an application only after that.",
        "AADSTS700016" => $"The portal's application does not exist in {tenant.DisplayName}: it was never consented to, or it was deleted.",
        "AADSTS50020" or "AADSTS50177" => tenant.Relationship.Kind == RelationshipKind.Gdap
            ? $"Your account has no way into {tenant.DisplayName}: it is in no security group that the GDAP relationship gives roles to."
            : $"Your account does not exist in {tenant.DisplayName}, and there is no GDAP relationship that would let it in.",
        "AADSTS50076" or "AADSTS50079" or "AADSTS50158" => $"{tenant.DisplayName} asks for multifactor authentication before it lets you in.",
        "AADSTS53003" or "AADSTS53000" or "AADSTS53001" or "AADSTS530032" => $"A Conditional Access policy blocks this sign-in to {tenant.DisplayName}.",
        "AADSTS530034" => $"Entra blocks your account as a delegated administrator of {tenant.DisplayName}, because your home tenant rates it as at risk.",
        "AADSTS90002" or "AADSTS900021" or "AADSTS90038" => $"Entra does not know {tenant.DisplayName} ({tenant.Id}) in this cloud: the tenant was deleted, or it is in a national cloud.",
        _ => null,
    };

    /// <returns>What to do about a refused token, other than consenting; null when consenting is the answer, or nothing special is known.</returns>
    public static OnboardingStep? NextStep(UnreadableReason reason, Tenant tenant) => reason switch
    {
        { Code: "AADSTS50020" or "AADSTS50177" } when tenant.Relationship.Kind == RelationshipKind.Gdap => new OnboardingStep.Elsewhere(
            "Have yourself added to a security group that has access assignments in the GDAP relationship (Partner Center > Customers > Admin relationships)."),
        { Code: "AADSTS50020" or "AADSTS50177" } => new OnboardingStep.Elsewhere(
            $"Sign in with an account of {tenant.DisplayName}, have it invite you, or set up a GDAP relationship."),
        { Code: "AADSTS53003" or "AADSTS53000" or "AADSTS53001" or "AADSTS530032" } => new OnboardingStep.Elsewhere(
            $"Ask {tenant.DisplayName} to look at the sign-in log for the policy, and to exclude \"Service provider users\" of your tenant from it or let you meet its conditions."),
        { Code: "AADSTS530034" } => new OnboardingStep.Elsewhere(
            "Have a Security Administrator of your home tenant look into the risk of your account in Entra ID Protection and dismiss or remediate it."),
        { Kind: UnreadableKind.SignInRequired, Challenge: { } challenge, Code: not ("AADSTS65001" or "AADSTS90094" or "AADSTS90095") } => new OnboardingStep.SignIn("Sign in again and approve the request.", challenge),
        { Kind: UnreadableKind.PortalNotConsented } or { Code: "AADSTS65001" or "AADSTS90094" or "AADSTS90095" } => null,
        _ => new OnboardingStep.Elsewhere(reason.NextStep ?? "Try again in a minute."),
    };
}
