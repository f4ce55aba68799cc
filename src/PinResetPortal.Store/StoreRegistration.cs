using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PinResetPortal.Store.Auditing;
using PinResetPortal.Store.BulkRepairs;
using PinResetPortal.Store.Database;
using PinResetPortal.Store.Deployments;
using PinResetPortal.Store.Idempotency;
using PinResetPortal.Store.Notifications;
using PinResetPortal.Store.Operations;
using PinResetPortal.Store.Overview;
using PinResetPortal.Store.Readiness;
using PinResetPortal.Store.Scans;
using PinResetPortal.Store.Schema;
using PinResetPortal.Store.Secrets;
using PinResetPortal.Store.Settings;
using PinResetPortal.Store.Storage;
using PinResetPortal.Store.Tenants;
using PinResetPortal.Store.Upkeep;
using PinResetPortal.Work.Audit;
using PinResetPortal.Work.Background;
using PinResetPortal.Work.BulkRepairs;
using PinResetPortal.Work.Deployments;
using PinResetPortal.Work.Idempotency;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Offboarding;
using PinResetPortal.Work.Operations;
using PinResetPortal.Work.Overview;
using PinResetPortal.Work.Readiness;
using PinResetPortal.Work.Scans;
using PinResetPortal.Work.SelfChecks;
using PinResetPortal.Work.Settings;
using PinResetPortal.Work.Tenants;

namespace PinResetPortal.Store;

public static class StoreRegistration
{
    /// <summary>
    /// Registers what Core's contracts ask of the Store, the <see cref="IDistributedCache"/> that <c>AddDistributedTokenCaches()</c> uses,
    /// data protection with its keys in the database, and a health check <c>store</c> tagged <c>ready</c>. The database is migrated when the
    /// host starts; see <see cref="StoreOptions"/> for the keys of the section <c>Storage</c>.
    /// </summary>
    public static IServiceCollection AddPinResetStore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StoreOptions>()
            .Bind(configuration.GetSection(StoreOptions.SectionName))
            .PostConfigure(options => options.Path = Absolute(options.Path))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StoreOptions>, StoreOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<IDbContextFactory<PortalDbContext>, PortalDbContextFactory>();
        services.AddSingleton<PortalDatabase>();
        services.AddSingleton<StoreInitializer>();
        services.AddHostedService(provider => provider.GetRequiredService<StoreInitializer>());
        services.AddSingleton<StoreRetention>();
        services.AddSingleton<IRound>(provider => provider.GetRequiredService<StoreRetention>());
        services.AddSingleton<IDatabaseLook, DatabaseLook>();
        services.AddSingleton<StoreHealthCheck>();
        services.AddHealthChecks().AddCheck<StoreHealthCheck>("store", tags: ["ready"]);

        services.AddSingleton<ITenantStore, TenantStore>();
        services.AddSingleton<IOffboardingStore, OffboardingStore>();
        services.AddSingleton<IReadinessStore, ReadinessStore>();
        services.AddSingleton<IOverviewStore, OverviewStore>();
        services.AddSingleton<IScanStore, ScanStore>();
        services.AddOptions<AuditOptions>().Bind(configuration.GetSection(AuditOptions.SectionName)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuditOptions>, AuditOptionsValidator>();
        services.AddSingleton<AuditKeyFolder>();
        services.AddSingleton<AuditKeys>();
        services.AddSingleton<IFileSigner>(provider => provider.GetRequiredService<AuditKeys>());
        services.AddSingleton<SealFile>();
        services.AddSingleton<AuditStart>();
        services.AddHostedService(provider => provider.GetRequiredService<AuditStart>());
        services.AddSingleton<IAuditUpkeep, AuditUpkeep>();
        services.AddSingleton<IRound, AuditSealRound>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<IOperationStore, OperationStore>();
        services.AddSingleton<IBulkRepairStore, BulkRepairStore>();
        services.AddSingleton<INotificationOutbox, NotificationOutbox>();
        services.AddSingleton<IDestinationStore, DestinationStore>();
        services.AddSingleton<ISettingsStore, SettingsStore>();
        services.AddSingleton<IDeploymentStore, DeploymentStore>();
        services.AddSingleton<IIdempotencyStore, IdempotencyStore>();

        services.RemoveAll<IDistributedCache>();
        services.AddSingleton<IDistributedCache, DatabaseTokenCache>();
        AddKeys(services, configuration);
        return services;
    }

    /// <summary>Migrates the database now, for programs without a host's start; harmless when it was done already.</summary>
    /// <exception cref="StoreRefusedException">The database, or a key beside it, cannot be used as it is.</exception>
    public static async Task InitializeStoreAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var initializer = services.GetRequiredService<StoreInitializer>();
        await initializer.InitializeAsync(cancellationToken);
        await initializer.RefusingAsync(services.GetRequiredService<ProtectionKeyStart>().InitializeAsync(cancellationToken));
        await initializer.RefusingAsync(services.GetRequiredService<AuditStart>().InitializeAsync(cancellationToken));
    }

    private static void AddKeys(IServiceCollection services, IConfiguration configuration)
    {
        // The key repository takes its context from a scope of its own, which also disposes of it.
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContext());
        var keys = services.AddDataProtection().SetApplicationName("PinResetPortal").PersistKeysToDbContext<PortalDbContext>();
        services.AddSingleton<ProtectionKeyFiles>();
        services.AddSingleton<ProtectionKeyStart>();
        services.AddHostedService(provider => provider.GetRequiredService<ProtectionKeyStart>());
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeyFiles>((management, files) =>
            management.XmlEncryptor ??= files is { HasCertificate: false, Folder: not null } ? new KeyFileEncryptor(files) : null);

        var options = configuration.GetSection(StoreOptions.SectionName).Get<StoreOptions>() ?? new StoreOptions();
        if (string.IsNullOrWhiteSpace(options.KeyCertificatePath) || !File.Exists(options.KeyCertificatePath))
        {
            return;
        }

        try
        {
            var certificate = KeyCertificate.Load(options);
            keys.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        }
        catch (CryptographicException)
        {
            // The validator says so at start, in a sentence that names the key.
        }
    }

    private static string Absolute(string path) => string.IsNullOrWhiteSpace(path) ? path : Path.GetFullPath(path);
}
