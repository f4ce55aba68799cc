using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class TenantRowConfiguration : IEntityTypeConfiguration<TenantRow>
{
    public void Configure(EntityTypeBuilder<TenantRow> builder)
    {
        builder.ToTable("Tenants");
        builder.HasKey(tenant => tenant.TenantId);
        builder.Property(tenant => tenant.TenantId).ValueGeneratedNever();

        // Rows from before these columns.
        builder.Property(tenant => tenant.Listed).HasDefaultValue(true).HasSentinel(true);
        builder.Property(tenant => tenant.Tags).HasDefaultValue("[]");
        builder.HasIndex(tenant => new { tenant.PartnerTenantId, tenant.SortName });
    }
}
