using PinResetPortal.Core.Devices;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Snapshot;
using static PinResetPortal.Core.TenantFactsBuilder;

namespace PinResetPortal.Core.Checks;

public sealed class SupportedDevicesCheckTests
{
    private static readonly SupportedDevicesCheck Check = new();

    [FactAttribute]
    public void Evaluate_OnlyRegisteredPcs_AreNotServed()
    {
        var finding = Check.Evaluate(With(Device("d-1") with { JoinType = "azureADRegistered" }, Device("d-2") with { JoinType = "AzureADRegistered" }));

        Assert.Equal((FindingStatus.NeedsAttention, FindingCause.DevicesNotServed), (finding.Status, finding.Cause));
        Assert.Equal("2 Windows devices are only registered in Entra ID: PIN reset serves joined devices only.", finding.Summary);
    }

    [Theory]
    [InlineData("holoLens", "Holographic", null, "HoloLens")]
    [InlineData(null, "HolographicForBusiness", null, "HoloLens")]
    [InlineData(null, null, "HoloLens 2", "HoloLens")]
    [InlineData("surfaceHub", null, null, "Surface Hub")]
    [InlineData(null, "Team", "Surface Hub 2S", "Surface Hub")]
    [InlineData(null, "Enterprise", "Surface Hub 2S", null)]
    [InlineData(null, "ServerStandard", null, "Windows Server")]
    [InlineData(null, "ServerRdsh", "Virtual Machine", null)]
    [InlineData("desktop", "Professional", "Latitude", null)]
    [InlineData("cloudPC", "Enterprise", "Cloud PC Enterprise 2vCPU", null)]
    [InlineData(null, null, null, null)]
    public void OtherKind_ByTypeEditionAndModel(string? type, string? edition, string? model, string? kind)
    {
        var device = Device("d-1") with { DeviceType = type, Edition = edition, Model = model };

        Assert.Equal(kind, DeviceSupport.OtherKind(device));
        Assert.Equal(kind is null ? FindingStatus.Healthy : FindingStatus.NeedsAttention, Check.Evaluate(With(device)).Status);
    }

    [Theory]
    [InlineData("configurationManagerClientMdm", false, false)]
    [InlineData("configurationManagerClientMdm", true, true)]
    [InlineData("configurationManagerClientMdm", null, true)]
    [InlineData("configurationManagerClientMdmEas", false, false)]
    [InlineData("configurationManagerClient", null, false)]
    [InlineData("mdm", false, true)]
    [InlineData("somethingNew", false, true)]
    [InlineData(null, null, true)]
    public void TakesPolicies_ByAgentAndWorkload(string? agent, bool? intune, bool takes)
    {
        var device = Device("d-1") with { ManagementAgent = agent, IntuneConfigures = intune };

        Assert.Equal(takes, device.TakesPolicies);
        var finding = Check.Evaluate(With(device, Device("d-2")));
        Assert.Equal(takes ? FindingStatus.Healthy : FindingStatus.NeedsAttention, finding.Status);
        Assert.Equal(takes, finding.Cause != FindingCause.ConfiguredElsewhere);
        Assert.True(takes || finding.Evidence.Any(evidence => evidence.Id == "d-1"));
    }

    [FactAttribute]
    public void Evaluate_JoinTypeNotTold_ClaimsNothingAboutIt()
    {
        var untold = Device("d-1") with { JoinType = null };

        Assert.Equal(FindingStatus.Unknown, Check.Evaluate(With(untold, untold with { JoinType = "unknown" })).Status);
        Assert.StartsWith("1 of 2 Windows devices ", Check.Evaluate(With(untold, Device("d-2"))).Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Evaluate_EveryJoinType_IsServedOrNamed()
    {
        foreach (var join in Enum.GetValues<DeviceJoin>())
        {
            var raw = join switch { DeviceJoin.EntraJoined => "azureADJoined", DeviceJoin.HybridJoined => "hybridAzureADJoined", DeviceJoin.EntraRegistered => "azureADRegistered", _ => null };
            var device = Device("d-1") with { JoinType = raw };

            Assert.Equal(join, device.Join);
            Assert.Equal(join is DeviceJoin.EntraJoined or DeviceJoin.HybridJoined, Check.Evaluate(With(device)).Status == FindingStatus.Healthy);
        }
    }

    private static TenantFacts With(params WindowsDevice[] devices) => Healthy() with { Devices = TenantFactsBuilder.Devices(devices) };
}
