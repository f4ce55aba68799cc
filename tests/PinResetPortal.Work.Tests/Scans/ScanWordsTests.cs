using PinResetPortal.Core;
using PinResetPortal.Core.Tenants;

namespace PinResetPortal.Work.Scans;

public sealed class ScanWordsTests
{
    [Theory]
    [InlineData(26, 26, 0, 0, "26 of 26 tenants were read.")]
    [InlineData(1, 1, 0, 0, "1 of 1 tenant was read.")]
    [InlineData(26, 26, 0, 2, "24 of 26 tenants were read; 2 could not be read: 2 did not let the portal read. What they said before stands.")]
    [InlineData(26, 26, 3, 2, "21 of 26 tenants were read; 5 could not be read: 3 gave no usable answer, 2 did not let the portal read. What they said before stands.")]
    [InlineData(26, 10, 1, 0, "9 of 26 tenants were read; 1 could not be read: 1 gave no usable answer; 16 were not looked at. What they said before stands.")]
    public void Ended_UnreadableTenants_AreNeverCountedAsRead(int total, int done, int failed, int blocked, string expected)
    {
        var scan = new Scan(Guid.Empty, TenantFactsBuilder.Tenant, ScanTrigger.Request, new(ActorKind.User, "a", "a", TenantFactsBuilder.Tenant, PortalRole.Reader), true, ScanState.Completed, default);

        Assert.Equal(expected, ScanWords.Ended(new(scan, total, done, failed, blocked, 0, 0)));
    }
}
