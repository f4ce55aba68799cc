using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class ScanItemRowConfiguration : IEntityTypeConfiguration<ScanItemRow>
{
    /// <summary>The database itself refuses to let two instances, or two scans, read one tenant at the same time.</summary>
    private const string Reading = """
        "State" = 'Reading'
        """;

    public void Configure(EntityTypeBuilder<ScanItemRow> builder)
    {
        builder.ToTable("ScanItems");
        builder.HasKey(item => new { item.ScanId, item.TenantId });
        builder.HasOne<ScanRow>().WithMany().HasForeignKey(item => item.ScanId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(item => item.TenantId, "IX_ScanItems_OneReaderPerTenant").IsUnique().HasFilter(Reading);
        builder.HasIndex(item => new { item.ScanId, item.State });
        builder.HasIndex(item => new { item.LeaseOwner, item.State });
        builder.Property(item => item.LeaseOwner).HasMaxLength(40);
    }
}
