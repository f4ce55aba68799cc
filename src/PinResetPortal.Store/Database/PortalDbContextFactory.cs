using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Database;

/// <summary>Pooled contexts of the configured provider. The provider is looked up when the first context is asked for, so configuration may be added until the host is built.</summary>
internal sealed class PortalDbContextFactory(IOptions<StoreOptions> options, ILoggerFactory loggers) : IDbContextFactory<PortalDbContext>
{
    private const int PoolSize = 64;

    private readonly Lazy<Func<PortalDbContext>> _create = new(() => options.Value.IsPostgreSql ? ForPostgres(options.Value, loggers) : ForSqlite(options.Value, loggers));

    public PortalDbContext CreateDbContext() => _create.Value();

    /// <summary>For the start, which puts every trouble into words itself: EF Core's own lines about it, with stack traces, would bury them.</summary>
    public static PortalDbContext CreateQuiet(StoreOptions options) =>
        options.IsPostgreSql ? new PostgresPortalDbContext(Postgres(options).Options) : new SqlitePortalDbContext(Sqlite(options).Options);

    private static Func<PortalDbContext> ForSqlite(StoreOptions options, ILoggerFactory loggers) =>
        new PooledDbContextFactory<SqlitePortalDbContext>(Sqlite(options).UseLoggerFactory(loggers).Options, PoolSize).CreateDbContext;

    private static Func<PortalDbContext> ForPostgres(StoreOptions options, ILoggerFactory loggers) =>
        new PooledDbContextFactory<PostgresPortalDbContext>(Postgres(options).UseLoggerFactory(loggers).Options, PoolSize).CreateDbContext;

    private static DbContextOptionsBuilder<SqlitePortalDbContext> Sqlite(StoreOptions options) =>
        new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite(options.SqliteConnectionString()).AddInterceptors(new SqliteBusyTimeout(), new AuditIsAppendOnly());

    private static DbContextOptionsBuilder<PostgresPortalDbContext> Postgres(StoreOptions options) =>
        new DbContextOptionsBuilder<PostgresPortalDbContext>().UseNpgsql(options.ConnectionString).AddInterceptors(new AuditIsAppendOnly());
}
