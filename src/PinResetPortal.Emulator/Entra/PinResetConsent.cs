using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;
using PinResetPortal.Emulator.Entra.Pages;

namespace PinResetPortal.Emulator.Entra;

/// <summary>
/// The two documented consent pages of PIN reset
/// (https://learn.microsoft.com/windows/security/identity-protection/hello-for-business/pin-reset): that of the client prompts twice,
/// because it covers the service as its resource, and both end on a page that looks broken.
/// </summary>
internal sealed class PinResetConsent(EmulatorState state, RoleHoldings roles)
{
    private const string SecondPrompt = "2";

    public IResult Handle(HttpContext context, AuthorizeRequest request, EntraUser user, EmulatedTenant tenant, StepForm? form)
    {
        RequireAdminMayEnter(request.Client, user, tenant);
        var answer = form?.Answer;
        if (!RoleTemplates.MayConsent(roles.Of(user, tenant)))
        {
            return SignInPages.NeedAdminApproval(context, user, request.Client, request.RedirectUri);
        }

        if (answer is not null and not "accept")
        {
            return SignInPages.Message(context, "Consent was not given", $"{EntraErrors.Declined(request.Client).Message} Nothing was changed.");
        }

        var isClient = request.Client == RegisteredApps.PinResetClient;
        if (answer is null)
        {
            return Prompt(context, request, user, tenant, request.Client, isClient ? "Next" : "Accept", "1");
        }

        if (isClient && form!.Prompt != SecondPrompt)
        {
            return Prompt(context, request, user, tenant, RegisteredApps.PinResetService, "Accept", SecondPrompt);
        }

        Record(tenant, isClient);
        return isClient ? SignInPages.Blank(context) : SignInPages.CredDeadEnd(context);
    }

    private void RequireAdminMayEnter(RegisteredApp app, EntraUser user, EmulatedTenant tenant)
    {
        if (!user.Enabled)
        {
            throw EntraErrors.UserDisabled();
        }

        if (!roles.BelongsTo(user, tenant) || state.Find(tenant.Id) is null)
        {
            throw EntraErrors.UserNotInTenant(user, tenant, app);
        }

        if (user.IsBlocked)
        {
            throw EntraErrors.Blocked();
        }

        if (tenant.ServicePrincipalOf(app).Flag("accountEnabled") == false)
        {
            throw EntraErrors.AppDisabled(app);
        }
    }

    private static void Record(EmulatedTenant tenant, bool isClient)
    {
        var service = ConsentLedger.EnsureServicePrincipal(tenant, RegisteredApps.PinResetService);
        var legacyGraph = ConsentLedger.EnsureServicePrincipal(tenant, RegisteredApps.LegacyGraph);
        ConsentLedger.Grant(tenant, service, legacyGraph, ["User.Read"], null);
        if (isClient)
        {
            var client = ConsentLedger.EnsureServicePrincipal(tenant, RegisteredApps.PinResetClient);
            ConsentLedger.Grant(tenant, client, service, ["user_impersonation"], null);
        }
    }

    private static IResult Prompt(HttpContext context, AuthorizeRequest request, EntraUser user, EmulatedTenant tenant, RegisteredApp app, string accept, string prompt) =>
        SignInPages.Consent(context, user, tenant, app, ["Sign in and read user profile"], forOrganization: true, offerOrganization: false, accept, request.RedirectUri, prompt);
}
