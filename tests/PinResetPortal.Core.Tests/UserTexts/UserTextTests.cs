using System.Text.RegularExpressions;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.People;
using PinResetPortal.Core.Troubleshooting;
using PinResetPortal.Core.Troubleshooting.Dsregcmd;
using PinResetPortal.Core.Troubleshooting.Text;
using static PinResetPortal.Core.People.PersonBuilder;

namespace PinResetPortal.Core.UserTexts;

public sealed partial class UserTextTests
{
    private static readonly UserTextFile _english = UserTextFile.All[UserLanguage.En];

    public static TheoryData<UserLanguage> Languages => [.. Enum.GetValues<UserLanguage>()];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Language_Each_HasEveryTextWithTheSamePlaceholders(UserLanguage language)
    {
        var file = UserTextFile.All[language];

        Assert.Equal(Enum.GetValues<UserTextKind>().Order(), file.Texts.Keys.Order());
        Assert.Equal(Enum.GetValues<ComputerJoin>().Order(), file.Proof.Keys.Order());
        Assert.Equal(_english.Words.Keys.Order(), file.Words.Keys.Order());
        Assert.Equal(Shape(_english), Shape(file));
        Assert.All(Lines(file), line => Assert.True(line.Trim() == line && line.Length > 0, line));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Text_EverySituation_LeavesNoPlaceholder(UserLanguage language)
    {
        foreach (var text in from way in Enum.GetValues<ComputerJoin>()
                             from kind in Enum.GetValues<UserTextKind>()
                             from name in new[] { "LT-{x}", null }
                             select (Name: name, Text: new UserSituation(name, way, [kind]).Text(kind, language)))
        {
            Assert.DoesNotMatch(Placeholder(), text.Text.Plain().Replace(text.Name ?? "none", "", StringComparison.Ordinal));
            Assert.Equal(text.Name is not null, text.Text.Plain().Contains("LT-{x}", StringComparison.Ordinal));
        }
    }

    [FactAttribute]
    public void Languages_Two_ShareNoSentence()
    {
        // What Windows calls its pages is part of the sentence: "Open {settings}." is Dutch, too.
        var lines = UserTextFile.All.Values.SelectMany(file => Lines(file).Distinct().Where(line => !line.StartsWith('{')).Select(line => line.Replace("{settings}", file.Words["settings"], StringComparison.Ordinal))).ToList();

        Assert.Empty(lines.GroupBy(line => line, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [FactAttribute]
    public void Plain_Steps_AreNumberedAndTheRestIsNot()
    {
        var text = new UserSituation("LT-1", ComputerJoin.Hybrid, [UserTextKind.SignInScreen]).Text(UserTextKind.SignInScreen, UserLanguage.En).Plain();

        Assert.StartsWith("Your Windows PIN: set a new one at the sign-in screen\n\nThis is about the computer LT-1.\n\n1. Connect", text, StringComparison.Ordinal);
        Assert.Contains("\n4. Choose “I forgot my PIN”.\n5. Enter your password.\n", text, StringComparison.Ordinal);
        Assert.Contains("\n- Nobody needs to know your PIN", text, StringComparison.Ordinal);
    }

    [FactAttribute]
    public void Of_CanReset_IsToldTheSignInScreenFirst()
    {
        var answer = Judge(Healthy());
        var situation = UserSituation.Of(answer, answer.About(null));

        Assert.Equal((UserTextKind.SignInScreen, ComputerJoin.Entra, "PC d-1"), (situation.Kinds[0], situation.Join, situation.Computer));
        Assert.Equal(4, situation.Kinds.Distinct().Count());
    }

    [FactAttribute]
    public void Of_SomethingBarsTheLockScreen_IsToldSettingsFirst()
    {
        var answer = Judge(Healthy());
        var barred = answer with
        {
            Readiness = answer.Readiness with
            {
                Findings = [.. answer.Readiness.Findings.Select(one => one.Finding.CheckId == CheckIds.LockScreen ? one with { Finding = one.Finding with { Status = FindingStatus.NeedsAttention } } : one)],
            },
        };

        Assert.Equal(UserTextKind.Settings, UserSituation.Of(barred, barred.About(null)).Kinds[0]);
    }

    [FactAttribute]
    public void Of_CannotResetOrUnknown_IsToldToWait()
    {
        var broken = Judge(Healthy(), TenantFactsBuilder.Healthy() with { PinResetService = new ServicePrincipalFacts(ServicePrincipalPresence.Absent) });
        var unread = Judge(Healthy() with { Methods = NoPremium, Registration = NoPremium });

        Assert.Equal((PersonVerdict.CannotReset, PersonVerdict.Unknown), (broken.About(null).Verdict, unread.About(null).Verdict));
        Assert.All([broken, unread], answer => Assert.Equal(UserTextKind.Wait, UserSituation.Of(answer, answer.About(null)).Kinds[0]));
    }

    [FactAttribute]
    public void Of_OnlyTheLockScreensPageIsShut_IsToldSettingsAndNeverTheSignInScreen()
    {
        var answer = Judge(Healthy(), TenantFactsBuilder.Healthy() with { Domains = new Fact<IReadOnlyList<DomainFacts>>.Known([new("contoso.example", true, true, "sts.contoso.example")]) });
        var situation = UserSituation.Of(answer, answer.About(null));

        Assert.Equal("policy.web-sign-in", Assert.Single(answer.About(null).Causes).Id);
        Assert.Equal(UserTextKind.Settings, situation.Kinds[0]);
        Assert.DoesNotContain(UserTextKind.SignInScreen, situation.Kinds);
    }

    [FactAttribute]
    public void Of_GuestOrRegisteredComputer_HasNoText()
    {
        var guest = Judge(Healthy() with { Person = new(UserId, "Gus", "gus_fabrikam.example#EXT#@contoso.example", true, "Guest") });
        var registered = Judge(Healthy() with { Devices = PersonBuilder.Devices(Device() with { JoinType = "azureADRegistered" }) });

        Assert.All([guest, registered], answer => Assert.Empty(UserSituation.Of(answer, answer.About(null)).Kinds));
    }

    [Theory]
    [InlineData("CAA20004", ComputerJoin.Unknown, true)]
    [InlineData("AzureAdJoined : YES\nDomainJoined : NO\nNgcSet : YES", ComputerJoin.Entra, true)]
    [InlineData("AzureAdJoined : YES\nDomainJoined : YES\nNgcSet : YES", ComputerJoin.Hybrid, true)]
    [InlineData("AzureAdJoined : NO\nDomainJoined : YES\nNgcSet : YES", ComputerJoin.Unknown, false)]
    [InlineData("AzureAdJoined : NO\nDomainJoined : NO\nWorkplaceJoined : YES\nNgcSet : YES", ComputerJoin.Unknown, false)]
    public void Of_PastedText_WaitsUnlessPinRecoveryIsNotForThatJoin(string pasted, ComputerJoin join, bool any)
    {
        var text = PastedText.From(pasted)!;
        var situation = UserSituation.Of(Guides.Diagnoser.Diagnose(text, DsregReader.Read(text.Value), null, null, null, DateTimeOffset.UnixEpoch));

        Assert.Equal(join, situation.Join);
        Assert.Equal(any ? [UserTextKind.Wait] : [], situation.Kinds.Take(1));
    }

    /// <summary>Every line by its place, as the placeholders in it.</summary>
    private static IEnumerable<string> Shape(UserTextFile file) =>
    [
        $"about {Holes(file.About)}",
        .. file.Proof.OrderBy(one => one.Key).Select(one => $"{one.Key} {Holes(one.Value)}"),
        .. file.Texts.OrderBy(one => one.Key).SelectMany(one => new[] { $"{one.Key} title {Holes(one.Value.Title)}" }
            .Concat(one.Value.Steps.Select(step => $"{one.Key} step {Holes(step)}"))
            .Concat(one.Value.Notes.Select(note => $"{one.Key} note {Holes(note)}"))),
        .. file.Always.Select(line => $"always {Holes(line)}"),
    ];

    private static IEnumerable<string> Lines(UserTextFile file) =>
        [file.Name, file.About, .. file.Proof.Values, .. file.Texts.Values.SelectMany(text => (string[])[text.Title, .. text.Steps, .. text.Notes]), .. file.Always];

    private static string Holes(string line) => string.Join(' ', Placeholder().Matches(line).Select(match => match.Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{\w*\}")]
    private static partial Regex Placeholder();
}
