using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class TenantRowConfiguration : IEntityTypeConfiguration<TenantRow>
{
    public void Configure(EntityTypeBuilder<TenantRow> builder)
    {
        builder.ToTable("Tenants");
        builder.HasKey(tenant => new { tenant.HomeTenantId, tenant.TenantId });

        // Rows from before these columns.
        builder.Property(tenant => tenant.Listed).HasDefaultValue(true).HasSentinel(true);
        builder.Property(tenant => tenant.Tags).HasDefaultValue("[]");
        builder.Property(tenant => tenant.AppOnlyConfirmed).HasDefaultValue(true).HasSentinel(true);
        builder.HasIndex(tenant => tenant.TenantId);
        builder.HasIndex(tenant => new { tenant.HomeTenantId, tenant.SortName });
    }
}
