using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Remediation;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Access;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Work.Onboarding;

namespace PinResetPortal.Graph.Onboarding;

/// <summary>
/// The one place that writes to Partner Center (https://learn.microsoft.com/partner-center/developer/control-panel-vendor-apis). The token
/// is the engineer's own, of the partner tenant.
/// </summary>
internal sealed partial class PartnerCenterConsent(
    TenantTokens tokens, IHttpClientFactory clients, IOptions<GraphOptions> options, ILogger<PartnerCenterConsent> logger) : IPartnerConsent
{
    private const string MicrosoftGraphAppId = "00000003-0000-0000-c000-000000000000";

    // Its texts, not its codes, tell this case from others.
    private const string AlreadyThere = "Permission entry already exists";

    private string Scope => $"{options.Value.PartnerCenterUrl.GetLeftPart(UriPartial.Authority)}/user_impersonation";

    public PlannedRequest Describe(TenantId customer, IReadOnlyList<string> permissions) => new(
        "POST",
        new Uri(options.Value.PartnerCenterUrl, $"/v1/customers/{customer}/applicationconsents").AbsoluteUri,
        JsonSerializer.Serialize(
            new
            {
                applicationId = options.Value.ClientId,
                applicationGrants = new[] { new { enterpriseApplicationId = MicrosoftGraphAppId, scope = string.Join(',', permissions) } },
            },
            JsonSerializerOptions.Web));

    public async Task<PartnerConsentOutcome> GrantAsync(Tenant customer, Actor actor, IReadOnlyList<string> permissions, CancellationToken cancellationToken)
    {
        var home = new Tenant(actor.HomeTenantId, "your home tenant", null, new TenantRelationship(RelationshipKind.Home, Active: true));
        var token = await tokens.AcquireAsync(home, actor, [Scope], forceRefresh: false, cancellationToken);
        if (token is not TokenResult.Granted { Token: var granted })
        {
            return new PartnerConsentOutcome.Refused(((TokenResult.Refused)token).Reason);
        }

        var planned = Describe(customer.Id, permissions);
        using var request = new HttpRequestMessage(HttpMethod.Post, planned.Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", granted.Value);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add("ms-correlationid", Guid.NewGuid().ToString("D"));
        request.Headers.Add("ms-requestid", Guid.NewGuid().ToString("D"));
        request.Content = new StringContent(planned.Body!, Encoding.UTF8, "application/json");
        try
        {
            using var client = clients.CreateClient(GraphClients.OtherHttpClientName);
            using var response = await client.SendAsync(request, cancellationToken);
            var requestId = response.Headers.TryGetValues("ms-requestid", out var values) ? values.FirstOrDefault() : null;
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            LogSent(logger, customer.Id, (int)response.StatusCode, requestId);
            return Read(customer, response.StatusCode, Parse(text), requestId);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogLost(logger, customer.Id, exception.GetType().Name);
            return new PartnerConsentOutcome.Refused(new(
                UnreadableKind.Unavailable, "Partner Center did not answer, so nobody knows whether the consent was given.", "Look again in a minute; giving it twice is harmless."));
        }
    }

    private static PartnerConsentOutcome Read(Tenant customer, HttpStatusCode answered, JsonElement? body, string? requestId)
    {
        var status = (int)answered;
        var code = Text(body, "code");
        var description = Text(body, "description") ?? Text(body, "message");
        if (status is 200 or 201)
        {
            return Text(body, "applicationId") is not null
                ? new PartnerConsentOutcome.Granted(AlreadyThere: false, status, requestId)
                : new PartnerConsentOutcome.Refused(new(
                    UnreadableKind.NotUnderstood,
                    "What came back is not an answer of Partner Center that the portal knows, so nobody knows whether the consent was given.",
                    "Look again in a minute; giving it twice is harmless.",
                    Status: status,
                    RequestId: requestId));
        }

        if (description?.Contains(AlreadyThere, StringComparison.OrdinalIgnoreCase) == true)
        {
            return new PartnerConsentOutcome.Granted(AlreadyThere: true, status, requestId);
        }

        return new PartnerConsentOutcome.Refused(new UnreadableReason(
            status switch
            {
                401 => UnreadableKind.SignInRequired,
                403 => UnreadableKind.RoleMissing,
                404 => UnreadableKind.TenantNotFound,
                429 => UnreadableKind.Throttled,
                >= 500 => UnreadableKind.Unavailable,
                _ => UnreadableKind.NotUnderstood,
            },
            status switch
            {
                401 => "Partner Center does not accept your sign-in.",
                403 => $"Partner Center does not let your account consent for {customer.DisplayName}.",
                404 => $"Partner Center does not know {customer.DisplayName} as a customer of your tenant.",
                429 => "Partner Center is throttling the portal.",
                >= 500 => "Partner Center did not manage to give the consent.",
                _ => $"Partner Center refused the consent ({status}): {description ?? "it did not say why"}",
            },
            status switch
            {
                401 => "Sign out and in again with multifactor authentication, which Partner Center demands.",
                403 => "You need both: membership of the group AdminAgents in your tenant, and Cloud Application Administrator, Privileged Role Administrator or Global Administrator in the GDAP relationship with this customer.",
                404 => "Check the customer in Partner Center.",
                429 or >= 500 => "Try again in a minute; giving it twice is harmless.",
                _ => "Use the admin consent link instead, or look the request id up with Microsoft support.",
            },
            Role: status == 403 ? "AdminAgents and Cloud Application Administrator" : null,
            Status: status,
            Code: code,
            RequestId: requestId));
    }

    private static JsonElement? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement? body, string name) =>
        body is { ValueKind: JsonValueKind.Object } answer && answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [LoggerMessage(3010, Microsoft.Extensions.Logging.LogLevel.Information, "Sent to Partner Center for tenant {TenantId}: POST applicationconsents -> {Status} (ms-requestid {RequestId})")]
    private static partial void LogSent(ILogger logger, TenantId tenantId, int status, string? requestId);

    [LoggerMessage(3011, Microsoft.Extensions.Logging.LogLevel.Warning, "Sent to Partner Center for tenant {TenantId}: POST applicationconsents -> no answer ({Failure})")]
    private static partial void LogLost(ILogger logger, TenantId tenantId, string failure);
}
