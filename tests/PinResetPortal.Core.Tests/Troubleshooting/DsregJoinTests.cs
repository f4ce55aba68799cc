using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting;

/// <summary>An odd value that is normal for this way of joining is explained, and never ranked as a cause.</summary>
public sealed class DsregJoinTests
{
    private static readonly Dictionary<DsregJoin, string> Joins = new()
    {
        [DsregJoin.Entra] = "AzureAdJoined : YES\nEnterpriseJoined : NO\nDomainJoined : NO",
        [DsregJoin.Hybrid] = "AzureAdJoined : YES\nEnterpriseJoined : NO\nDomainJoined : YES",
        [DsregJoin.Domain] = "AzureAdJoined : NO\nEnterpriseJoined : NO\nDomainJoined : YES",
        [DsregJoin.OnPremisesRegistration] = "AzureAdJoined : NO\nEnterpriseJoined : YES\nDomainJoined : YES",
        [DsregJoin.Registered] = "AzureAdJoined : NO\nEnterpriseJoined : NO\nDomainJoined : NO\nWorkplaceJoined : YES",
        [DsregJoin.NotJoined] = "AzureAdJoined : NO\nEnterpriseJoined : NO\nDomainJoined : NO\nWorkplaceJoined : NO",
    };

    private static readonly DsregJoin[] All = [.. Joins.Keys];
    private static readonly DsregJoin[] OfEntra = [DsregJoin.Entra, DsregJoin.Hybrid];
    private static readonly DsregJoin[] NotOfEntra = [.. All.Except(OfEntra)];

    /// <summary>Lines, and the ways of joining for which they are normal.</summary>
    private static readonly (string Lines, DsregJoin[] Normal)[] Table =
    [
        ("OnPremTgt : NO\nCloudTgt : YES", All),
        ("OnPremTgt : NO\nCloudTgt : NO", All),
        ("EnterprisePrt : NO", All),
        ("WamDefaultSet : NO", All),
        ("WamDefaultSet : ERROR (0x80070520)", All),
        ("KeySignTest : MUST Run elevated to test.", All),
        ("CertEnrollment : none\nAdfsRefreshToken : NO\nAdfsRaIsReady : NO\nLogonCertTemplateReady : NO", All),
        ("NgcSet : YES\nTpmProtected : NO", All),
        ("NgcSet : NO\nPreReqResult : WillProvision", OfEntra),
        ("NgcSet : NO", NotOfEntra),
        ("AzureAdPrt : NO", NotOfEntra),
        ("IsDeviceJoined : NO\nIsUserAzureAD : NO\nPolicyEnabled : NO\nPostLogonEnabled : NO\nDeviceEligible : NO", NotOfEntra),
    ];

    public static TheoryData<string, DsregJoin> Normal => new(Table.SelectMany(row => row.Normal.Select(join => (row.Lines, join))));

    [Theory]
    [MemberData(nameof(Normal))]
    public void Diagnose_ValueThatIsNormalForTheJoin_IsARowAndNoCause(string lines, DsregJoin join)
    {
        var bare = Diagnose(Joins[join]);
        var with = Diagnose($"{Joins[join]}\n{lines}");

        Assert.Equal(join, with.Dsregcmd!.Join);
        Assert.Equal(bare.Causes.Select(cause => cause.Entry.Id), with.Causes.Select(cause => cause.Entry.Id));
        foreach (var line in lines.Split('\n').Select(line => line.Split(" : ")).Where(line => line[1] != "YES" && line[0] != "CertEnrollment"))
        {
            Assert.Equal(DsregTone.Quiet, with.Statements.Single(statement => statement.Name == line[0]).Tone);
        }
    }

    [Theory]
    [InlineData("NgcSet : NO")]
    [InlineData("AzureAdPrt : NO")]
    [InlineData("IsDeviceJoined : NO")]
    [InlineData("TpmProtected : NO")]
    [InlineData("MdmUrl : \nNgcSet : YES")]
    public void Diagnose_ValueThatIsOddForTheJoin_IsStillACause(string lines) => Assert.NotEmpty(Diagnose($"{Joins[DsregJoin.Entra]}\n{lines}").Causes);

    /// <summary>A device that Entra ID does not know as joined keeps no keys, whatever policies and consents say: the join goes first.</summary>
    [FactAttribute]
    public void Diagnose_NotJoinedToEntra_TheJoinIsTheFirstCauseWhateverTheOtherLinesSay() => Assert.All(
        from way in NotOfEntra
        from canReset in DsregFields.CanResetValues
        from key in (string[])["", "\nNgcSet : YES", "\nNgcSet : NO"]
        from prt in (string[])["", "\nAzureAdPrt : NO", "\nIsUserAzureAD : NO\nPolicyEnabled : NO\nPreReqResult : WillNotProvision"]
        select (Text: $"{Joins[way]}\nCanReset : {canReset}{key}{prt}", CanReset: canReset),
        one =>
        {
            var diagnosis = Diagnose(one.Text);

            Assert.Equal("cause-join-type", diagnosis.Causes[0].Entry.Id);
            Assert.DoesNotContain(diagnosis.Causes, cause => cause.Entry.Id.Contains("policy", StringComparison.Ordinal) || cause.Entry.Id.Contains("consent", StringComparison.Ordinal) || cause.Entry.Id == "cause-set-elsewhere");
            Assert.DoesNotContain(diagnosis.Statements.Where(statement => statement.Name == "CanReset"), statement => statement.Tone is DsregTone.Good or DsregTone.Bad);
        });

    /// <summary>What is said of one device never says that nothing is wrong: nobody looked at the rest.</summary>
    [FactAttribute]
    public void Guide_NoEntry_SaysThatNothingHasToBeRepaired() =>
        Assert.DoesNotContain(Guides.Catalog.All, entry => entry.NextStep.Contains("Nothing has to", StringComparison.OrdinalIgnoreCase) || entry.Indicates.Contains("Nothing has to", StringComparison.OrdinalIgnoreCase));

    [FactAttribute]
    public void Diagnose_EntraJoined_IsNeverAdvisedAboutKerberos()
    {
        var diagnosis = Diagnose(DsregLayouts.Plain);

        Assert.DoesNotContain(diagnosis.Causes, cause => cause.Entry.NextStep.Contains("Kerberos", StringComparison.Ordinal));
        Assert.Contains("joined to Entra ID only", diagnosis.Statements.Single(statement => statement.Name == "OnPremTgt").Meaning, StringComparison.Ordinal);
    }

    private static Diagnosing.Diagnosis Diagnose(string text)
    {
        var pasted = PastedText.From(text)!;
        return Guides.Diagnoser.Diagnose(pasted, DsregReader.Read(pasted.Value), null, null, null, DateTimeOffset.UnixEpoch);
    }
}
