using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Policies;
using PinResetPortal.Core.Snapshot;
using static PinResetPortal.Core.TenantFactsBuilder;

namespace PinResetPortal.Core.Checks;

public sealed class CloudTrustCheckTests
{
    private static readonly CloudTrustCheck Check = new();
    private static readonly WindowsDevice Hybrid = Device("d-1") with { JoinType = "hybridAzureADJoined" };

    [Theory]
    [InlineData(KnownSettings.UseCloudTrust, "cloud Kerberos trust")]
    [InlineData(KnownSettings.UseCertificate, "certificate trust")]
    public void Evaluate_PolicyChoosesATrust_SaysWhichResetWorks(string definition, string trust)
    {
        var finding = Check.Evaluate(With(Catalog("p-on", "Hello", true, AllDevices), Setting("t", "Trust", PolicyKind.SettingsCatalog, definition, definition + "_true", AllDevices)));

        Assert.Equal((FindingStatus.Healthy, false), (finding.Status, finding.Required));
        Assert.Contains($"\"Trust\" chooses {trust}. The reset that keeps the keys works", finding.Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Evaluate_CustomRowInTheDocumentedCase_Counts()
    {
        var path = $"./Device/Vendor/MSFT/PassportForWork/{Tenant}/Policies/UseCloudTrustForOnPremAuth";

        Assert.Contains("cloud Kerberos trust", Check.Evaluate(With(Custom("c", path, "true", assignments: AllDevices))).Summary, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Evaluate_NoTrustVisible_DependsOnPinRecovery()
    {
        Assert.Equal((FindingStatus.Healthy, FindingCause.TrustNotVisible), Of(Check.Evaluate(With(Catalog("p-on", "Hello", true, AllDevices)))));
        var without = Check.Evaluate(With());
        Assert.Equal((FindingStatus.NeedsAttention, FindingCause.TrustNotVisible), Of(without));
        Assert.Contains(without.Evidence, evidence => evidence.Kind == "notVisible");
    }

    [FactAttribute]
    public void Evaluate_NoHybridDevice_IsNotApplicable() => Assert.Equal(FindingStatus.NotApplicable, Check.Evaluate(Healthy()).Status);

    [FactAttribute]
    public void Evaluate_NotReadable_IsUnknown()
    {
        Assert.Equal(FindingStatus.Unknown, Check.Evaluate(Healthy() with { Devices = Forbidden }).Status);
        Assert.Equal(FindingStatus.Unknown, Check.Evaluate(With() with { Intents = Forbidden }).Status);
    }

    private static (FindingStatus, FindingCause) Of(Finding finding) => (finding.Status, finding.Cause);

    private static TenantFacts With(params IntunePolicy[] policies) => Healthy() with { Devices = TenantFactsBuilder.Devices(Hybrid), ConfigurationPolicies = TenantFactsBuilder.Policies(policies) };
}
