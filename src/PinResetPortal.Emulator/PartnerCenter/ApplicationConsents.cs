using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using PinResetPortal.Emulator.Directory;
using PinResetPortal.Emulator.Entrance;
using PinResetPortal.Emulator.Faults;
using PinResetPortal.Emulator.Requests;
using PinResetPortal.Emulator.Tokens;

namespace PinResetPortal.Emulator.PartnerCenter;

/// <summary>
/// Consent to an application in a customer's tenant, given by the partner: <c>/v1/customers/{id}/applicationconsents</c> of
/// api.partnercenter.microsoft.com (https://learn.microsoft.com/partner-center/developer/control-panel-vendor-apis). The caller is a person of the partner,
/// a member of AdminAgents, with one of three roles over GDAP (https://learn.microsoft.com/powershell/partnercenter/exchange-online-gdap-app).
/// </summary>
internal sealed class ApplicationConsents(EmulatorState state, TokenReader reader, RoleHoldings holdings, FaultSettings faults)
{
    private static readonly JsonDocumentOptions _body = new() { AllowDuplicateProperties = false };

    private static readonly Guid[] _roles =
        [RoleTemplates.GlobalAdministrator, RoleTemplates.PrivilegedRoleAdministrator, RoleTemplates.CloudApplicationAdministrator];

    public async Task<IResult> CreateAsync(HttpContext context, string customerId)
    {
        await faults.DelayAsync(context.RequestAborted);
        var (customer, token, refusal) = Check(context, customerId);
        if (refusal is not null)
        {
            return refusal;
        }

        var body = await ReadAsync(context);
        if (body is null)
        {
            return Error(context, 400, 2000, "The request body is missing or is not valid JSON.");
        }

        if (state.Registrations.Find(body.Text("applicationId")) is not { IsMultiTenant: true } app || app.ClientId != token!.ClientId?.ToString("D"))
        {
            return Error(context, 400, 2000, "The applicationId is not valid: it must be the multi-tenant application that the token was issued to.");
        }

        var grants = new List<(RegisteredApp Resource, string[] Scopes)>();
        foreach (var grant in body.Items("applicationGrants").OfType<JsonObject>())
        {
            var scopes = (grant.Text("scope") ?? "").Split(',');
            if (state.Registrations.Find(grant.Text("enterpriseApplicationId")) is not { } resource || customer!.ServicePrincipalOf(resource) is null)
            {
                return Error(context, 400, 2000, $"The enterprise application '{grant.Text("enterpriseApplicationId")}' was not found.");
            }

            if (scopes.FirstOrDefault(scope => !resource.Scopes.Any(known => known.Value == scope)) is { } unknown)
            {
                return Error(context, 400, 2000, $"The scope '{unknown}' is not valid. Scopes are separated by commas.");
            }

            grants.Add((resource, scopes));
        }

        if (grants.Count == 0)
        {
            return Error(context, 400, 2000, "The applicationGrants are missing.");
        }

        var client = ConsentLedger.EnsureServicePrincipal(customer!, app);
        if (grants.Exists(grant => HasEntry(customer!, client, grant.Resource)))
        {
            return Error(context, 409, 600_002, "Permission entry already exists.");
        }

        foreach (var (resource, scopes) in grants)
        {
            ConsentLedger.Grant(customer!, client, customer!.ServicePrincipalOf(resource)!, scopes, userId: null);
        }

        return Answer(context, Results.Text(body.ToJsonString(), "application/json; charset=utf-8", statusCode: 201));
    }

    public async Task<IResult> DeleteAsync(HttpContext context, string customerId, string applicationId)
    {
        await faults.DelayAsync(context.RequestAborted);
        var (customer, _, refusal) = Check(context, customerId);
        if (refusal is not null)
        {
            return refusal;
        }

        if (state.Registrations.Find(applicationId) is not { } app || customer?.ServicePrincipalOf(app) is null)
        {
            return Error(context, 404, 2001, $"There is no consent to the application '{applicationId}'.");
        }

        ConsentLedger.Revoke(customer, app);
        return Answer(context, Results.NoContent());
    }

    private (EmulatedTenant? Customer, VerifiedToken? Token, IResult? Refusal) Check(HttpContext context, string customerId)
    {
        var text = GraphGate.TokenOf(context.Request);
        var entry = context.Features.GetRequiredFeature<LoggedRequest>();
        var (tenantId, clientId) = TokenReader.Peek(text);
        (entry.TenantId, entry.ClientId) = (tenantId?.ToString("D"), clientId);
        if (text is null || reader.Read(text, out _) is not { } token || RegisteredApps.FindResource(token.Audience) != RegisteredApps.PartnerCenter)
        {
            return (null, null, Error(context, 401, 900_401, "Unauthorized: the access token is missing, expired, or for another audience."));
        }

        if (token.IsApplication || !token.Permissions.Contains("user_impersonation") || state.FindUser(token.TenantId, token.ObjectId) is not { } user)
        {
            return (null, null, Error(context, 403, 900_403, "Forbidden: the request takes a token of a user of the partner."));
        }

        if (state.Find(token.TenantId) is not { } partner || !IsCustomer(partner, customerId) || state.Find(customerId) is not { } customer)
        {
            return (null, null, Error(context, 404, 2001, $"The customer '{customerId}' was not found."));
        }

        return RoleHoldings.GroupsOf(partner, user.ObjectId).Contains(GdapCustomers.AdminAgentsGroupId) && holdings.Of(user, customer).Any(_roles.Contains)
            ? (customer, token, null)
            : (null, null, Error(context, 403, 900_403, "Forbidden: the caller does not have the permission to perform this operation."));
    }

    private static bool IsCustomer(EmulatedTenant partner, string customerId) =>
        Guid.TryParse(customerId, out _) && partner.FindCopy(TenantObjects.Customers, customer => customer.Is("tenantId", customerId)) is not null;

    private static bool HasEntry(EmulatedTenant customer, JsonObject client, RegisteredApp resource) => customer.FindCopy(
        TenantObjects.Grants,
        grant => grant.Is("clientId", client.Text("id")) && grant.Is("resourceId", customer.ServicePrincipalOf(resource)!.Text("id")) && grant.Is("consentType", "AllPrincipals")) is not null;

    private static async Task<JsonObject?> ReadAsync(HttpContext context)
    {
        try
        {
            return context.Request.HasJsonContentType() ? await JsonNode.ParseAsync(context.Request.Body, documentOptions: _body, cancellationToken: context.RequestAborted) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>https://learn.microsoft.com/partner-center/developer/error-codes</summary>
    private static IResult Error(HttpContext context, int status, int code, string description) => Answer(
        context,
        Results.Text(
            new JsonObject { ["code"] = code, ["description"] = description, ["data"] = new JsonArray(), ["source"] = "PartnerFD" }.ToJsonString(),
            "application/json; charset=utf-8",
            statusCode: status));

    private static IResult Answer(HttpContext context, IResult result)
    {
        foreach (var name in new[] { "ms-requestid", "ms-correlationid" })
        {
            context.Response.Headers[name] = context.Request.Headers[name].ToString() is { Length: > 0 } sent ? sent : Guid.NewGuid().ToString("D");
        }

        return result;
    }
}
