using Bunit;
using PinResetPortal.Components.Overview;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Overview;
using Xunit;

namespace PinResetPortal.Components.Tenants;

public sealed class FaultQueueTests : ComponentTest
{
    /// <summary>A repair whose content is chosen in each tenant has no button for many of them.</summary>
    [Theory]
    [InlineData(CheckIds.PinResetService, true)]
    [InlineData(CheckIds.Grants, false)]
    [InlineData(CheckIds.HelloEnabled, false)]
    public void Queue_Fault_OffersWhatBulkCanRepair(string check, bool offers)
    {
        var queue = Render<FaultQueue>(parameters => parameters
            .Add(one => one.Faults, [new OverviewFault(check, 3)])
            .Add(one => one.Counts, new OverviewCounts(3, 0, 0, 0, 0))
            .Add(one => one.View, OverviewView.Everything)
            .Add(one => one.MayFix, true)
            .Add(one => one.TenantsOf, _ => Task.FromResult<IReadOnlyCollection<TenantId>>([])));

        Assert.Equal(offers, queue.Markup.Contains("Fix these", StringComparison.Ordinal));
    }
}
