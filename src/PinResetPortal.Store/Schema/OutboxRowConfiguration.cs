using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class OutboxRowConfiguration : IEntityTypeConfiguration<OutboxRow>
{
    public void Configure(EntityTypeBuilder<OutboxRow> builder)
    {
        builder.ToTable("NotificationOutbox");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.LastError).HasMaxLength(1000);
        builder.HasIndex(row => new { row.HomeTenantId, row.DueAt });
    }
}

internal sealed class ToldRowConfiguration : IEntityTypeConfiguration<ToldRow>
{
    public void Configure(EntityTypeBuilder<ToldRow> builder)
    {
        builder.ToTable("NotificationsTold");
        builder.HasKey(row => new { row.HomeTenantId, row.Subject });
        builder.Property(row => row.Subject).HasMaxLength(100);
        builder.Property(row => row.State).HasMaxLength(40).IsConcurrencyToken();
    }
}
