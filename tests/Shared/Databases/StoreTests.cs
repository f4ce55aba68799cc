using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Store.Databases;

/// <summary>Base of the tests that hold for both providers: a fresh database and a Store over it for each test.</summary>
public abstract class StoreTests : IAsyncLifetime
{
    /// <summary>The home tenant whose rows a test writes when it is not about home tenants.</summary>
    protected static readonly TenantId Fabrikam = new(Guid.Parse("11111111-1111-4111-8111-111111111111"));

    private ITestDatabase? _database;
    private StoreUnderTest? _store;

    private protected ITestDatabase Database => _database ?? throw new InvalidOperationException("The database is not ready.");

    private protected StoreUnderTest Store => _store ?? throw new InvalidOperationException("The store is not ready.");

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await CreateDatabaseAsync();
        _store = await StoreUnderTest.OpenAsync(_database.Configuration);
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A second instance of the portal over the same database.</summary>
    private protected Task<StoreUnderTest> OpenAnotherAsync() => StoreUnderTest.OpenAsync(Database.Configuration, time: Store.Time);

    private protected abstract Task<ITestDatabase> CreateDatabaseAsync();

    private protected static async Task<ITestDatabase> SqliteAsync() => await SqliteTestDatabase.MigratedAsync();

    private protected static async Task<ITestDatabase> PostgresAsync(PostgresServer server) => await PostgresTestDatabase.MigratedAsync(server);
}
