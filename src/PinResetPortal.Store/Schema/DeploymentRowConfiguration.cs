using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class DeploymentRowConfiguration : IEntityTypeConfiguration<DeploymentRow>
{
    public void Configure(EntityTypeBuilder<DeploymentRow> builder)
    {
        builder.ToTable("Deployments");
        builder.HasKey(deployment => new { deployment.HomeTenantId, deployment.TenantId, deployment.PolicyId });
        builder.Property(deployment => deployment.PolicyId).HasMaxLength(100);
        builder.HasIndex(deployment => deployment.OperationId);
    }
}
