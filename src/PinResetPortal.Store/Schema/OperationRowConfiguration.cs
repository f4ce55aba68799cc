using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PinResetPortal.Store.Schema;

internal sealed class OperationRowConfiguration : IEntityTypeConfiguration<OperationRow>
{
    /// <summary>The states in which a run is not finished, as <see cref="PinResetPortal.Work.Operations.Operation.IsFinished"/> has them.</summary>
    private const string Unfinished = """
        "State" IN ('Pending', 'Running', 'Verifying')
        """;

    public const string OneUnfinishedPerTenant = "IX_Operations_OneUnfinishedPerTenant";

    public void Configure(EntityTypeBuilder<OperationRow> builder)
    {
        builder.ToTable("Operations");
        builder.HasKey(operation => operation.Id);
        builder.Property(operation => operation.Id).ValueGeneratedNever();
        builder.Property(operation => operation.Revision).IsConcurrencyToken();
        // Across home tenants: two portals' worth of people must not change one tenant at the same time either.
        builder.HasIndex(operation => operation.TenantId, OneUnfinishedPerTenant).IsUnique().HasFilter(Unfinished);
        builder.HasIndex(operation => new { operation.HomeTenantId, operation.TenantId, operation.CreatedAt });
        builder.HasIndex(operation => new { operation.HomeTenantId, operation.CreatedAt });
        builder.HasIndex(operation => operation.BulkRepairId);
    }
}
