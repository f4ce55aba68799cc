using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class DeliveryRowConfiguration : IEntityTypeConfiguration<DeliveryRow>
{
    public const int LongestProblem = 1000;

    public void Configure(EntityTypeBuilder<DeliveryRow> builder)
    {
        builder.ToTable("Deliveries");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Problem).HasMaxLength(LongestProblem);
        builder.HasOne<DestinationRow>().WithMany().HasForeignKey(row => row.DestinationId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(row => new { row.DestinationId, row.CreatedAt });
        builder.HasIndex(row => row.DueAt);
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
