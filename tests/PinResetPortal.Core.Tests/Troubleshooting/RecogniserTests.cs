using PinResetPortal.Core.Field;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Guide;
using PinResetPortal.Core.Troubleshooting.Recognising;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting;

public sealed class RecogniserTests
{
    private const string Noise = "Hi all,\r\n\r\nKim called again (ext. 4711), ticket INC-2026112201, laptop WS-0042, since 09:15. Screenshot attached: IMG_20261122.png\r\n";

    public static TheoryData<string> Codes() => [.. Guides.Catalog.All.SelectMany(entry => entry.Codes)];

    public static TheoryData<string> Phrases() => [.. Guides.Catalog.All.SelectMany(entry => entry.Phrases)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Recognise_CodeInsideNoise_IsFoundAlone(string code)
    {
        var found = Recognise($"{Noise}it says \"{code}\", then closes.\r\nThanks\r\n-- \r\nTel. +49 30 901820 / 0049-30-12345678");

        Assert.Equal([code], found.Items.Where(item => item.Kind == RecognisedKind.Code).Select(item => item.Value));
        Assert.Empty(found.Unknown);
    }

    [Theory]
    [InlineData("AADSTS650052", "CAA20004")]
    [InlineData("AADSTS65001", "AADSTS65004")]
    [InlineData("AADSTS650041", "AADSTS90094")]
    [InlineData("AADSTS90095", "AADSTS700016")]
    [InlineData("AADSTS700011", "AADSTS500011")]
    [InlineData("AADSTS50001", "AADSTS7000112")]
    [InlineData("AADSTS70001", "AADSTS50105")]
    [InlineData("AADSTS53003", "AADSTS53000")]
    [InlineData("AADSTS53001", "AADSTS530032")]
    [InlineData("AADSTS65002", "AADSTS50011")]
    [InlineData("AADSTS70004", "AADSTS90099")]
    [InlineData("AADSTS90038", "AADSTS900432")]
    [InlineData("AADSTS130004", "AADSTS130008")]
    [InlineData("AADSTS130005", "AADSTS130006")]
    [InlineData("AADSTS130007", "AADSTS650057")]
    [InlineData("0x801C044D", "0x801C03ED")]
    [InlineData("0x801C03EA", "0x801C0002")]
    [InlineData("0x801C0003", "0x801C03EE")]
    [InlineData("0x801C03EF", "0x801C0010")]
    [InlineData("0x801C0011", "0x80090029")]
    [InlineData("0x80090035", "0x801C044F")]
    [InlineData("Event 3060", "Event 3130")]
    public void Recognise_CodesOfTheField_AreAllKnown(string first, string second) =>
        Assert.Equal([first, second], Values($"{Noise}{first} and later {second}."));

    [Theory]
    [MemberData(nameof(Phrases))]
    public void Recognise_Phrase_IsFoundWhateverItsForm(string phrase)
    {
        var expected = Guides.Catalog.All.Single(entry => entry.Phrases.Contains(phrase)).Title;
        foreach (var form in new[]
        {
            phrase,
            phrase.ToUpperInvariant(),
            phrase.Replace('\'', '’'),
            phrase.Replace("'", "â€™"),
            phrase.Replace(" ", "\r\n> "),
            $"“{phrase}”!!!",
            phrase.Replace(" ", "&nbsp;"),
        })
        {
            Assert.Contains(Recognise($"{Noise}The user reads: {form}\nand then nothing.").Items, item => item.Kind == RecognisedKind.Message && item.Value == expected);
        }
    }

    [Theory]
    [InlineData("-2145647539", "0x801C044D")]
    [InlineData("2149319757", "0x801C044D")]
    [InlineData("801c044d", "0x801C044D")]
    [InlineData("0X801C044D", "0x801C044D")]
    [InlineData("0xffffffff801c044d", "0x801C044D")]
    [InlineData("HRESULT: (0x801c044d)", "0x801C044D")]
    [InlineData("-2146893783", "0x80090029")]
    [InlineData("80090029", "0x80090029")]
    [InlineData("3399614468", "CAA20004")]
    [InlineData("-895352828", "CAA20004")]
    [InlineData("0xCAA20004", "CAA20004")]
    [InlineData("caa20004", "CAA20004")]
    [InlineData("CAA 20004", "CAA20004")]
    [InlineData("CAA2OOO4", "CAA20004")]
    [InlineData("aadsts 65001", "AADSTS65001")]
    [InlineData("AADSTS: 65001", "AADSTS65001")]
    [InlineData("AADSTS65OO1", "AADSTS65001")]
    [InlineData("ErrorAADSTS65001:The user", "AADSTS65001")]
    [InlineData("AADSTS650052or something", "AADSTS650052")]
    [InlineData("\"errorCode\": 65001,", "AADSTS65001")]
    [InlineData("\"error_codes\":[65001]", "AADSTS65001")]
    [InlineData("Sign-in error code\t65001", "AADSTS65001")]
    [InlineData("ResultType 50105", "AADSTS50105")]
    [InlineData("65001", "AADSTS65001")]
    [InlineData("Event ID: 3060", "Event 3060")]
    [InlineData("<EventID Qualifiers=\"0\">3060</EventID>", "Event 3060")]
    [InlineData("Ereignis-ID: 360", "Event 360")]
    [InlineData("ProviderName: Microsoft-Windows-HelloForBusiness\nTimeCreated  Id LevelDisplayName Message\n22/11/2026 10:00:00  3060 Information      Windows Hello is creating", "Event 3060")]
    [InlineData("ProviderName : Microsoft-Windows-User Device Registration\nId           : 362\n", "Event 362")]
    [InlineData("Warning\t11/22/2026 8:26:45 AM\tMicrosoft-Windows-User Device Registration\t360\tNone", "Event 360")]
    [InlineData("\"Information\",\"22.11.2026 08:26:45\",\"Microsoft-Windows-HelloForBusiness\",\"3060\",\"None\"", "Event 3060")]
    [InlineData("{\"provider\":\"Microsoft-Windows-HelloForBusiness\",\"event_id\": 3060,\"event_record_id\": 362}", "Event 3060")]
    [InlineData("-1073741715", "0xC000006D")]
    [InlineData("(code: 0xd000006d)", "0xC000006D")]
    [InlineData("CAA20004h", "CAA20004")]
    [InlineData("C A A 2 0 0 0 4", "CAA20004")]
    [InlineData("CAA2 0004", "CAA20004")]
    [InlineData("Oxcaa80000 error", "CAA80000")]
    [InlineData("OxC000006D", "0xC000006D")]
    [InlineData("0xCAA2OOO4", "CAA20004")]
    [InlineData("0x 8009 0016", "0x80090016")]
    [InlineData("AADSTS 65 0052 : the client", "AADSTS650052")]
    [InlineData("AADST5650052", "AADSTS650052")]
    [InlineData("AAD STS650052", "AADSTS650052")]
    [InlineData("we get error 65001 when the user tries", "AADSTS65001")]
    [InlineData("Fehler 53003 beim Anmelden", "AADSTS53003")]
    [InlineData("ResultType\tResultDescription\tAppDisplayName\n650052\tThe app needs\tMicrosoft Pin Reset Client Production", "AADSTS650052")]
    [InlineData("2026-01-05T10:11:12Z,jane@contoso.example,Microsoft Pin Reset Client Production,50076,Interrupted", "AADSTS50076")]
    [InlineData("STATUS_TPM 0xC0290803", "0x80280803")]
    [InlineData("status 0xC0292008", "0x80290408")]
    [InlineData("Event ID: 1098", "Event 1098")]
    [InlineData("Error\t6/24/2026 3:35:35 AM\tMicrosoft-Windows-AAD\t1084\tAadCloudAPPlugin Operation", "Event 1084")]
    public void Recognise_OtherForms_AreTheSameCode(string written, string expected) => Assert.Contains(expected, Values(written));

    [Theory]
    [InlineData("order 65001 of 2026, invoice 50105")]
    [InlineData("801c0002-80c0-4000-8000-801c044d0000")]
    [InlineData("My number is 3060, room 360")]
    [InlineData("error 12:50126, error 1.50126.3, error 50126.5, error 50126-a")]
    [InlineData("caa50021ca34b4e5f187a5d85f9f9fe5115f2748 and e8a9ccaa500241e3")]
    [InlineData("the C AA and 0 x")]
    [InlineData("\"errorCode\": 0")]
    [InlineData("Error code: none\nCorrelation ID: 66666666-7777-4888-8999-000000000000")]
    [InlineData("Caabbage and CAABBEEF")]
    [InlineData("status 400, offset 0x0000001A")]
    [InlineData("<Event><System><Provider Name=\"Microsoft-Windows-HelloForBusiness\" /><EventID>7000</EventID><Version>0</Version><Level>3</Level><Task>300</Task><EventRecordID>360</EventRecordID><Execution ProcessID=\"3060\" ThreadID=\"5000\" /></System></Event>")]
    [InlineData("{\"provider\":\"Microsoft-Windows-User Device Registration\",\"event_id\":7000,\"event_record_id\":360,\"execution\":{\"process_id\":3060,\"thread_id\":362}}")]
    public void Recognise_NumbersThatAreNoCodes_AreLeftAlone(string text)
    {
        var found = Recognise(text);

        Assert.Empty(found.Items);
        Assert.Empty(found.Unknown);
    }

    [Theory]
    [InlineData("AADSTS9999999", "AADSTS9999999", true)]
    [InlineData("\"errorCode\": 399284", "AADSTS399284", true)]
    [InlineData("CAA2FFFF", "CAA2FFFF", true)]
    [InlineData("0x801C9999", "0x801C9999", false)]
    [InlineData("0xC0090016", "0xC0090016", false)]
    [InlineData("Something happened. (code: 0xd0000226)", "0xD0000226", false)]
    [InlineData("Error: 0x4AA50081 An application specific account is loading", "0x4AA50081", false)]
    [InlineData("AADSTS530036", "AADSTS530036", true)]
    public void Recognise_UnknownCode_IsSaidToBeUnknownWithAdvice(string text, string code, bool hasPage)
    {
        var found = Recognise(text);
        var unknown = Assert.Single(found.Unknown);

        Assert.DoesNotContain(found.Items, item => item.Kind == RecognisedKind.Code);
        Assert.Equal(code, unknown.Value);
        Assert.Contains("not in the guide", unknown.Advice, StringComparison.Ordinal);
        Assert.Equal(hasPage, unknown.LookUp is not null);
    }

    [Theory]
    [InlineData("CAA301A5", "HTTP status 421")]
    [InlineData("CAA82EE0", "Internet error 12000")]
    [InlineData("CAA2FFFF", "answer of the sign-in server")]
    [InlineData("CAA5FFFF", "part of Windows")]
    [InlineData("CAA3FFFF", "not in the guide. Open")]
    public void Recognise_UnknownCodeOfTheAccountManager_TellsItsGroup(string code, string words) =>
        Assert.Contains(words, Assert.Single(Recognise(code).Unknown).Advice, StringComparison.Ordinal);

    [Fact]
    public void Recognise_SignInLog_FindsCodeIdsAppAndTime()
    {
        var found = Recognise("""
            {"id":"11111111-2222-4333-8444-555555555555","createdDateTime":"2026-11-22T10:11:12Z","userPrincipalName":"kim@northwind.example",
             "appId":"9115dd05-fad5-4f9c-acc7-305d08b1b04e","appDisplayName":"Microsoft Pin Reset Client Production","correlationId":"66666666-7777-4888-8999-000000000000",
             "status":{"errorCode":650052,"failureReason":"The app needs access to a service (\"Microsoft Pin Reset Service Production\") that your organization has not subscribed to or enabled."}}
            """);

        Assert.Contains("AADSTS650052", found.Items.Select(item => item.Value));
        Assert.Contains(new FoundId("request", Guid.Parse("11111111-2222-4333-8444-555555555555")), found.Ids);
        Assert.Contains(new FoundId("correlation", Guid.Parse("66666666-7777-4888-8999-000000000000")), found.Ids);
        Assert.Equal([Guid.Parse(KnownApps.PinResetClientAppId)], found.Apps);
        Assert.Equal(["2026-11-22T10:11:12Z"], found.Times);
    }

    [Fact]
    public void Recognise_ListOfSignIns_FindsTheIdOfTheFirst()
    {
        var found = Recognise("""{"@odata.context":"https://graph.microsoft.com/v1.0/$metadata#auditLogs/signIns","value":[{"id":"11111111-2222-4333-8444-555555555555","correlationId":"66666666-7777-4888-8999-000000000000","status":{"errorCode":53003}},{"status":{"errorCode":0}}]}""");

        Assert.Equal(["AADSTS53003"], found.Items.Select(item => item.Value));
        Assert.Equal(["request", "correlation"], found.Ids.Select(id => id.Kind));
    }

    [Fact]
    public void Recognise_ErrorText_FindsTraceAndCorrelation()
    {
        var found = Recognise("AADSTS65001: The user or administrator has not consented to use the application with ID 'b8456c59-1230-44c7-a4a2-99b085333e84'.\\r\\nTrace ID: 0000aaaa-11bb-4ccc-8d22-eeeeee333333\\r\\nCorrelation ID: aaaa0000-bb11-4222-83cc-444444dddddd\\r\\nTimestamp: 2026-11-22 02:02:12Z");

        Assert.Equal(["trace", "correlation"], found.Ids.Select(id => id.Kind));
        Assert.Equal([Guid.Parse(KnownApps.PinResetServiceAppId)], found.Apps);
        Assert.Equal(["2026-11-22 02:02:12Z"], found.Times);
    }

    [Fact]
    public void Recognise_ThousandsOfUnknownCodes_StopsListingThem()
    {
        var found = Recognise(string.Join(' ', Enumerable.Range(0, 50_000).Select(number => $"AADSTS8{number:D5}")));

        Assert.Equal(20, found.Unknown.Count);
    }

    [Fact]
    public void Recognise_DsregcmdValues_PointToTheirEntries()
    {
        var text = PastedText.From(DsregLayouts.Plain.Replace("DestructiveAndNonDestructive", "DestructiveOnly"))!;

        var found = Guides.Recogniser.Recognise(text, DsregReader.Read(text.Value));

        Assert.Contains(new RecognisedItem(RecognisedKind.Dsregcmd, "dsregcmd /status", null), found.Items);
        Assert.Contains(new RecognisedItem(RecognisedKind.Dsregcmd, "CanReset : DestructiveOnly", "dsregcmd-canreset-destructive-only"), found.Items);
    }

    [Theory]
    [InlineData(PastedText.MaxBytes, 'a', true)]
    [InlineData(PastedText.MaxBytes + 1, 'a', false)]
    [InlineData((PastedText.MaxBytes / 2) + 1, 'ä', false)]
    public void From_AtTheLimit_CountsBytes(int characters, char character, bool accepted) =>
        Assert.Equal(accepted, PastedText.From(new string(character, characters)) is not null);

    [Fact]
    public void EveryEntry_CanBeRecognised() =>
        Assert.All(Guides.Catalog.All.Where(entry => entry.Family != GuideFamily.Causes), entry => Assert.True(entry.Codes.Count + entry.Phrases.Count + entry.Fields.Count > 0));

    private static string[] Values(string text) => [.. Recognise(text).Items.Where(item => item.Kind == RecognisedKind.Code).Select(item => item.Value)];

    private static Recognition Recognise(string text) => Guides.Recogniser.Recognise(PastedText.From(text)!, null);
}
