using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;
using PinResetPortal.Emulator.Entra.Pages;
using PinResetPortal.Emulator.Requests;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Entra;

/// <summary>
/// The authorize endpoint: account, second step, consent, code. One address for all steps; what a step asked for comes back by POST
/// with the same query.
/// </summary>
internal sealed class AuthorizeEndpoint(
    EmulatorState state,
    SigningKey key,
    AuthorizationCodes codes,
    SignInDecision decision,
    SignInSteps steps,
    PinResetConsent pinResetConsent,
    PublicAddress address)
{
    public async Task<IResult> HandleAsync(HttpContext context, string tenantName)
    {
        AuthorizeRequest request;
        try
        {
            request = AuthorizeRequest.Parse(context.Request.Query, state.Registrations, DeviceCodeEndpoint.DoneAddress(address, context.Request));
            var entry = context.Features.GetRequiredFeature<LoggedRequest>();
            entry.ClientId = request.Client.ClientId;
            entry.TenantId = state.Find(tenantName)?.Id.ToString("D");
            var form = await StepForm.ReadAsync(context);
            return Handle(context, tenantName, request, form);
        }
        catch (EntraException e)
        {
            return SignInPages.Problem(context, e.Error, state.Time.GetUtcNow(), SignInSteps.OtherAccountLink(context));
        }
    }

    private IResult Handle(HttpContext context, string tenantName, AuthorizeRequest request, StepForm? form)
    {
        var authority = steps.ResolveAuthority(tenantName);
        if (request.ResponseType != "code")
        {
            return AuthorizeResponse.SendError(context, request, EntraErrors.ResponseTypeUnknown(request.ResponseType).Error, state.Time.GetUtcNow());
        }

        var (session, page) = steps.Account(context, form, request);
        if (session is null)
        {
            return page!;
        }

        var user = state.FindUser(session.HomeTenantId, session.ObjectId)!;
        var tenant = authority ?? state.Find(user.HomeTenantId)!;
        if (request.Client == RegisteredApps.PinResetService || request.Client == RegisteredApps.PinResetClient)
        {
            if (request.Prompt == "admin_consent")
            {
                return pinResetConsent.Handle(context, request, user, tenant, form);
            }
        }

        decision.RequireEntry(user, request.Client, tenant);
        var scopes = ScopeRequest.ParseAll(request.Scope, state.Registrations);
        if (user.NeedsSecondStep && !session.SecondStep && (request.DemandsSecondStep || scopes.Any(one => SignInDecision.NeedsSecondStep(user, tenant, one))))
        {
            if (form is not { IsSecondStep: true })
            {
                return request.Prompt == "none"
                    ? AuthorizeResponse.SendError(context, request, EntraErrors.SecondStepNeeded(scopes[0].ResourceName).Error, state.Time.GetUtcNow())
                    : SignInPages.SecondStep(context, user, request.RedirectUri);
            }

            session = SignInSession.Start(context, key, user, secondStep: true);
        }

        return Consent(context, request, user, tenant, scopes, form) ?? SendCode(context, request, user, tenant, session);
    }

    /// <returns>Null when nothing is left to consent to.</returns>
    private IResult? Consent(HttpContext context, AuthorizeRequest request, EntraUser user, EmulatedTenant tenant, IReadOnlyList<ScopeRequest> scopes, StepForm? form)
    {
        var resources = scopes.Select(one => (Scopes: one, Principal: SignInDecision.RequireResource(request.Client, one, tenant))).ToList();
        var missing = resources.Select(one => (one.Principal, Names: SignInDecision.MissingConsent(user, request.Client, tenant, one.Scopes, one.Principal))).Where(one => one.Names.Count > 0).ToList();
        IReadOnlyList<string> asked = missing.Count > 0 ? [.. missing.SelectMany(one => one.Names)]
            : request.Prompt == "consent" && form is not { IsConsent: true } ? [.. scopes.SelectMany(one => one.Names)]
            : [];
        if (asked.Count == 0)
        {
            return null;
        }

        var now = state.Time.GetUtcNow();
        if (request.Prompt == "none")
        {
            return AuthorizeResponse.SendError(context, request, EntraErrors.ConsentNeeded(request.Client).Error, now, "consent_required");
        }

        var answer = form?.Answer;
        if (answer == "cancel")
        {
            return AuthorizeResponse.SendError(context, request, EntraErrors.Declined(request.Client).Error, now);
        }

        var mayForAll = RoleTemplates.MayConsent(decision.DirectoryRolesOf(user, tenant));
        if (!mayForAll && asked.Any(name => !GraphPermission.IsLowImpact(name)))
        {
            return answer == "return"
                ? AuthorizeResponse.SendError(context, request, EntraErrors.AdminApprovalNeeded(request.Client).Error, now)
                : SignInPages.NeedAdminApproval(context, user, request.Client, request.RedirectUri);
        }

        if (answer != "accept")
        {
            return SignInPages.Consent(context, user, tenant, request.Client, asked, forOrganization: false, offerOrganization: mayForAll, "Accept", request.RedirectUri);
        }

        var client = ConsentLedger.EnsureServicePrincipal(tenant, request.Client);
        foreach (var (principal, names) in missing)
        {
            ConsentLedger.Grant(tenant, client, principal, names.Contains(".default") ? Registered(request.Client, principal) : names, mayForAll && form!.ForOrganization ? null : user.ObjectId);
        }

        return null;
    }

    /// <summary>What the client's registration requires of a resource; of itself, everything.</summary>
    private IEnumerable<string> Registered(RegisteredApp client, JsonObject resource)
    {
        var app = state.Registrations.Find(resource.Text("appId"));
        return app is null ? []
            : app == client ? app.Scopes.Select(scope => scope.Value)
            : client.Required.Where(access => access.ResourceAppId.Equals(app.ClientId, StringComparison.OrdinalIgnoreCase)).SelectMany(access => ConsentLedger.Scopes(app, access));
    }

    private IResult SendCode(HttpContext context, AuthorizeRequest request, EntraUser user, EmulatedTenant tenant, SignInSession session)
    {
        var code = codes.Issue(new AuthorizationCode(
            user, request.Client.ClientId, tenant.Id, request.RedirectUri, request.Scope, request.Nonce, request.Challenge, request.ChallengeMethod, session.SecondStep));
        List<KeyValuePair<string, string>> parameters = [new("code", code)];
        if (request.WantsClientInfo)
        {
            parameters.Add(new("client_info", TokenIssuer.ClientInfo(user)));
        }

        if (request.State is not null)
        {
            parameters.Add(new("state", request.State));
        }

        parameters.Add(new("session_state", StableId.Text("session", user.ObjectId)));
        return AuthorizeResponse.Send(context, request.RedirectUri, request.ResponseMode, parameters);
    }
}
