using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class DestinationRowConfiguration : IEntityTypeConfiguration<DestinationRow>
{
    public void Configure(EntityTypeBuilder<DestinationRow> builder)
    {
        builder.ToTable("Destinations");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Name).HasMaxLength(100);
        builder.Property(row => row.Channel).HasMaxLength(40);
        builder.HasIndex(row => row.HomeTenantId);
    }
}
