using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class TokenCacheRowConfiguration : IEntityTypeConfiguration<TokenCacheRow>
{
    public void Configure(EntityTypeBuilder<TokenCacheRow> builder)
    {
        builder.ToTable("TokenCache");
        builder.HasKey(row => row.Key);
        builder.HasIndex(row => row.ExpiresAt);
    }
}
