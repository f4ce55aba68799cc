using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Reading;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Graph.Tenants;

/// <summary>Reads which tenant an id or a domain belongs to out of the issuer of its OpenID configuration.</summary>
internal sealed partial class TenantResolver(IHttpClientFactory clients, IOptions<GraphOptions> options) : ITenantResolver
{
    public async Task<Fact<ResolvedTenant>> ResolveAsync(string idOrDomain, CancellationToken cancellationToken)
    {
        var address = new Uri(options.Value.Authority, $"/{Uri.EscapeDataString(idOrDomain.Trim())}/v2.0/.well-known/openid-configuration");
        try
        {
            using var client = clients.CreateClient(GraphClients.OtherHttpClientName);
            using var response = await client.GetAsync(address, cancellationToken);
            var body = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            var status = (int)response.StatusCode;
            if (response.IsSuccessStatusCode)
            {
                return TenantOf().Match(body.NeededText("issuer")) is { Success: true } match && TenantId.TryParse(match.Value, null, out var id)
                    ? new ResolvedTenant(id, body.Text("tenant_region_scope"))
                    : NotUnderstood(status);
            }

            // https://learn.microsoft.com/entra/identity-platform/reference-error-codes: Entra's own refusal names itself.
            body.NeededText("error");
            var code = Aadsts().Match(body.Text("error_description") ?? string.Empty) is { Success: true } found ? found.Value : null;
            return status is 400 or 404
                ? new UnreadableReason(
                    UnreadableKind.TenantNotFound,
                    $"Entra does not know a tenant \"{idOrDomain}\" in this cloud.",
                    "Check the id or the domain. A tenant of a national cloud (21Vianet, US Government) needs a portal of that cloud.",
                    Status: status,
                    Code: code ?? "AADSTS90002")
                : Unavailable(status, code);
        }
        catch (JsonException)
        {
            return NotUnderstood(null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Unavailable(null, null);
        }
    }

    private static UnreadableReason Unavailable(int? status, string? code) =>
        new(UnreadableKind.Unavailable, "Entra could not be reached or did not answer.", "Try again in a minute.", Status: status, Code: code);

    private static UnreadableReason NotUnderstood(int? status) => new(
        UnreadableKind.NotUnderstood,
        "The portal asked Entra about the tenant, but what came back is not an answer of Entra that it knows.",
        "Look whether a proxy stands between the portal and Entra, and try again.",
        Status: status);

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}")]
    private static partial Regex TenantOf();

    [GeneratedRegex(@"AADSTS\d{4,8}")]
    private static partial Regex Aadsts();
}
