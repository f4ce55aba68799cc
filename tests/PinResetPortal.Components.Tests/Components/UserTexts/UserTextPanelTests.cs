using Bunit;
using MudBlazor;
using PinResetPortal.Components.People;
using PinResetPortal.Core.People;
using PinResetPortal.Core.UserTexts;
using PinResetPortal.Fakes;
using PinResetPortal.Work.People;
using Xunit;

namespace PinResetPortal.Components.UserTexts;

public sealed class UserTextPanelTests : ComponentTest
{
    [Fact]
    public void Panel_PersonWhoCanReset_ShowsTheStepsForTheComputerAndCopiesThem()
    {
        var page = Render<PersonPage>(one => one.Add(it => it.Id, Some.Contoso.Id.ToString()).Add(it => it.UserId, FakePeople.Berta.ToString()));

        page.WaitForAssertion(() => Assert.Contains("set a new one at the sign-in screen", page.Find(".user-text .message").TextContent, StringComparison.Ordinal));
        Assert.Equal("en", page.Find(".user-text .message").GetAttribute("lang"));
        Assert.Contains("This is about the computer LT-1.", page.Find(".user-text .message").TextContent, StringComparison.Ordinal);

        Button(page, "Copy for the user").Click();

        var copied = (string)Browser.VerifyInvoke("copyText").Arguments[0]!;
        Assert.Contains("\n1. Connect the computer to the internet.\n", copied, StringComparison.Ordinal);
        Assert.DoesNotContain("Berta", copied, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_LanguageAndTextChosen_ShowsThatOneAndCopiesIt()
    {
        var panel = Render<UserTextPanel>(one => one.Add(it => it.Situation, new UserSituation("LT-1", ComputerJoin.Entra, [UserTextKind.Wait, UserTextKind.Settings])));
        Assert.Contains("please do not reset it yet", panel.Find(".message").TextContent, StringComparison.Ordinal);

        await panel.InvokeAsync(() => panel.FindComponent<MudSelect<UserLanguage>>().Instance.ValueChanged.InvokeAsync(UserLanguage.Ja));
        await panel.InvokeAsync(() => panel.FindComponent<MudSelect<UserTextKind>>().Instance.ValueChanged.InvokeAsync(UserTextKind.Settings));

        Assert.Equal("ja", panel.Find(".message").GetAttribute("lang"));
        Assert.Equal(5, panel.FindAll(".message ol li").Count);
        Button(panel, "Copy for the user").Click();
        Assert.StartsWith("Windows の PIN: 設定アプリで新しく設定する", (string)Browser.VerifyInvoke("copyText").Arguments[0]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_ChosenTextFitsNoMore_ShowsTheBestThatDoes()
    {
        var panel = Render<UserTextPanel>(one => one.Add(it => it.Situation, new UserSituation(null, ComputerJoin.Entra, [UserTextKind.Settings, UserTextKind.SignInScreen])));
        await panel.InvokeAsync(() => panel.FindComponent<MudSelect<UserTextKind>>().Instance.ValueChanged.InvokeAsync(UserTextKind.SignInScreen));

        panel.Render(one => one.Add(it => it.Situation, new UserSituation(null, ComputerJoin.Entra, [UserTextKind.Wait])));

        Assert.Contains("please do not reset it yet", panel.Find(".message").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Panel_NoTextFits_IsNotThere() =>
        Assert.Empty(Render<UserTextPanel>(one => one.Add(it => it.Situation, new UserSituation(null, ComputerJoin.Unknown, []))).Markup.Trim());

    [Fact]
    public void Page_PersonWhoCannotReset_IsToldToWaitFirst()
    {
        People.Lookup = new PersonLookup.Found(FakePeople.Answer(PersonVerdict.CannotReset, [FakePeople.ConsentMissing]));
        var page = Render<PersonPage>(one => one.Add(it => it.Id, Some.Contoso.Id.ToString()).Add(it => it.UserId, FakePeople.Berta.ToString()));

        page.WaitForAssertion(() => Assert.Contains("please do not reset it yet", page.Find(".user-text .message").TextContent, StringComparison.Ordinal));
    }
}
