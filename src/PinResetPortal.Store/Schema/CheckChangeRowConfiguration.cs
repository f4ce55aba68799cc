using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class CheckChangeRowConfiguration : IEntityTypeConfiguration<CheckChangeRow>
{
    public void Configure(EntityTypeBuilder<CheckChangeRow> builder)
    {
        builder.ToTable("CheckChanges");
        builder.HasKey(change => change.Id);
        builder.Property(change => change.CheckId).HasMaxLength(100);
        builder.HasIndex(change => new { change.HomeTenantId, change.TenantId, change.At });
        builder.HasIndex(change => change.At);
    }
}
