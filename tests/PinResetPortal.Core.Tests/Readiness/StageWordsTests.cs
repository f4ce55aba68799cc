using System.Text.RegularExpressions;
using PinResetPortal.Architecture;
using PinResetPortal.Core.Checks;
using PinResetPortal.Core.Devices;

namespace PinResetPortal.Core.Readiness;

public sealed partial class StageWordsTests
{
    private static readonly Rollout?[] Some =
    [
        null,
        .. from windows in (int[])[0, 1, 5]
           from examined in (int[])[0, windows]
           from reached in (int[])[0, examined]
           from arrived in (int[])[0, reached]
           from unserved in (int[])[0, arrived]
           from untold in (int[])[0, arrived - unserved]
           from failed in (int[])[0, reached - arrived]
           from reports in (bool[])[true, false]
           select new Rollout(windows, examined, reached, examined - reached, reports ? arrived : 0, failed, reached - arrived, reports, reports ? unserved : 0, reports ? untold : 0),
    ];

    [FactAttribute]
    public void Devices_EveryRollout_CountsOnlyWhatWasReadAndSaysAtLeastOfAPart() => Assert.All(Some, devices =>
    {
        var words = StageWords.Devices(devices);

        Assert.Equal(devices is null or { Windows: > 0, Reports: false }, words.Contains("not read", StringComparison.Ordinal));
        Assert.Equal(devices is { Reports: true, Windows: > 0, IsWhole: false }, words.Contains("at least", StringComparison.Ordinal) || words.Contains("known", StringComparison.Ordinal));
        Assert.DoesNotContain("0 of 0", words, StringComparison.Ordinal);
    });

    [FactAttribute]
    public void EveryForm_EveryStage_HasTheSameWordsForTheDevices() => Assert.All(
        from stage in Enum.GetValues<TenantStage>()
        from devices in Some
        select (stage, devices),
        one =>
        {
            var words = StageWords.Devices(one.devices);
            Assert.EndsWith(words, StageWords.Sentence(one.stage, one.devices), StringComparison.Ordinal);
            Assert.Equal(one.stage is not (TenantStage.Blocked or TenantStage.Unknown), StageWords.Label(one.stage, one.devices)?.EndsWith(words, StringComparison.Ordinal) == true);
        });

    [Theory]
    [InlineData(5, 5, 5, 3, 0, 0, 0, "3 of 5 devices have the policy")]
    [InlineData(1, 1, 1, 1, 0, 0, 0, "1 of 1 device has the policy")]
    [InlineData(9, 5, 5, 3, 1, 0, 0, "at least 3 of 5 devices have the policy, 1 reported an error or a conflict")]
    [InlineData(2, 2, 2, 2, 0, 2, 0, "2 of 2 devices have the policy, none of a kind that PIN reset serves")]
    [InlineData(2, 2, 2, 2, 0, 1, 1, "2 of 2 devices have the policy, and Intune does not say how they are joined")]
    [InlineData(3, 3, 0, 0, 0, 0, 0, "no device is given the policy")]
    [InlineData(0, 0, 0, 0, 0, 0, 0, "it has no Windows device")]
    public void Devices_OfCounts_IsExact(int windows, int examined, int reached, int arrived, int failed, int unserved, int untold, string expected) =>
        Assert.Equal(expected, StageWords.Devices(new(windows, examined, reached, 0, arrived, failed, 0, Reports: true, unserved, untold)));

    /// <summary>Whoever needs these words calls; a second place that makes them says something else one day.</summary>
    [FactAttribute]
    public void Words_OfAStage_StandInOnePlace() => Assert.Equal(
        ["src/PinResetPortal.Core/Readiness/StageWords.cs"],
        Sources.Below("src", ".cs", ".razor").Where(path => Words().IsMatch(Sources.Read(path))));

    [GeneratedRegex("""(device has|devices have)("\)})? the policy|rolling out,|[Tt]he tenant is set up[{,]""")]
    private static partial Regex Words();
}
