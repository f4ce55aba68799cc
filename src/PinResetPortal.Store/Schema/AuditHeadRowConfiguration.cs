using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class AuditHeadRowConfiguration : IEntityTypeConfiguration<AuditHeadRow>
{
    public void Configure(EntityTypeBuilder<AuditHeadRow> builder)
    {
        builder.ToTable("AuditHeads");
        builder.HasKey(head => new { head.HomeTenantId, head.TenantId });
        builder.Property(head => head.Entries).IsConcurrencyToken();
        builder.Property(head => head.Hash).HasMaxLength(64);
        builder.Property(head => head.Mac).HasMaxLength(64);
    }
}
