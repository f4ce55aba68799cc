using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Secrets;

public sealed class DataProtectionKeyTests : IAsyncDisposable
{
    private readonly SqliteTestDatabase _database = new();
    private readonly string _certificates = Directory.CreateTempSubdirectory("pinreset-keys-").FullName;

    [Fact]
    public async Task Protect_AnotherInstance_CanUnprotect()
    {
        await using var one = await StoreUnderTest.OpenAsync(_database.Configuration);
        var secret = one.Get<IDataProtectionProvider>().CreateProtector("test").Protect("secret");

        await using var two = await StoreUnderTest.OpenAsync(_database.Configuration);

        Assert.Equal("secret", two.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
        Assert.Equal(1L, await one.ScalarAsync("""SELECT count(*) FROM "DataProtectionKeys" """));
    }

    [Fact]
    public async Task Keys_WithCertificate_AreEncryptedAndReadableAfterRestart()
    {
        var configuration = WithCertificate("password", "password");
        await using var one = await StoreUnderTest.OpenAsync(configuration, "Production");
        var secret = one.Get<IDataProtectionProvider>().CreateProtector("test").Protect("secret");
        await using var two = await StoreUnderTest.OpenAsync(configuration, "Production");

        Assert.Equal("secret", two.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
        var xml = (string?)await one.ScalarAsync("""SELECT "Xml" FROM "DataProtectionKeys" """);
        Assert.Contains("EncryptedData", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", xml, StringComparison.Ordinal);
        Assert.DoesNotContain(one.Log.Warnings, warning => warning.Contains("Storage:KeyCertificatePath", StringComparison.Ordinal));
    }

    [Fact]
    public async Task TokenCache_KeysLost_IsAMissAndNotAnError()
    {
        await using (var one = await StoreUnderTest.OpenAsync(WithCertificate("one", "one")))
        {
            await one.Get<IDistributedCache>().SetAsync("key", [1], new DistributedCacheEntryOptions(), TestContext.Current.CancellationToken);
        }

        await using var two = await StoreUnderTest.OpenAsync(WithCertificate("two", "two"));

        Assert.Null(await two.Get<IDistributedCache>().GetAsync("key", TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Certificate_WrongPassword_SaysSoAtStart()
    {
        var store = StoreUnderTest.Compose(WithCertificate("right", "wrong"));

        var failure = Assert.Throws<OptionsValidationException>(() => store.Get<IOptions<StoreOptions>>().Value);

        Assert.Contains("Storage:KeyCertificatePassword", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddDistributedTokenCaches_InEitherOrder_UsesTheDatabase(bool first)
    {
        await using var store = StoreUnderTest.Compose(
            _database.Configuration,
            before: services => AddTokenCaches(services, first),
            after: services => AddTokenCaches(services, !first));

        Assert.IsType<DatabaseTokenCache>(store.Get<IDistributedCache>());
    }

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_certificates, recursive: true);
        await _database.DisposeAsync();
    }

    private static void AddTokenCaches(IServiceCollection services, bool now)
    {
        if (now)
        {
            services.AddDistributedTokenCaches();
        }
    }

    private Dictionary<string, string?> WithCertificate(string password, string configuredPassword)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=PinResetPortal keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var path = Path.Combine(_certificates, $"{password}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, password));
        return new(_database.Configuration) { ["Storage:KeyCertificatePath"] = path, ["Storage:KeyCertificatePassword"] = configuredPassword };
    }
}
