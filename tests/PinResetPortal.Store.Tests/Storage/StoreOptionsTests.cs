using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PinResetPortal.Store.Databases;

namespace PinResetPortal.Store.Storage;

public sealed class StoreOptionsTests
{
    [Fact]
    public void Options_Nothing_AreSqliteInAbsoluteDataFolder()
    {
        using var services = Compose([]);
        var options = services.GetRequiredService<IOptions<StoreOptions>>().Value;

        Assert.True(options.IsSqlite);
        Assert.Equal(Path.GetFullPath("data"), options.Path);
        Assert.Equal(Path.Combine(Path.GetFullPath("data"), "portal.db"), options.DatabaseFile);
    }

    [Theory]
    [InlineData("Storage:Provider", "Oracle", "Storage:Provider is 'Oracle'; set it to SQLite or PostgreSQL.")]
    [InlineData("Storage:Provider", "postgresql", "Storage:ConnectionString is empty")]
    [InlineData("Storage:Path", " ", "Storage:Path is empty")]
    [InlineData("Storage:KeyCertificatePath", "/nowhere/key.pfx", "Storage:KeyCertificatePath is '/nowhere/key.pfx', where there is no file.")]
    [InlineData("Storage:ReadinessHistoryDays", "0", "Storage:ReadinessHistoryDays is 0")]
    public void Options_OneBroken_SaysWhichAndWhatToDo(string key, string value, string problem)
    {
        using var services = Compose(new() { [key] = value });

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<StoreOptions>>().Value);

        Assert.StartsWith(problem, Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=;Database=x;Password=hush", "names no Host or no Database")]
    [InlineData("Host=db;Password=hush", "names no Host or no Database")]
    [InlineData("Password=hush;Sesame=open", "is not a connection string that Npgsql understands")]
    [InlineData("hush", "is not a connection string that Npgsql understands")]
    public void Options_ConnectionStringBroken_SaysSoWithoutQuotingIt(string connectionString, string problem)
    {
        using var services = Compose(new() { ["Storage:Provider"] = "PostgreSQL", ["Storage:ConnectionString"] = connectionString });

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<StoreOptions>>().Value);

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_PathIsAFile_SaysSo()
    {
        using var services = Compose(new() { ["Storage:Path"] = typeof(StoreOptionsTests).Assembly.Location });

        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<StoreOptions>>().Value);

        Assert.Contains("which is a file; set it to a folder", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Production", null, 1)]
    [InlineData("Demo", null, 0)]
    public async Task Start_KeyFileBesideTheDatabase_WarnsInProductionOnly(string environment, string? certificate, int warnings)
    {
        await using var database = new SqliteTestDatabase();
        await using var store = await StoreUnderTest.OpenAsync(new Dictionary<string, string?>(database.Configuration) { ["Storage:KeyCertificatePath"] = certificate }, environment);
        await store.Get<IServiceProvider>().InitializeStoreAsync(TestContext.Current.CancellationToken);

        Assert.Equal(warnings, store.Log.Warnings.Count(warning => warning.StartsWith("The key file that encrypts the data-protection keys", StringComparison.Ordinal)));
    }

    private static ServiceProvider Compose(Dictionary<string, string?> configuration)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddPinResetStore(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        return services.BuildServiceProvider();
    }
}
