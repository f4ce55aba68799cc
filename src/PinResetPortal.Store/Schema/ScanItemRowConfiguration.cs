using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class ScanItemRowConfiguration : IEntityTypeConfiguration<ScanItemRow>
{
    public void Configure(EntityTypeBuilder<ScanItemRow> builder)
    {
        builder.ToTable("ScanItems");
        builder.HasKey(item => new { item.ScanId, item.TenantId });
        builder.HasOne<ScanRow>().WithMany().HasForeignKey(item => item.ScanId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(item => new { item.ScanId, item.State });
        builder.HasIndex(item => new { item.ScanId, item.Part });
    }
}
