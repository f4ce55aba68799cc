using Microsoft.Extensions.Options;
using Microsoft.Identity.Client;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Graph.Configuration;
using PinResetPortal.Graph.Registering;

namespace PinResetPortal.Setup;

/// <summary>Uses a registration as the portal will: gets a token with its credential, and looks what the token opens.</summary>
internal sealed class RegistrationProof(CommandHost host)
{
    /// <summary>Codes of what is so new that Entra does not know it everywhere: application, secret, certificate.</summary>
    private static readonly string[] _tooNew = ["AADSTS700016", "AADSTS7000215", "AADSTS700027", "AADSTS7000229", "AADSTS500011"];

    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(3);
    private const int Tries = 40;

    /// <returns>Null when the token holds everything; else what is missing, in one sentence.</returns>
    /// <param name="isNew">Wait for what was just made.</param>
    public async Task<string?> RunAsync(PortalRegistration wanted, LiveRegistration live, TenantId tenantId, UsableCredential credential, bool isNew, CancellationToken cancellationToken)
    {
        var client = credential.Use(ConfidentialClientApplicationBuilder.Create(live.ClientId)
            .WithAuthority(host.Instance.AbsoluteUri, tenantId.ToString())
            .WithHttpClientFactory(host.Get<MsalHttp>())).Build();
        string? problem = null;
        for (var attempt = 1; attempt <= (isNew ? Tries : 1); attempt++)
        {
            if (attempt > 1)
            {
                await Task.Delay(_pause, host.Time, cancellationToken);
            }

            try
            {
                var result = await client.AcquireTokenForClient([$"{host.Get<IOptions<GraphOptions>>().Value.BaseUrl.GetLeftPart(UriPartial.Authority)}/.default"])
                    .WithForceRefresh(true).ExecuteAsync(cancellationToken);
                problem = Missing(wanted, live, result.AccessToken);
                if (problem is null)
                {
                    return null;
                }
            }
            catch (MsalException e) when (!cancellationToken.IsCancellationRequested)
            {
                var code = MsalWords.Of(e);
                problem = code switch
                {
                    "AADSTS7000222" => "The portal's client secret has ended (AADSTS7000222).",
                    "AADSTS7000215" => "Entra does not take the portal's client secret (AADSTS7000215).",
                    "AADSTS700027" => "Entra does not take the portal's certificate (AADSTS700027).",
                    "AADSTS700016" => "Entra does not know the application in this tenant (AADSTS700016).",
                    _ => $"Entra gave no token to the registration ({code}).",
                };
                if (!_tooNew.Contains(code))
                {
                    return problem;
                }
            }
        }

        return problem;
    }

    private string? Missing(PortalRegistration wanted, LiveRegistration live, string token)
    {
        using var session = host.Get<IRegistrationDoor>().Open(token);
        var held = session?.Permissions ?? [];
        string[] missing =
        [
            .. wanted.Permissions
                .Where(permission => permission.Resource == PortalPermissions.MicrosoftGraph && wanted.KindsOf(permission).Contains(PermissionKind.Application) && live.Ids.Find(permission, PermissionKind.Application) is not null)
                .Select(permission => permission.Name).Except(held, StringComparer.OrdinalIgnoreCase),
        ];
        return missing.Length == 0 ? null : $"A token of the registration does not carry {string.Join(", ", missing)}.";
    }
}
