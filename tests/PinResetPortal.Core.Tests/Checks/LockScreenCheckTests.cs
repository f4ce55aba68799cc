using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using static PinResetPortal.Core.TenantFactsBuilder;

namespace PinResetPortal.Core.Checks;

public sealed class LockScreenCheckTests
{
    private static readonly LockScreenCheck Check = new();

    public static TheoryData<string, string> KnownOnes() => [.. LockScreenSettings.All.Where(setting => setting.DefinitionId.Length > 0).Select(setting => (setting.DefinitionId, setting.Value))];

    public static TheoryData<string, string> KnownNodes() => [.. LockScreenSettings.All.Where(setting => setting.Node is not null).Select(setting => (setting.Node!, setting.Value))];

    [Theory]
    [MemberData(nameof(KnownOnes))]
    public void Evaluate_EverySettingThatMicrosoftNames_IsAdviceWithThePolicysName(string definition, string value)
    {
        var isProfile = !definition.StartsWith("device_", StringComparison.Ordinal);
        Assert.True(LockScreenSettings.IsOne(definition));
        var finding = Check.Evaluate(With(Setting("l", "Login screen", isProfile ? PolicyKind.DeviceRestrictions : PolicyKind.SecurityBaseline, definition, isProfile ? value : $"{definition}_{value}", AllUsers)));

        Assert.Equal((FindingStatus.NeedsAttention, false, FindingCause.LockScreenSetting), (finding.Status, finding.Required, finding.Cause));
        Assert.StartsWith("\"Login screen\" ", finding.Summary, StringComparison.Ordinal);
        Assert.Contains("Windows 10; on Windows 11 ", finding.Summary, StringComparison.Ordinal);
        Assert.Equal(FindingStatus.Healthy, Check.Evaluate(With(Setting("l", "Login screen", PolicyKind.SettingsCatalog, definition, $"{definition}_{(value == "1" ? "0" : "2")}", AllUsers))).Status);
    }

    [Theory]
    [MemberData(nameof(KnownNodes))]
    public void Evaluate_CustomRow_CountsAsTheSetting(string node, string value)
    {
        var path = (node.StartsWith("/Assigned", StringComparison.Ordinal) ? "./Vendor/MSFT" : "./Device/Vendor/MSFT/Policy/Config") + node;

        Assert.Equal(FindingStatus.NeedsAttention, Check.Evaluate(With(Custom("c", path, value, "#microsoft.graph.omaSettingInteger", AllDevices))).Status);
        Assert.Contains("may", Check.Evaluate(With(Custom("c", path, null, "#microsoft.graph.omaSettingString", AllDevices))).Summary, StringComparison.Ordinal);
        Assert.True(SettingsOfInterest.ContainsRow(path));
    }

    [FactAttribute]
    public void Evaluate_PolicyForAGroupPolicy_IsReadAsXml()
    {
        const string Path = "./Device/Vendor/MSFT/Policy/Config/WindowsLogon/DisableLockScreenAppNotifications";

        Assert.Equal(FindingStatus.NeedsAttention, Check.Evaluate(With(Custom("c", Path, "<enabled/>", "#microsoft.graph.omaSettingString", AllDevices))).Status);
        Assert.Equal(FindingStatus.Healthy, Check.Evaluate(With(Custom("c", Path, "<disabled/>", "#microsoft.graph.omaSettingString", AllDevices))).Status);
    }

    [FactAttribute]
    public void Evaluate_PolicyIsNotAssigned_DoesNotCount() =>
        Assert.Equal(FindingStatus.Healthy, Check.Evaluate(With(Setting("l", "Login screen", PolicyKind.SettingsCatalog, LockScreenSettings.All[0].DefinitionId, LockScreenSettings.All[0].DefinitionId + "_1"))).Status);

    [FactAttribute]
    public void Evaluate_CameraAndSlideShowOfTheLockScreen_AreSomethingElse()
    {
        foreach (var other in (string[])["device_vendor_msft_policy_config_admx_controlpaneldisplay_cpl_personalization_nolockscreencamera", "device_vendor_msft_policy_config_admx_controlpaneldisplay_cpl_personalization_nolockscreenslideshow"])
        {
            Assert.Equal(FindingStatus.Healthy, Check.Evaluate(With(Setting("l", "n", PolicyKind.SettingsCatalog, other, other + "_1", AllDevices))).Status);
        }
    }

    [FactAttribute]
    public void Evaluate_PoliciesUnreadable_IsUnknownButASeenOneStillCounts()
    {
        Assert.Equal(FindingStatus.Unknown, Check.Evaluate(Healthy() with { Intents = Forbidden }).Status);
        Assert.Equal(FindingStatus.Unknown, Check.Evaluate(Healthy() with { AdministrativeTemplates = Forbidden }).Status);
        Assert.Equal(FindingStatus.NeedsAttention, Check.Evaluate(With(Setting("l", "n", PolicyKind.SettingsCatalog, LockScreenSettings.All[0].DefinitionId, LockScreenSettings.All[0].DefinitionId + "_1", AllDevices)) with { Intents = Forbidden }).Status);
    }

    [FactAttribute]
    public void Evaluate_DevicesOfBothVersions_AreCounted()
    {
        var facts = With(Setting("l", "n", PolicyKind.SettingsCatalog, LockScreenSettings.All[0].DefinitionId, LockScreenSettings.All[0].DefinitionId + "_1", AllDevices)) with
        {
            Devices = TenantFactsBuilder.Devices(Device("d-1"), Device("d-2") with { OsVersion = "10.0.19045.1" }, Device("d-3") with { OsVersion = null }),
        };

        Assert.EndsWith("Looked at here: 1 with Windows 10, 1 with Windows 11.", Check.Evaluate(facts).Summary, StringComparison.Ordinal);
    }

    private static TenantFacts With(IntunePolicy policy) => Healthy() with { DeviceConfigurations = TenantFactsBuilder.Policies(policy) };
}
