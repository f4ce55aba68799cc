using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Npgsql;
using PinResetPortal.Store.Storage;
using Quartz;

namespace PinResetPortal.Store.Database;

/// <summary>Where the scheduler keeps its jobs: in the portal's own database, in tables whose names begin with <c>QRTZ_</c>.</summary>
public static class SchedulerDatabase
{
    /// <summary>
    /// Quartz makes its tables by itself when they are missing. On PostgreSQL the instances form a cluster: a job runs on one of them, and on
    /// another one when that dies (https://www.quartz-scheduler.net/documentation/quartz-4.x/tutorial/advanced-enterprise-features.html).
    /// </summary>
    public static void UsePortalDatabase(this IPersistentStoreBuilder store, IConfiguration configuration)
    {
        var options = configuration.GetSection(StoreOptions.SectionName).Get<StoreOptions>() ?? new StoreOptions();
        store.ProvisionSchema();
        if (options.IsPostgreSql)
        {
            store.UsePostgres(NpgsqlFactory.Instance, options.ConnectionString ?? "");
            store.UseClustering(cluster =>
            {
                cluster.CheckinInterval = TimeSpan.FromSeconds(5);
                cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(15);
            });
        }
        else
        {
            store.UseSqlite(SqliteFactory.Instance, options.SqliteConnectionString());
        }
    }
}
