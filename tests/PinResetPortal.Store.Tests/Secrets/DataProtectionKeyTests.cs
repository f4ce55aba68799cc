using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web.TokenCacheProviders.Distributed;
using PinResetPortal.Store.Databases;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Secrets;

public sealed class DataProtectionKeyTests(PostgresServer postgres) : IAsyncDisposable
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
    public async Task Keys_NothingConfigured_AreEncryptedWithAFileOfTheirOwn()
    {
        await using var one = await StoreUnderTest.OpenAsync(_database.Configuration, "Production");
        var secret = one.Get<IDataProtectionProvider>().CreateProtector("test").Protect("secret");
        await using var two = await StoreUnderTest.OpenAsync(_database.Configuration, "Production");

        Assert.Equal("secret", two.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
        Assert.DoesNotContain("<masterKey", await XmlAsync(one), StringComparison.Ordinal);
        Assert.Contains(one.Log.Warnings, warning => warning.Contains("Storage:KeyPath", StringComparison.Ordinal) && warning.Contains("beside the database", StringComparison.Ordinal));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_database.Configuration["Storage:Path"]!, "keys")));
        Assert.Equal(64, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Trim().Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerOnly.File, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Keys_LeftInClearByAnEarlierVersion_AreEncryptedAndStillOpenWhatTheyClosed()
    {
        string secret;
        await using (var earlier = StoreUnderTest.Compose(_database.Configuration, after: services => services.PostConfigure<KeyManagementOptions>(options => options.XmlEncryptor = null)))
        {
            await earlier.InitializeAsync();
            secret = earlier.Get<IDataProtectionProvider>().CreateProtector("test").Protect("secret");
            Assert.Contains("<masterKey", await XmlAsync(earlier), StringComparison.Ordinal);
        }

        await using var now = await StoreUnderTest.OpenAsync(_database.Configuration);

        Assert.DoesNotContain("<masterKey", await XmlAsync(now), StringComparison.Ordinal);
        Assert.Equal("secret", now.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
        Assert.Equal(1L, await now.ScalarAsync("""SELECT count(*) FROM "DataProtectionKeys" """));
    }

    [Fact]
    public async Task Keys_CertificateAfterAKeyFile_OpensBoth()
    {
        await using var one = await StoreUnderTest.OpenAsync(_database.Configuration);
        var secret = one.Get<IDataProtectionProvider>().CreateProtector("test").Protect("secret");

        await using var two = await StoreUnderTest.OpenAsync(WithCertificate("password", "password"));

        Assert.Equal("secret", two.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
    }

    [Fact]
    public async Task Keys_FileLost_WarnsAndGoesOn()
    {
        await using (var one = await StoreUnderTest.OpenAsync(_database.Configuration))
        {
            await one.Get<IDistributedCache>().SetAsync("key", [1], new DistributedCacheEntryOptions(), TestContext.Current.CancellationToken);
        }

        Directory.Delete(Path.Combine(_database.Configuration["Storage:Path"]!, "keys"), recursive: true);
        await using var two = await StoreUnderTest.OpenAsync(_database.Configuration);

        Assert.Contains(two.Log.Warnings, warning => warning.Contains("Put it back, or everybody signs in again", StringComparison.Ordinal));
        Assert.Null(await two.Get<IDistributedCache>().GetAsync("key", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Keys_FileHoldsNoKey_RefusesTheStart()
    {
        await File.WriteAllTextAsync(Path.Combine(_certificates, "data-protection-0001.key"), "no key", TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => StoreUnderTest.OpenAsync(new Dictionary<string, string?>(_database.Configuration) { ["Storage:KeyPath"] = _certificates }));

        Assert.Contains("32 bytes in hex", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_InstancesWithoutTheSameFile_RefusesTheStart()
    {
        await using var shared = await PostgresTestDatabase.MigratedAsync(postgres);
        await using var one = await StoreUnderTest.OpenAsync(new Dictionary<string, string?>(shared.Configuration) { ["Storage:KeyPath"] = Path.Combine(_certificates, "one") });
        var secret = one.Get<IDataProtectionProvider>().CreateProtector("test").Protect("secret");
        await using var same = await StoreUnderTest.OpenAsync(new Dictionary<string, string?>(shared.Configuration) { ["Storage:KeyPath"] = Path.Combine(_certificates, "one") });

        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() =>
            StoreUnderTest.OpenAsync(new Dictionary<string, string?>(shared.Configuration) { ["Storage:KeyPath"] = Path.Combine(_certificates, "two") }));

        Assert.Equal("secret", same.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
        Assert.Contains("Set Storage:KeyPath to the folder that all instances share", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_PostgreSqlWithoutAPlaceForTheFile_WarnsInProduction()
    {
        await using var shared = await PostgresTestDatabase.MigratedAsync(postgres);

        await using var store = await StoreUnderTest.OpenAsync(shared.Configuration, "Production");

        Assert.Contains(store.Log.Warnings, warning => warning.Contains("lie unencrypted", StringComparison.Ordinal) && warning.Contains("Storage:KeyPath", StringComparison.Ordinal));
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

    private static async Task<string> XmlAsync(StoreUnderTest store) => (string?)await store.ScalarAsync("""SELECT "Xml" FROM "DataProtectionKeys" """) ?? "";

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
