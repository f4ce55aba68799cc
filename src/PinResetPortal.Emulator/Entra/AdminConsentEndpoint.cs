using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entra.Errors;
using PinResetPortal.Emulator.Entra.Pages;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.Entra;

/// <summary>Admin consent to the portal (https://learn.microsoft.com/entra/identity-platform/v2-admin-consent).</summary>
internal sealed class AdminConsentEndpoint(EmulatorState state, SignInDecision decision, SignInSteps steps, PublicAddress address)
{
    public async Task<IResult> HandleAsync(HttpContext context, string tenantName)
    {
        try
        {
            var request = AuthorizeRequest.Parse(context.Request.Query, state.Registrations, DeviceCodeEndpoint.DoneAddress(address, context.Request));
            var form = await StepForm.ReadAsync(context);
            return Handle(context, tenantName, request with { Scope = Scopes(context), ResponseMode = "query" }, form);
        }
        catch (EntraException e)
        {
            return SignInPages.Problem(context, e.Error, state.Time.GetUtcNow(), SignInSteps.OtherAccountLink(context));
        }
    }

    private IResult Handle(HttpContext context, string tenantName, AuthorizeRequest request, StepForm? form)
    {
        var authority = steps.ResolveAuthority(tenantName);
        var (session, page) = steps.Account(context, form, request);
        if (session is null)
        {
            return page!;
        }

        var user = state.FindUser(session.HomeTenantId, session.ObjectId)!;
        var tenant = authority ?? state.Find(user.HomeTenantId)!;
        decision.RequireEntry(user, request.Client, tenant);
        var scopes = ScopeRequest.Parse(request.Scope, state.Registrations);
        var resource = SignInDecision.RequireResource(request.Client, scopes, tenant);
        var directoryRoles = decision.DirectoryRolesOf(user, tenant);
        var answer = form?.Answer;
        var now = state.Time.GetUtcNow();
        if (answer == "cancel")
        {
            return Refuse(context, request, EntraErrors.Declined(request.Client), now);
        }

        var asksForRoles = scopes.IsDefault && request.Client.Required.Any(access => access.ResourceAppId == RegisteredApps.Graph.ClientId && access.RoleIds.Count > 0);
        if (asksForRoles ? !RoleTemplates.MayConsentToAppRoles(directoryRoles) : !RoleTemplates.MayConsent(directoryRoles))
        {
            return answer == "return"
                ? Refuse(context, request, EntraErrors.AdminApprovalNeeded(request.Client), now)
                : SignInPages.NeedAdminApproval(context, user, request.Client, request.RedirectUri);
        }

        var names = scopes.IsDefault ? Required(request.Client) : scopes.Names;
        if (answer != "accept")
        {
            return SignInPages.Consent(context, user, tenant, request.Client, names, forOrganization: true, offerOrganization: false, "Accept", request.RedirectUri);
        }

        if (scopes.IsDefault)
        {
            ConsentLedger.GrantRequired(tenant, request.Client, state.Registrations, delegatedReadOnly: false);
        }
        else
        {
            ConsentLedger.Grant(tenant, ConsentLedger.EnsureServicePrincipal(tenant, request.Client), resource, names, null);
        }

        return Confirm(context, request, tenant);
    }

    /// <summary>Names of all permissions of the registration.</summary>
    private IEnumerable<string> Required(RegisteredApp client) => client.Required
        .Select(access => (Access: access, Resource: state.Registrations.Find(access.ResourceAppId)))
        .Where(one => one.Resource is not null)
        .SelectMany(one => ConsentLedger.Scopes(one.Resource!, one.Access).Concat(one.Resource!.AppRoles.Where(role => one.Access.RoleIds.Contains(role.Id)).Select(role => role.Value)))
        .Distinct();

    /// <summary>A refusal is an answer of the admin consent flow as well, but names no tenant.</summary>
    private static IResult Refuse(HttpContext context, AuthorizeRequest request, EntraException reason, DateTimeOffset now) =>
        AuthorizeResponse.SendError(context, request, reason.Error, now, "consent_required", new KeyValuePair<string, string>("admin_consent", "True"));

    private static IResult Confirm(HttpContext context, AuthorizeRequest request, EmulatedTenant tenant)
    {
        List<KeyValuePair<string, string>> parameters =
        [
            new("admin_consent", "True"),
            new("tenant", tenant.Id.ToString("D")),
            new("scope", request.Scope),
        ];
        if (request.State is not null)
        {
            parameters.Add(new("state", request.State));
        }

        return AuthorizeResponse.Send(context, request.RedirectUri, "query", parameters);
    }

    private static string Scopes(HttpContext context) =>
        context.Request.Query["scope"].ToString() is { Length: > 0 } scope ? scope : "https://graph.microsoft.com/.default";
}
