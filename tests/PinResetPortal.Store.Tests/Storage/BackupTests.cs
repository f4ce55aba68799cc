using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Caching.Distributed;
using Npgsql;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Databases;
using PinResetPortal.Work.Audit;

namespace PinResetPortal.Store.Storage;

/// <summary>
/// Back up and restore as docs/operate.md says: audit folder and key file first, then the database, while the portal runs; put back on another
/// machine all of it works again. One part missing is told apart.
/// </summary>
public abstract class BackupTests : IAsyncLifetime
{
    private static readonly TenantId Home = new(Guid.Parse("11111111-1111-4111-8111-111111111111"));
    private readonly string _root = Directory.CreateTempSubdirectory("pinreset-backup-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected string Backup => Path.Combine(_root, "backup", "database");

    /// <summary>A machine with its own disk and database.</summary>
    private protected abstract Task<Dictionary<string, string?>> MachineAsync(string folder);

    /// <summary>The documented command, while the portal runs.</summary>
    private protected abstract Task DumpAsync(IReadOnlyDictionary<string, string?> machine);

    private protected abstract Task PutBackAsync(IReadOnlyDictionary<string, string?> machine);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restore_AllParts_HoldsAndReadsWhatWasEncrypted(bool withCertificate)
    {
        var first = await MachineAsync("first", withCertificate);
        string secret;
        await using (var store = await StoreUnderTest.OpenAsync(first))
        {
            secret = await FillAsync(store);
            CopyFolder(first["Audit:KeyPath"]!, Path.Combine(_root, "backup", "keys"));

            // Work goes on between the two parts, and after them.
            await AppendAsync(store, 3);
            await DumpAsync(first);
            await AppendAsync(store, 4);
        }

        var second = await RestoreAsync(withCertificate, Path.Combine(_root, "backup", "keys"));

        await using var restored = await StoreUnderTest.OpenAsync(second);
        Assert.Equal("secret", restored.Get<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
        Assert.Equal([7], await restored.Get<IDistributedCache>().GetAsync("token", Cancellation));
        var verification = await restored.Get<IAuditLog>().VerifyAsync(Home, null, Cancellation);
        Assert.True(verification.Holds, verification.Problem);
        Assert.Equal(3, (await restored.Get<IAuditLog>().ReadAsync(Home, Home, 10, Cancellation)).Count);
        Assert.IsType<RestoreRecord.Nothing>(await restored.Get<IAuditUpkeep>().RecordRestoreAsync("root", "A drill.", Cancellation));
        await AppendAsync(restored, 5);
        Assert.True((await restored.Get<IAuditLog>().VerifyAsync(Home, null, Cancellation)).Holds);
    }

    /// <summary>The audit folder survived where it was, and knows more than the database that was put back.</summary>
    [Fact]
    public async Task Restore_KeysAreNewerThanTheDatabase_HoldsOnceItIsRecorded()
    {
        var first = await MachineAsync("first", withCertificate: false);
        await using (var store = await StoreUnderTest.OpenAsync(first))
        {
            await FillAsync(store);
            await DumpAsync(first);
            await AppendAsync(store, 3);
            store.Time.Advance(TimeSpan.FromDays(1));
            await store.Get<IAuditUpkeep>().SealAsync(Cancellation);
        }

        await using var restored = await StoreUnderTest.OpenAsync(await RestoreAsync(withCertificate: false, first["Audit:KeyPath"]!));

        Assert.False((await restored.Get<IAuditLog>().VerifyAsync(Home, null, Cancellation)).Holds);
        Assert.IsType<RestoreRecord.Recorded>(await restored.Get<IAuditUpkeep>().RecordRestoreAsync("root", "The disk was broken.", Cancellation));
        Assert.True((await restored.Get<IAuditLog>().VerifyAsync(Home, null, Cancellation)).Holds);
    }

    [Fact]
    public async Task Restore_WithoutTheKeys_SaysThatNobodyCanVerify()
    {
        var first = await MachineAsync("first", withCertificate: false);
        await using (var store = await StoreUnderTest.OpenAsync(first))
        {
            await FillAsync(store);
            await DumpAsync(first);
        }

        await using var restored = await StoreUnderTest.OpenAsync(await RestoreAsync(withCertificate: false, keys: null));

        Assert.False((await restored.Get<IAuditLog>().VerifyAsync(Home, null, Cancellation)).Holds);
    }

    public ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Backup);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await CleanAsync();
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected virtual ValueTask CleanAsync() => ValueTask.CompletedTask;

    private static async Task<string> FillAsync(StoreUnderTest store)
    {
        await AppendAsync(store, 1);
        await AppendAsync(store, 2);
        await store.Get<IAuditUpkeep>().SealAsync(Cancellation);
        await store.Get<IDistributedCache>().SetAsync("token", [7], new DistributedCacheEntryOptions(), Cancellation);
        return store.Get<IDataProtectionProvider>().CreateProtector("test").Protect("secret");
    }

    private static Task<AuditEntry> AppendAsync(StoreUnderTest store, int number) =>
        store.Get<IAuditLog>().AppendAsync(new AuditRecord(new TenantKey(Home, Home), "person", "Alice", AuditActions.RemediationStep, null, $"entry {number}", null), Cancellation);

    private async Task<Dictionary<string, string?>> MachineAsync(string name, bool withCertificate)
    {
        var folder = Path.Combine(_root, name);
        Directory.CreateDirectory(folder);
        var machine = await MachineAsync(folder);
        machine["Audit:KeyPath"] = Path.Combine(folder, "audit");
        machine["Storage:KeyPath"] = Path.Combine(folder, "keys");
        if (withCertificate)
        {
            machine["Storage:KeyCertificatePath"] = Certificate();
            machine["Storage:KeyCertificatePassword"] = "password";
        }

        return machine;
    }

    private async Task<Dictionary<string, string?>> RestoreAsync(bool withCertificate, string? keys)
    {
        var machine = await MachineAsync("second", withCertificate);
        if (keys is not null)
        {
            CopyFolder(keys, machine["Audit:KeyPath"]!);
        }

        if (!withCertificate)
        {
            CopyFolder(Path.Combine(_root, "first", "keys"), machine["Storage:KeyPath"]!);
        }

        await PutBackAsync(machine);
        return machine;
    }

    /// <summary>It is kept apart from the backups, and is the same on both machines.</summary>
    private string Certificate()
    {
        var path = Path.Combine(_root, "keys.pfx");
        if (!File.Exists(path))
        {
            using var key = RSA.Create(2048);
            using var certificate = new CertificateRequest("CN=PinResetPortal keys", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
                .CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
            File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "password"));
        }

        return path;
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }
}

public sealed class SqliteBackupTests : BackupTests
{
    private protected override Task<Dictionary<string, string?>> MachineAsync(string folder) => Task.FromResult(new Dictionary<string, string?> { ["Storage:Path"] = Path.Combine(folder, "data") });

    /// <summary>What <c>.backup</c> of the command line does (https://sqlite.org/backup.html).</summary>
    private protected override async Task DumpAsync(IReadOnlyDictionary<string, string?> machine)
    {
        await using var from = new SqliteConnection($"Data Source={FileOf(machine)};Mode=ReadOnly;Pooling=False");
        await using var to = new SqliteConnection($"Data Source={Path.Combine(Backup, "portal.db")};Pooling=False");
        await from.OpenAsync(TestContext.Current.CancellationToken);
        await to.OpenAsync(TestContext.Current.CancellationToken);
        from.BackupDatabase(to);
    }

    private protected override Task PutBackAsync(IReadOnlyDictionary<string, string?> machine)
    {
        Directory.CreateDirectory(machine["Storage:Path"]!);
        File.Copy(Path.Combine(Backup, "portal.db"), FileOf(machine));
        return Task.CompletedTask;
    }

    private protected override ValueTask CleanAsync()
    {
        SqliteConnection.ClearAllPools();
        return ValueTask.CompletedTask;
    }

    private static string FileOf(IReadOnlyDictionary<string, string?> machine) => Path.Combine(machine["Storage:Path"]!, "portal.db");
}

public sealed class PostgresBackupTests(PostgresServer server) : BackupTests
{
    private readonly List<string> _databases = [];

    private string Dump => Path.Combine(Backup, "portal.dump");

    private protected override async Task<Dictionary<string, string?>> MachineAsync(string folder)
    {
        _databases.Add(await server.CreateDatabaseAsync());
        return new() { ["Storage:Provider"] = "PostgreSQL", ["Storage:ConnectionString"] = _databases[^1] };
    }

    private protected override Task DumpAsync(IReadOnlyDictionary<string, string?> machine) => RunAsync("pg_dump", machine, "--format=custom", $"--file={Dump}");

    private protected override Task PutBackAsync(IReadOnlyDictionary<string, string?> machine) => RunAsync("pg_restore", machine, "--clean", "--if-exists", Dump);

    private protected override async ValueTask CleanAsync()
    {
        foreach (var database in _databases)
        {
            await server.DropDatabaseAsync(database);
        }
    }

    private static async Task RunAsync(string program, IReadOnlyDictionary<string, string?> machine, params string[] arguments)
    {
        var where = new NpgsqlConnectionStringBuilder(machine["Storage:ConnectionString"]);
        var start = new ProcessStartInfo(
            PostgresServer.Find(program), [.. arguments, $"--dbname=host={where.Host} port={where.Port} user={where.Username} dbname={where.Database}"])
        {
            RedirectStandardError = true,
        };
        start.Environment["PGPASSWORD"] = where.Password;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, error);
    }
}
