using Bunit;
using MudBlazor;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using Xunit;

namespace PinResetPortal.Components.Settings;

public sealed class NotificationsSectionTests : ComponentTest
{
    public NotificationsSectionTests() => SignIn(PortalRole.Admin);

    [Fact]
    public void Save_Webhook_ShowsTheNewSecretOnceAndKeepsItEncrypted()
    {
        var section = Saved();

        Assert.Contains("Saved.", section.Markup, StringComparison.Ordinal);
        var destination = Assert.Single(News.Destinations);
        var shown = section.Find("code").TextContent;
        Assert.True(DestinationSecrets.IsSigningSecret(shown));
        Assert.NotEqual(shown, destination.Settings.Secrets["secret"]);
        Button(section, "Send a test").Click();
        Assert.Equal(shown, Assert.Single(Webhook.Sent).Values["secret"]);
        Assert.Contains("The test was accepted.", section.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(shown, section.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Change_SecretLeftEmpty_KeepsIt()
    {
        var section = Saved();
        var before = News.Destinations[0].Settings.Secrets["secret"];
        Button(section, "Change").Click();
        Assert.Contains("Kept; enter one to replace it.", section.Markup, StringComparison.Ordinal);
        section.Find("#destination-url").Change("https://hooks.example/other");
        section.Find("form").Submit();

        Assert.Equal(("https://hooks.example/other", before), (News.Destinations[0].Settings.Values["url"], News.Destinations[0].Settings.Secrets["secret"]));
    }

    [Fact]
    public void Save_RouteAndQuietHours_AreKept()
    {
        var section = Render<NotificationsSection>();
        section.Find("#destination-url").Change("https://hooks.example/pin");
        section.Find("#destination-tags").Change("gold, school");
        Tick(section, "a check that is broken now");
        Tick(section, "Tell nothing every day between two times");
        section.Find("#quiet-zone").Change("Europe/Berlin");
        section.Find("form").Submit();

        var settings = Assert.Single(News.Destinations).Settings;
        Assert.Equal(["gold", "school"], settings.Route.Tags);
        Assert.Equal([NotificationKind.ProblemOpened], settings.Route.Kinds);
        Assert.Equal(NotificationSeverity.Warning, settings.Route.Least);
        Assert.Equal(new QuietHours(new(22, 0), new(6, 30), "Europe/Berlin"), settings.Quiet);
        Assert.Contains("1 of 9 kinds, what may need somebody, tenants with gold or school, quiet 22:00 to 06:30 Europe/Berlin", section.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_Incomplete_SaysWhatIsMissing()
    {
        var section = Render<NotificationsSection>();

        section.Find("form").Submit();

        Assert.Contains("Address is missing.", section.Markup, StringComparison.Ordinal);
        Assert.Empty(News.Destinations);
    }

    [Fact]
    public void Save_NotAnAdmin_IsRefused()
    {
        SignIn(PortalRole.Operator);

        Assert.Contains("needs the portal role Admin", Saved().Markup, StringComparison.Ordinal);
        Assert.Empty(News.Destinations);
    }

    [Fact]
    public void Test_Refused_SaysWhyAndTheLogHasIt()
    {
        Webhook.Answer = new SendResult("The address answered 500.");
        var section = Saved();

        Button(section, "Send a test").Click();
        Assert.Contains("The address answered 500.", section.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Button(section, "Delivery log").Click();

        Assert.Contains("Given up after 1 try. The address answered 500.", section.Find("table").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_Confirmed_IsGone()
    {
        var dialogs = Render<MudDialogProvider>();
        var section = Saved();

        var removing = Button(section, "Remove").ClickAsync(new());
        dialogs.WaitForAssertion(() => Assert.Contains("its delivery log goes with it", dialogs.Markup, StringComparison.Ordinal));
        Button(dialogs, "Remove").Click();

        section.WaitForAssertion(() => Assert.Contains("Removed.", section.Markup, StringComparison.Ordinal));
        Assert.Empty(News.Destinations);
        await removing;
    }

    private static void Tick(IRenderedComponent<NotificationsSection> section, string label) =>
        section.FindComponents<MudCheckBox<bool>>().Single(box => box.Instance.Label == label).Find("input").Change(true);

    private IRenderedComponent<NotificationsSection> Saved()
    {
        var section = Render<NotificationsSection>();
        section.Find("#destination-url").Change("https://hooks.example/pin");
        section.Find("form").Submit();
        return section;
    }
}
