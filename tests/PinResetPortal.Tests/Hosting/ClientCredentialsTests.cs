using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Identity.Abstractions;
using PinResetPortal.Configuration;

namespace PinResetPortal.Hosting;

/// <summary>The portal's own credential is looked at when it starts: everything that this machine can tell.</summary>
public sealed class ClientCredentialsTests : IDisposable
{
    private const string First = "AzureAd:ClientCredentials:0";

    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("pinresetportal-credential-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("SourceType=ClientSecrt", "SourceType is 'ClientSecrt'; set it to one of KeyVault")]
    [InlineData("SourceType=7", "SourceType")]
    [InlineData("SourceType=", "SourceType")]
    [InlineData("SourceType=ClientSecret", "ClientSecret is missing")]
    [InlineData("SourceType=ClientSecret;ClientSecret=5b1d0c3e-6a4f-4f7e-9f0d-3c2a1b0e9d8c", "is the id of a secret")]
    [InlineData("SourceType=Path", "CertificateDiskPath is missing")]
    [InlineData("SourceType=Path;CertificateDiskPath=/nowhere.pfx", "CertificateDiskPath names a certificate that is not there")]
    [InlineData("SourceType=Base64Encoded;Base64EncodedValue=!!", "cannot be opened")]
    [InlineData("SourceType=StoreWithThumbprint;CertificateThumbprint=0000000000000000000000000000000000000000", "is not there")]
    [InlineData("SourceType=KeyVault;KeyVaultUrl=https://kv.vault.azure.net", "KeyVaultCertificateName is missing")]
    [InlineData("SourceType=SignedAssertionFilePath;SignedAssertionFileDiskPath=/nowhere", "where there is no file")]
    public void Read_Wrong_SaysWhatWithItsKey(string settings, string words)
    {
        var problem = Assert.Single(Read(settings)).Problem;

        Assert.StartsWith(First, problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SourceType=ClientSecret;ClientSecret=abc~def")]
    [InlineData("SourceType=clientsecret;ClientSecret=abc~def")]
    [InlineData("SourceType=SignedAssertionFromManagedIdentity")]
    [InlineData("SourceType=KeyVault;KeyVaultUrl=https://kv.vault.azure.net;KeyVaultCertificateName=portal")]
    public void Read_Right_HasNoProblem(string settings) => Assert.Null(Assert.Single(Read(settings)).Problem);

    /// <summary>Every kind that Microsoft.Identity.Web knows is read, so that the next one shows up here.</summary>
    [Fact]
    public void Read_EveryKind_IsKnown() => Assert.All(
        Enum.GetValues<CredentialSource>().Except([CredentialSource.Certificate]), source => Assert.Equal(source, Assert.Single(Read($"SourceType={source}")).Source));

    [Theory]
    [InlineData(-400, -1, "ended on 2026-11-25")]
    [InlineData(2, 400, "begins on 2026-11-28")]
    [InlineData(-30, 20, null)]
    public void Read_CertificateFile_TellsItsEnd(int from, int to, string? words)
    {
        var path = Certificate(from, to, withKey: true);

        var credential = Assert.Single(Read($"SourceType=Path;CertificateDiskPath={path};CertificatePassword=hush"));

        Assert.Equal(Now.AddDays(to), credential.EndsAt);
        Assert.Contains(credential.Thumbprints, print => print.Length == 64);
        Assert.Equal(words is null, credential.Problem is null);
        Assert.Contains(words ?? "", credential.Problem ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Read_CertificateWithoutKeyOrWithAnotherPassword_SaysSoWithoutThePassword()
    {
        var keyless = Assert.Single(Read($"SourceType=Path;CertificateDiskPath={Certificate(-1, 10, withKey: false)};CertificatePassword=hush")).Problem;
        var wrong = Assert.Single(Read($"SourceType=Path;CertificateDiskPath={Certificate(-1, 10, withKey: true)};CertificatePassword=letmein")).Problem;

        Assert.Contains("without its private key", keyless, StringComparison.Ordinal);
        Assert.Contains("is not its password", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("letmein", wrong, StringComparison.Ordinal);
    }

    /// <summary>A credential on its way out does not keep the one that replaces it from working; a kind that does not exist is a mistake in any case.</summary>
    [Theory]
    [InlineData("SourceType=ClientSecret;ClientSecret=abc~def", "SourceType=Path;CertificateDiskPath=/gone.pfx", 0)]
    [InlineData("SourceType=ClientSecret", "SourceType=Path;CertificateDiskPath=/gone.pfx", 2)]
    [InlineData("SourceType=ClientSecret;ClientSecret=abc~def", "SourceType=Pth", 1)]
    public void Validate_SeveralCredentials_OneThatWorksIsEnough(string first, string second, int problems)
    {
        var validator = new PortalOptionsValidator(Settings(first, second), new FakeTimeProvider(Now));

        var said = validator.Validate(null, new PortalOptions()).Failures ?? [];

        Assert.Equal(problems, said.Count(one => one.StartsWith("AzureAd:ClientCredentials", StringComparison.Ordinal)));
    }

    private static IReadOnlyList<ClientCredential> Read(string settings) => new ClientCredentials(Settings(settings), new FakeTimeProvider(Now)).Read();

    private static IConfiguration Settings(params string[] credentials) => new ConfigurationBuilder()
        .AddInMemoryCollection(credentials.SelectMany((one, index) => one.Split(';').Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create($"AzureAd:ClientCredentials:{index}:{pair[0]}", (string?)pair[1]))))
        .Build();

    private string Certificate(int from, int to, bool withKey)
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=portal", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Now.AddDays(from), Now.AddDays(to));
        using var bare = X509CertificateLoader.LoadCertificate(certificate.RawData);
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.pfx");
        File.WriteAllBytes(path, (withKey ? certificate : bare).Export(X509ContentType.Pkcs12, "hush"));
        return path;
    }
}
