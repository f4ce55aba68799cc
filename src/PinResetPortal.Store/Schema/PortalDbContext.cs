using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Store.Storage;

namespace PinResetPortal.Store.Schema;

/// <summary>
/// The portal's database. Contexts live for one call and come from a pooled factory: a Blazor circuit lives for hours, a context must not
/// (<see href="https://learn.microsoft.com/aspnet/core/blazor/blazor-ef-core"/>). Each provider has a context type of its own, because each
/// has its own migrations (<see href="https://learn.microsoft.com/ef/core/managing-schemas/migrations/providers"/>).
/// </summary>
internal abstract class PortalDbContext(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<TenantRow> Tenants => Set<TenantRow>();

    public DbSet<ReadinessAnswerRow> ReadinessAnswers => Set<ReadinessAnswerRow>();

    public DbSet<ReadinessMarkRow> ReadinessMarks => Set<ReadinessMarkRow>();

    public DbSet<CheckChangeRow> CheckChanges => Set<CheckChangeRow>();

    public DbSet<ScanRow> Scans => Set<ScanRow>();

    public DbSet<ScanItemRow> ScanItems => Set<ScanItemRow>();

    public DbSet<AuditEntryRow> AuditEntries => Set<AuditEntryRow>();

    public DbSet<AuditHeadRow> AuditHeads => Set<AuditHeadRow>();

    public DbSet<OperationRow> Operations => Set<OperationRow>();

    public DbSet<BulkRepairRow> BulkRepairs => Set<BulkRepairRow>();

    public DbSet<BulkRepairItemRow> BulkRepairItems => Set<BulkRepairItemRow>();

    public DbSet<BulkRepairPlanRow> BulkRepairPlans => Set<BulkRepairPlanRow>();

    public DbSet<DeploymentRow> Deployments => Set<DeploymentRow>();

    public DbSet<SettingsRow> Settings => Set<SettingsRow>();

    public DbSet<DestinationRow> Destinations => Set<DestinationRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<ToldRow> NotificationsTold => Set<ToldRow>();

    public DbSet<TokenCacheRow> TokenCache => Set<TokenCacheRow>();

    public DbSet<RequestKeyRow> RequestKeys => Set<RequestKeyRow>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<StoredTime>().HaveMaxLength(StoredTime.Length);
        configurationBuilder.Properties<TenantId>().HaveConversion<StoredTenantId>();
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
    }
}
