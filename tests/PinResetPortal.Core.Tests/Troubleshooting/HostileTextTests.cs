using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Text;

namespace PinResetPortal.Core.Troubleshooting;

/// <summary>Whatever is pasted, there is an answer and no exception.</summary>
public sealed class HostileTextTests
{
    private const int Inputs = 100_000;

    /// <summary>What the readers look for, so that the generated text meets their branches and not only their default.</summary>
    private static readonly string[] Pieces =
    [
        "AADSTS", "65001", "CAA", "20004", "0x", "801C044D", "-2145647539", "\"errorCode\":", "Event ID", "3060", "CanReset", " : ", ":", "=", ";", "\t", "DestructiveOnly", "NgcSet", "YES", "NO",
        "TenantId", DsregLayouts.TenantId, "| Work Account 1 |", "WorkplaceTenantId", "+----", "|", "<br>", "<td>", "</td>", "<", ">", "&nbsp;", "&#x41;", "&#", "&", ";", "\\r\\n", "\\n", "\\", "\n", "\r",
        "\0", "\uFFFD", "\uD800", "\uDC00", "â€™", "Â\u00A0", "We can't open that page right now", "correlationId", "2026-11-22T10:00:00Z", "AzureAd", "Joined", " ", "-", "'", "\"",
    ];

    [Fact]
    public void Readers_HundredThousandTexts_NeverThrow()
    {
        var piece = Gen.Elements(Pieces);
        var character = Gen.Choose(0, 0xFFFF).Select(code => ((char)code).ToString());
        var text = Gen.Frequency((6, piece), (1, character)).ArrayOf().Select(string.Concat);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(Inputs).WithEndSize(40).WithQuietOnSuccess(true), Prop.ForAll(text.ToArbitrary(), value =>
        {
            var pasted = PastedText.From(value)!;
            var reading = DsregReader.Read(pasted.Value);
            var diagnosis = Guides.Diagnoser.Diagnose(pasted, reading, null, null, null, DateTimeOffset.UnixEpoch);
            return diagnosis.Causes.All(cause => cause.Evidence.Count > 0)
                && (reading is null) == (diagnosis.Statements.Count == 0 && diagnosis.Dsregcmd is null)
                && pasted.Value.All(letter => letter is '\n' or '\t' || !char.IsControl(letter));
        }));
    }

    public static TheoryData<string> Hostile() => [.. HostileTexts.All.Keys];

    /// <summary>Linear in time; a text for which it were not would take minutes.</summary>
    [Theory]
    [MemberData(nameof(Hostile))]
    public void Readers_OneMegabyteOfTheWorst_AnswerIt(string name)
    {
        var text = HostileTexts.All[name]();

        var pasted = PastedText.From(text);

        Assert.NotNull(pasted);
        Assert.Equal(PastedText.MaxBytes, Encoding.UTF8.GetByteCount(text));
        Assert.NotNull(Guides.Diagnoser.Diagnose(pasted, DsregReader.Read(pasted.Value), null, null, null, DateTimeOffset.UnixEpoch));
    }
}
