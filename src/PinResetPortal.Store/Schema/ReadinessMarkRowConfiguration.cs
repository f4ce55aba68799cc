using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class ReadinessMarkRowConfiguration : IEntityTypeConfiguration<ReadinessMarkRow>
{
    public void Configure(EntityTypeBuilder<ReadinessMarkRow> builder)
    {
        builder.ToTable("ReadinessMarks");
        builder.HasKey(mark => mark.Id);
        builder.HasIndex(mark => new { mark.HomeTenantId, mark.TenantId, mark.ReadAt }).IsUnique();
        builder.HasIndex(mark => mark.LastSeenAt);
    }
}
