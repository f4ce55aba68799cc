using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;
using PinResetPortal.Store.Storage;
using Quartz;

namespace PinResetPortal.Store.Database;

/// <summary>
/// Where the scheduler keeps its jobs, in tables whose names begin with <c>QRTZ_</c>: on PostgreSQL in the portal's database, on SQLite in a
/// file beside it, because SQLite has one writer for each file and the scheduler writes often (decision 19).
/// </summary>
public static class SchedulerDatabase
{
    private static readonly TimeSpan CheckIn = TimeSpan.FromSeconds(5);

    /// <summary>Several instances form a cluster.</summary>
    public static bool IsShared(IConfiguration configuration) => Options(configuration).IsPostgreSql;

    /// <summary>
    /// Quartz makes its tables by itself when they are missing. On PostgreSQL the instances form a cluster: a job runs on one of them, and on
    /// another one when that dies (https://www.quartz-scheduler.net/documentation/quartz-4.x/tutorial/advanced-enterprise-features.html).
    /// </summary>
    public static void UsePortalDatabase(this IPersistentStoreBuilder store, IConfiguration configuration)
    {
        var options = Options(configuration);
        store.ProvisionSchema();
        if (options.IsPostgreSql)
        {
            store.UsePostgres(NpgsqlFactory.Instance, options.ConnectionString ?? "");
            store.UseClustering(cluster =>
            {
                cluster.CheckinInterval = CheckIn;
                cluster.CheckinMisfireThreshold = 3 * CheckIn;
            });
        }
        else
        {
            store.UseSqlite(SqliteFactory.Instance, StoreOptions.SqliteConnectionString(options.SchedulerFile));
        }
    }

    private static StoreOptions Options(IConfiguration configuration) => configuration.GetSection(StoreOptions.SectionName).Get<StoreOptions>() ?? new StoreOptions();
}
