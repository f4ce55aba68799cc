using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting;

public sealed class DsregReaderTests
{
    public static TheoryData<string> Layouts() => [.. DsregLayouts.All.Keys];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Read_AnyLayout_FindsTheSameDevice(string layout)
    {
        var reading = Read(DsregLayouts.All[layout]);

        Assert.NotNull(reading);
        Assert.Equal("YES", reading.Find("AzureAdJoined")?.Value);
        Assert.Equal("NO", reading.Find("DomainJoined")?.Value);
        Assert.Equal("YES", reading.Find("TpmProtected")?.Value);
        Assert.Equal("YES", reading.Find("NgcSet")?.Value);
        Assert.Equal("DestructiveAndNonDestructive", reading.Find("CanReset")?.Value);
        Assert.Equal("YES", reading.Find("AzureAdPrt")?.Value);
        Assert.Equal("NO", reading.Find("AadRecoveryEnabled")?.Value);
        Assert.Equal("YES", reading.Find("PolicyEnabled")?.Value);
        Assert.Equal(TenantId.Parse(DsregLayouts.TenantId), reading.TenantId);
        Assert.DoesNotContain("DeviceState", reading.MissingSections);
    }

    [Fact]
    public void Layouts_AreAtLeastTwentyFive() => Assert.InRange(DsregLayouts.All.Count, 25, 100);

    [Fact]
    public void Read_NoSuchOutput_IsNull()
    {
        Assert.Null(Read("""{"id":"1","deviceId":"2","tenantId":"3","correlationId":"4","status":{"errorCode":65001}}"""));
        Assert.Null(Read("The CanReset line? I do not know what: it says nothing."));
        Assert.Null(Read(""));
    }

    [Fact]
    public void Read_SingleLine_IsEnough() => Assert.Equal("DestructiveOnly", Read("CanReset : DestructiveOnly")!.Find("CanReset")!.Value);

    [Theory]
    [InlineData("AzureAdJoined YES\nDomainJoined NO\nNgcSet YES\nCanReset DestructiveOnly\nTpmProtected YES")]
    [InlineData("Azure Ad Joined YES\nDomain Joined NO\nNgc Set yes\nCan Reset destructiveonly")]
    [InlineData("AzureAdJoined : True\nDomainJoined : False\nNgcSet : True\nCanReset : DestructiveOnly")]
    public void Read_ColonsLostOrMadeAnObject_AreTheSameValues(string text)
    {
        var reading = Read(text)!;

        Assert.Equal(DsregJoin.Entra, reading.Join);
        Assert.True(reading.Find("NgcSet")!.IsYes);
        Assert.Equal("DestructiveOnly", reading.Find("CanReset")!.Value);
    }

    [Fact]
    public void Explain_WillNotProvisionBesideAPin_IsNormal()
    {
        var statements = DsregMeanings.Explain(Read("NgcSet : YES\nIsDeviceJoined : YES\nPolicyEnabled : YES\nPreReqResult : WillNotProvision")!, null, null);

        Assert.Equal(DsregTone.Quiet, statements.Single(statement => statement.Name == "PreReqResult").Tone);
    }

    [Theory]
    [InlineData("dsregcmd shows CanReset : DestructiveOnly even though the policy shows Succeeded in Intune", "DestructiveOnly")]
    [InlineData("It says CanReset: DestructiveAndNonDestructive, and still CAA20004 comes.", "DestructiveAndNonDestructive")]
    public void Read_ValueInASentence_IsTheValue(string text, string expected) => Assert.Equal(expected, Read(text)!.Find("CanReset")!.Value);

    [Fact]
    public void Read_CutOffInTheMiddle_SaysWhatIsMissing()
    {
        var reading = Read(DsregLayouts.Plain[..DsregLayouts.Plain.IndexOf("| User State", StringComparison.Ordinal)])!;

        Assert.Equal(["User State", "SSO State", "Ngc Prerequisite Check"], reading.MissingSections);
        Assert.Contains(reading.Caveats, caveat => caveat.Contains("User State is missing", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_CutOffInsideTheValue_DoesNotGuess()
    {
        var reading = Read(DsregLayouts.Plain[..(DsregLayouts.Plain.IndexOf("CanReset : Destructive", StringComparison.Ordinal) + "CanReset : Destru".Length)])!;

        Assert.Equal("Destru", reading.Find("CanReset")!.Value);
        Assert.Contains(reading.Caveats, caveat => caveat.Contains("none that Microsoft documents", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<redacted>")]
    [InlineData("[REMOVED]")]
    [InlineData("********")]
    [InlineData("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")]
    public void Read_ValueTakenOut_IsNotJudged(string redaction)
    {
        var reading = Read(DsregLayouts.Plain.Replace($"TenantId : {DsregLayouts.TenantId}", $"TenantId : {redaction}"))!;

        Assert.Null(reading.TenantId);
        Assert.True(reading.Find("TenantId")!.IsRedacted);
        Assert.Contains(reading.Caveats, caveat => caveat.Contains("TenantId", StringComparison.Ordinal));
        Assert.DoesNotContain(DsregMeanings.Explain(reading, null, null), statement => statement.Name == "TenantId");
    }

    [Fact]
    public void Read_SeveralWorkAccounts_KeepsThemApart()
    {
        var reading = Read(DsregLayouts.Plain + WorkAccount(1, "Contoso") + WorkAccount(2, "Fourth Coffee"))!;

        Assert.Equal(["Contoso", "Fourth Coffee"], reading.WorkAccounts.Select(account => account.Values.Single(value => value.Name == "WorkplaceTenantName").Value));
        Assert.Contains(reading.Caveats, caveat => caveat.Contains("2 work accounts", StringComparison.Ordinal));
        Assert.Equal(TenantId.Parse(DsregLayouts.TenantId), reading.TenantId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_KeyAndPinOfAWorkAccount_AreNotThoseOfTheDevice(bool boxes)
    {
        var text = DsregLayouts.Plain + WorkAccount(1, "Contoso") + WorkAccount(2, "Fourth Coffee");
        var reading = Read(boxes ? text : string.Join('\n', text.Split('\n').Where(line => !line.StartsWith('|') && !line.StartsWith('+'))))!;

        Assert.Equal("YES", reading.Find("TpmProtected")!.Value);
        Assert.Equal("YES", reading.Find("NgcSet")!.Value);
        Assert.Equal(["NO", "NO"], reading.WorkAccounts.Select(account => account.Values.Single(value => value.Name == "TpmProtected").Value));
        Assert.Equal(["NO", "NO"], reading.WorkAccounts.Select(account => account.Values.Single(value => value.Name == "NgcSet").Value));
        Assert.DoesNotContain(reading.Caveats, caveat => caveat.Contains("more than one output", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_WorkAccountOfADeviceThatIsNotJoined_SaysNothingOfItsTpm()
    {
        var reading = Read("AzureAdJoined : NO\nDomainJoined : NO\nNgcSet : NO\nWorkplaceJoined : YES\nAzureAdPrt : NO\n" + WorkAccount(1, "Contoso"))!;

        Assert.Null(reading.Find("TpmProtected"));
        Assert.Null(reading.Find("KeyProvider"));
    }

    [Theory]
    [InlineData("KeySignTest : MUST Run elevated to test.", "KeySignTest : PASSED", "elevated")]
    [InlineData("WamDefaultSet : YES", "WamDefaultSet : ERROR (0x80070520)", "elevated")]
    [InlineData("SessionIsNotRemote : YES", "SessionIsNotRemote : NO", "remote session")]
    [InlineData("IsUserAzureAD : YES", "IsUserAzureAD : NO", "not an Entra account")]
    public void Read_WrongContext_IsACaveat(string was, string becomes, string said)
    {
        var reading = Read(DsregLayouts.Plain.Replace(was, becomes))!;

        Assert.Contains(reading.Caveats, caveat => caveat.Contains(said, StringComparison.Ordinal));
        Assert.DoesNotContain(Read(DsregLayouts.Plain)!.Caveats, caveat => caveat.Contains(said, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[WS-0042]: PS C:\\Users\\admin> dsregcmd /status\n", "remote session")]
    [InlineData("C:\\WINDOWS\\system32>dsregcmd /status\n", "elevated")]
    [InlineData("C:\\Tools>psexec -s cmd /c dsregcmd /status\n", "SYSTEM")]
    public void Read_PromptTellsTheContext_IsACaveat(string prompt, string said) =>
        Assert.Contains(Read(prompt + DsregLayouts.Plain)!.Caveats, caveat => caveat.Contains(said, StringComparison.Ordinal));

    [Fact]
    public void Read_DocumentedOddities_AreUnderstood()
    {
        var reading = Read("         AadRecoveryEnabled: NO\n    Executing Account Name : NORTHWIND\\\\kim, kim@northwind.example\n    LogonCertTemplateReady : YES ( StateReady )\n     AD Configuration Test : FAIL [0x801c001d]\n  DeviceAuthStatus : FAILED. Device is either disabled or deleted\n              MdmUrl : \n  CloudTGT : YES")!;

        Assert.True(reading.Find("LogonCertTemplateReady")!.IsYes);
        Assert.True(reading.Find("AadRecoveryEnabled")!.IsNo);
        Assert.StartsWith("NORTHWIND", reading.Find("Executing Account Name")!.Value, StringComparison.Ordinal);
        Assert.Equal("FAIL [0x801c001d]", reading.Find("AD Configuration Test")!.Value);
        Assert.Equal("", reading.Find("MdmUrl")!.Value);
        Assert.True(reading.Find("CloudTgt")!.IsYes);
        Assert.True(reading.Has("DeviceAuthStatus", "FAILED. Device is either*"));
    }

    [Fact]
    public void Read_TwoOutputs_ExplainsTheFirst()
    {
        var reading = Read(DsregLayouts.Plain + DsregLayouts.Plain.Replace("DestructiveAndNonDestructive", "DestructiveOnly"))!;

        Assert.Equal("DestructiveAndNonDestructive", reading.Find("CanReset")!.Value);
        Assert.Contains(reading.Caveats, caveat => caveat.Contains("more than one output", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("YES", "NO", "Microsoft Entra joined")]
    [InlineData("YES", "YES", "Microsoft Entra hybrid joined")]
    [InlineData("NO", "YES", "Domain joined only")]
    [InlineData("NO", "NO", "Not joined")]
    public void Explain_JoinState_NamesTheType(string entra, string domain, string expected)
    {
        var reading = Read($"AzureAdJoined : {entra}\nEnterpriseJoined : NO\nDomainJoined : {domain}")!;

        Assert.Equal(expected, DsregMeanings.Explain(reading, null, null)[0].Value);
    }

    [Fact]
    public void Explain_OtherTenant_SaysWhose()
    {
        var asked = new Tenant(TenantId.Parse("44444444-4444-4444-8444-444444444444"), "Contoso", null, new(RelationshipKind.Gdap, Active: true));
        var device = asked with { Id = TenantId.Parse(DsregLayouts.TenantId), DisplayName = "Northwind" };
        var reading = Read(DsregLayouts.Plain)!;

        Assert.Equal("The device belongs to Northwind, not to Contoso.", Tenant(asked, device).Meaning);
        Assert.Equal(DsregTone.Bad, Tenant(asked, null).Tone);
        Assert.Equal(DsregTone.Good, Tenant(device, device).Tone);

        DsregStatement Tenant(Tenant ask, Tenant? of) => DsregMeanings.Explain(reading, ask, of).Single(statement => statement.Name == "TenantId");
    }

    private static DsregReading? Read(string text) => DsregReader.Read(PastedText.From(text)!.Value);

    private static string WorkAccount(int number, string tenant) => $"""

        +----------------------------------------------------------------------+
        | Work Account {number}                                                       |
        +----------------------------------------------------------------------+

                 WorkplaceDeviceId : 0{number}aa00aa-bb11-4c22-9d33-44ee44ee44ee
               WorkplaceThumbprint : AA11BB22CC33DD44EE55FF66AA77BB88CC99DD0{number}
         DeviceCertificateValidity : [ 2025-03-01 10:00:00.000 UTC -- 2035-03-01 10:30:00.000 UTC ]
                    KeyContainerId : 0{number}cc00aa-bb11-4c22-9d33-44ee44ee44ee
                       KeyProvider : Microsoft Software Key Storage Provider
                      TpmProtected : NO
                      WorkplaceIdp : login.windows.net
                 WorkplaceTenantId : 0{number}bb00aa-bb11-4c22-9d33-44ee44ee44ee
               WorkplaceTenantName : {tenant}
                   WorkplaceMdmUrl :
                            NgcSet : NO

        """;
}
