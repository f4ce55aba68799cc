using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using PinResetPortal.Work.Readiness;

namespace PinResetPortal.Notifications;

public sealed class VerdictWordsTests
{
    private static readonly Rollout?[] Devices =
    [
        null,
        new(0, 0, 0, 0, 0, 0, 0, Reports: false),
        new(5, 5, 5, 0, 0, 0, 5, Reports: false),
        new(5, 5, 5, 0, 0, 0, 5, Reports: true),
        new(5, 3, 3, 2, 1, 0, 2, Reports: true),
        new(1, 1, 1, 0, 1, 0, 0, Reports: true),
    ];

    [FactAttribute]
    public void Of_EveryVerdictStageAndDevices_SaysNoMoreThanTheStage() => Assert.All(
        from verdict in Enum.GetValues<Verdict>()
        from stage in Enum.GetValues<TenantStage>().Cast<TenantStage?>().Append(null)
        from devices in Devices
        select (Words: VerdictWords.Of(Mark(verdict, stage, devices)), verdict, stage, devices),
        one =>
        {
            Assert.DoesNotContain("can reset", one.Words, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("reset their PIN", one.Words, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(one is { verdict: Verdict.Ready, stage: TenantStage.Proven }, one.Words.Contains("sign-in got through", StringComparison.Ordinal));
            Assert.Equal(
                one is { verdict: Verdict.Ready, devices: { Reports: true, Windows: > 0 } },
                one.Words.Contains("the policy", StringComparison.Ordinal));
        });

    [FactAttribute]
    public void Of_Ready_CountsDevices()
    {
        Assert.Equal("the tenant is set up, 0 of 5 devices have the policy", VerdictWords.Of(Mark(Verdict.Ready, TenantStage.SetUp, Devices[3])));
        Assert.Equal("the tenant is set up, at least 1 of 3 devices have the policy", VerdictWords.Of(Mark(Verdict.Ready, TenantStage.RollingOut, Devices[4])));
        Assert.Equal("the tenant is set up, 1 of 1 device has the policy", VerdictWords.Of(Mark(Verdict.Ready, TenantStage.Ready, Devices[5])));
        Assert.Equal("the tenant is set up, what its devices report was not read", VerdictWords.Of(Mark(Verdict.Ready, TenantStage.SetUp, Devices[2])));
    }

    private static ReadinessMark Mark(Verdict verdict, TenantStage? stage, Rollout? devices) =>
        new(new TenantId(Guid.NewGuid()), verdict, new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero), []) { Stage = stage, Devices = devices };
}
