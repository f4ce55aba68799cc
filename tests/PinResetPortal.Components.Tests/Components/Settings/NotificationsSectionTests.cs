using Bunit;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Notifications;
using Xunit;

namespace PinResetPortal.Components.Settings;

public sealed class NotificationsSectionTests : ComponentTest
{
    private const string Secret = "a-secret-of-enough-letters";

    public NotificationsSectionTests() => SignIn(PortalRole.Admin);

    [Fact]
    public void Save_Webhook_IsKeptWithItsSecretEncryptedAndNeverShown()
    {
        var section = Saved();

        Assert.Contains("Saved.", section.Markup, StringComparison.Ordinal);
        Button(section, "Send a test").Click();
        var (notification, settings) = Assert.Single(Webhook.Sent);
        Assert.Equal(NotificationKind.Test, notification.Kind);
        Assert.Equal((true, "https://hooks.example/pin"), (settings.Webhook.Enabled, settings.Webhook.Url));
        Assert.DoesNotContain(Secret, settings.Webhook.ProtectedSecret, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, section.Markup, StringComparison.Ordinal);
        Assert.Contains("kept; enter one to replace it", section.Markup, StringComparison.Ordinal);
        Assert.Contains("The test was accepted.", section.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_SecretLeftEmpty_KeepsIt()
    {
        var section = Saved();
        section.Find("#webhook-url").Change("https://hooks.example/other");
        section.Find("form").Submit();

        Button(section, "Send a test").Click();

        Assert.Equal("https://hooks.example/other", Webhook.Sent[0].Settings.Webhook.Url);
        Assert.NotNull(Webhook.Sent[0].Settings.Webhook.ProtectedSecret);
    }

    [Theory]
    [InlineData("#mail-host", "mail.elsewhere.example")]
    [InlineData("#mail-port", "2525")]
    public void Save_OtherMailServer_TakesThePasswordAgain(string field, string value)
    {
        var section = Render<NotificationsSection>();
        section.Find("#mail-host").Change("mail.fabrikam.example");
        section.Find("#mail-user").Change("portal");
        section.Find("#mail-password").Change(Secret);
        section.Find("form").Submit();
        Assert.Contains("Saved.", section.Markup, StringComparison.Ordinal);

        section.Find(field).Change(value);
        section.Find("form").Submit();
        Assert.Contains("Enter the password of the mail server again", section.Markup, StringComparison.Ordinal);
        section.Find("#mail-password").Change(Secret);
        section.Find("form").Submit();

        Assert.Contains("Saved.", section.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_Incomplete_SaysWhatIsMissing()
    {
        var section = Render<NotificationsSection>();
        section.FindAll("input[type=checkbox]")[4].Change(true);

        section.Find("form").Submit();

        Assert.Contains("an address and a signing secret", section.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_NotAnAdmin_IsRefused()
    {
        SignIn(PortalRole.Operator);

        Assert.Contains("needs the portal role Admin", Saved().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_Refused_SaysWhy()
    {
        Webhook.Answer = new SendResult("The address answered 500.");
        var section = Saved();

        Button(section, "Send a test").Click();

        Assert.Contains("The address answered 500.", section.Markup, StringComparison.Ordinal);
    }

    private static new AngleSharp.Dom.IElement Button(IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> section, string words) =>
        section.FindAll("button").First(button => button.TextContent.Contains(words, StringComparison.Ordinal));

    private IRenderedComponent<NotificationsSection> Saved()
    {
        var section = Render<NotificationsSection>();
        section.FindAll("input[type=checkbox]")[4].Change(true);
        section.Find("#webhook-url").Change("https://hooks.example/pin");
        section.Find("#webhook-secret").Change(Secret);
        section.Find("form").Submit();
        return section;
    }
}
