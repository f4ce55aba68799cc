using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class RequestKeyRowConfiguration : IEntityTypeConfiguration<RequestKeyRow>
{
    private const int HashLength = 64;

    public void Configure(EntityTypeBuilder<RequestKeyRow> builder)
    {
        builder.ToTable("RequestKeys");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).HasMaxLength(HashLength);
        builder.Property(row => row.Fingerprint).HasMaxLength(HashLength);
        builder.HasIndex(row => row.CreatedAt);
    }
}
