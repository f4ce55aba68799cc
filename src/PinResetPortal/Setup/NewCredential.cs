using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using PinResetPortal.Core.Registration;

namespace PinResetPortal.Setup;

/// <summary>A credential that is about to be registered: the step for it, and after it the settings that use it.</summary>
internal abstract record NewCredential(RegistrationStep Step)
{
    private const int Days = 365;

    public static NewCredential Make(CredentialKind kind, LiveRegistration live, string name, DateTimeOffset now)
    {
        var end = now.AddDays(Days);
        return kind switch
        {
            CredentialKind.Secret => new Secret(CredentialSteps.NewSecret(name, end)),
            CredentialKind.Certificate => MakeCertificate(live, name, now, end),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A managed identity needs no new credential."),
        };
    }

    private static Certificate MakeCertificate(LiveRegistration live, string name, DateTimeOffset now, DateTimeOffset end)
    {
        using var key = RSA.Create(3072);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        using var certificate = request.CreateSelfSigned(now.AddMinutes(-5), end);
        var keyId = Guid.NewGuid();
        return new(CredentialSteps.NewCertificate(live, name, keyId, certificate.RawData, end), certificate.Export(X509ContentType.Pkcs12), keyId);
    }

    public sealed record Secret(RegistrationStep Step) : NewCredential(Step);

    /// <param name="Content">PKCS#12 with the private key.</param>
    public sealed record Certificate(RegistrationStep Step, byte[] Content, Guid KeyId) : NewCredential(Step);

    public sealed record Federated(RegistrationStep Step) : NewCredential(Step);
}

/// <summary>A credential that the portal has, for a proof with it.</summary>
internal abstract record UsableCredential
{
    public abstract ConfidentialClientApplicationBuilder Use(ConfidentialClientApplicationBuilder builder);

    public sealed record Secret(string Value) : UsableCredential
    {
        public override ConfidentialClientApplicationBuilder Use(ConfidentialClientApplicationBuilder builder) => builder.WithClientSecret(Value);
    }

    public sealed record Certificate(X509Certificate2 Value) : UsableCredential
    {
        public override ConfidentialClientApplicationBuilder Use(ConfidentialClientApplicationBuilder builder) => builder.WithCertificate(Value);
    }
}
