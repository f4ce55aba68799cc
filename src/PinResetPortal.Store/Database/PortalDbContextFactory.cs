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

    private static Func<PortalDbContext> ForSqlite(StoreOptions options, ILoggerFactory loggers)
    {
        var built = new DbContextOptionsBuilder<SqlitePortalDbContext>()
            .UseSqlite(options.SqliteConnectionString())
            .UseLoggerFactory(loggers)
            .AddInterceptors(new SqliteBusyTimeout(), new AuditIsAppendOnly());
        return new PooledDbContextFactory<SqlitePortalDbContext>(built.Options, PoolSize).CreateDbContext;
    }

    private static Func<PortalDbContext> ForPostgres(StoreOptions options, ILoggerFactory loggers)
    {
        var built = new DbContextOptionsBuilder<PostgresPortalDbContext>()
            .UseNpgsql(options.ConnectionString)
            .UseLoggerFactory(loggers)
            .AddInterceptors(new AuditIsAppendOnly());
        return new PooledDbContextFactory<PostgresPortalDbContext>(built.Options, PoolSize).CreateDbContext;
    }
}
