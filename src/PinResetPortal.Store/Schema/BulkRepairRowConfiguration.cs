using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class BulkRepairRowConfiguration : IEntityTypeConfiguration<BulkRepairRow>
{
    public void Configure(EntityTypeBuilder<BulkRepairRow> builder)
    {
        builder.ToTable("BulkRepairs");
        builder.HasKey(bulk => bulk.Id);
        builder.Property(bulk => bulk.Id).ValueGeneratedNever();
        builder.Property(bulk => bulk.Revision).IsConcurrencyToken();
        builder.HasIndex(bulk => bulk.State);
        builder.HasIndex(bulk => new { bulk.HomeTenantId, bulk.CreatedAt });
    }
}

internal sealed class BulkRepairItemRowConfiguration : IEntityTypeConfiguration<BulkRepairItemRow>
{
    public void Configure(EntityTypeBuilder<BulkRepairItemRow> builder)
    {
        builder.ToTable("BulkRepairItems");
        builder.HasKey(item => new { item.BulkRepairId, item.TenantId });
        builder.HasOne<BulkRepairRow>().WithMany().HasForeignKey(item => item.BulkRepairId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(item => new { item.BulkRepairId, item.State });
    }
}

internal sealed class BulkRepairPlanRowConfiguration : IEntityTypeConfiguration<BulkRepairPlanRow>
{
    public void Configure(EntityTypeBuilder<BulkRepairPlanRow> builder)
    {
        builder.ToTable("BulkRepairPlans");
        builder.HasKey(plan => new { plan.BulkRepairId, plan.TenantId });
        builder.HasOne<BulkRepairRow>().WithMany().HasForeignKey(plan => plan.BulkRepairId).OnDelete(DeleteBehavior.Cascade);
    }
}
