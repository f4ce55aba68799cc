using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class ReadinessAnswerRowConfiguration : IEntityTypeConfiguration<ReadinessAnswerRow>
{
    public void Configure(EntityTypeBuilder<ReadinessAnswerRow> builder)
    {
        builder.ToTable("ReadinessAnswers");
        builder.HasKey(answer => new { answer.HomeTenantId, answer.TenantId });
        builder.Property(answer => answer.ReadAt).IsConcurrencyToken();
    }
}
