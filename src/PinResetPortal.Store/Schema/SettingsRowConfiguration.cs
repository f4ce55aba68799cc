using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class SettingsRowConfiguration : IEntityTypeConfiguration<SettingsRow>
{
    public void Configure(EntityTypeBuilder<SettingsRow> builder)
    {
        builder.ToTable("Settings");
        builder.HasKey(settings => new { settings.HomeTenantId, settings.Key });
        builder.Property(settings => settings.Key).HasMaxLength(100);
        builder.Property(settings => settings.Version).IsConcurrencyToken();
    }
}
