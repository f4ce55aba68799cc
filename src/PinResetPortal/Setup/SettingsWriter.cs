using System.Text.Json.Nodes;
using PinResetPortal.Core.Registration;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Setup;

/// <summary>Puts into the configuration what a registration and its credential are.</summary>
internal sealed class SettingsWriter(CommandHost host, SetupChoices choices)
{
    /// <summary>Keeps a new credential at once: what Entra shows once must not be lost by what comes after.</summary>
    public void Credential(RegistrationStep step, JsonObject? answer, NewCredential? credential)
    {
        if (credential is null || step.Id != credential.Step.Id)
        {
            return;
        }

        var (settings, keyId) = credential switch
        {
            NewCredential.Secret => (new JsonObject { ["SourceType"] = "ClientSecret" }, answer?["keyId"]?.ToString()),
            NewCredential.Certificate made => (
                new JsonObject { ["SourceType"] = "Path", ["CertificateDiskPath"] = host.File.WriteCertificate($"portal-{made.KeyId:N}.pfx", made.Content) }, made.KeyId.ToString("D")),
            _ => (new JsonObject { ["SourceType"] = "SignedAssertionFromManagedIdentity", ["ManagedIdentityClientId"] = choices.ManagedIdentity }, null),
        };
        if (credential is NewCredential.Secret)
        {
            host.File.WriteSecret(CurrentCredential.SecretKey, answer?["secretText"]?.ToString()
                ?? throw new CommandRefusedException("Entra made a client secret, but did not show it. Run the command again: it makes another one.", ExitCodes.HalfDone));
        }
        else
        {
            host.File.RemoveSecret(CurrentCredential.SecretKey);
        }

        host.File.Write(new JsonObject
        {
            ["AzureAd"] = new JsonObject { ["ClientCredentials"] = new JsonArray(settings) },
            [SetupFile.Section] = new JsonObject { ["CredentialKeyId"] = keyId },
        });
    }

    public void Settings(TenantId tenantId, LiveRegistration live)
    {
        var wish = choices.Wish;
        var portal = new JsonObject
        {
            ["PublicUrl"] = wish.PublicUrl.GetLeftPart(UriPartial.Authority),
            ["Msp"] = wish.Msp,
            ["Repairs"] = wish.Repairs,
            ["Grants"] = wish.Grants,
            ["Unattended"] = wish.Unattended,
            ["People"] = wish.People,
        };
        var allowed = host.Configuration.GetSection("Portal:AllowedTenants").GetChildren().Select(one => one.Value).ToList();
        if (!allowed.Contains(tenantId.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            portal["AllowedTenants"] = new JsonArray([.. allowed.Append(tenantId.ToString()).Select(one => (JsonNode?)one)]);
        }

        var settings = new JsonObject
        {
            ["AzureAd"] = new JsonObject { ["Instance"] = host.Instance.AbsoluteUri, ["TenantId"] = wish.Msp ? "organizations" : tenantId.ToString(), ["ClientId"] = live.ClientId },
            ["Portal"] = portal,
            [SetupFile.Section] = new JsonObject { ["Name"] = choices.Name },
        };
        if (host.Cloud != Cloud.All[0])
        {
            settings["Graph"] = new JsonObject { ["BaseUrl"] = host.Cloud.Graph.AbsoluteUri, ["PartnerCenterUrl"] = host.Cloud.PartnerCenter.AbsoluteUri };
        }

        host.File.Write(settings);
    }
}
