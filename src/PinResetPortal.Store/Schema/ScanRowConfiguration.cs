using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class ScanRowConfiguration : IEntityTypeConfiguration<ScanRow>
{
    public void Configure(EntityTypeBuilder<ScanRow> builder)
    {
        builder.ToTable("Scans");
        builder.HasKey(scan => scan.Id);
        builder.Property(scan => scan.Id).ValueGeneratedNever();
        builder.HasIndex(scan => scan.State);
        builder.HasIndex(scan => new { scan.HomeTenantId, scan.CreatedAt });
    }
}
