using Bunit;
using MudBlazor;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Settings;

/// <summary>What was typed into a page of the settings is not lost without a question.</summary>
public sealed class UnsavedTests : ComponentTest
{
    public static TheoryData<string, string> Subjects() => new()
    {
        { "policy-template", "input[maxlength='100']" }, { "schedule", "select" }, { "notifications", "#destination-url" },
        { "reports", "#report-name" },
    };

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Leave_Changed_AsksAndStays(string subject, string field)
    {
        var (page, dialogs) = Open(subject);
        page.Find(field).Change(field == "select" ? nameof(ScanRhythm.Daily) : "https://changed.example");
        page.WaitForAssertion(() => Assert.Contains("Not saved yet", page.Markup, StringComparison.Ordinal));

        Navigation.NavigateTo("/activity");

        dialogs.WaitForAssertion(() => Assert.Contains("Leave without saving?", dialogs.Markup, StringComparison.Ordinal));
        Button(dialogs, "Stay").Click();
        Assert.DoesNotContain("/activity", Navigation.Uri, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public void Leave_Unchanged_DoesNotAsk(string subject, string field)
    {
        var (page, dialogs) = Open(subject);
        Assert.NotEmpty(page.FindAll(field));

        Navigation.NavigateTo("/activity");

        Assert.DoesNotContain("Leave without saving?", dialogs.Markup, StringComparison.Ordinal);
        Assert.EndsWith("/activity", Navigation.Uri, StringComparison.Ordinal);
    }

    /// <summary>The page about this portal only tells; nothing is typed there.</summary>
    [Fact]
    public void Subjects_All_AreTriedHere() => Assert.Equal(SettingsSubject.All.Where(subject => subject.Section != typeof(ThisPortalSection)).Select(subject => subject.Slug), Subjects().Select(row => row.Data.Item1));

    private (IRenderedComponent<SettingsPage> Page, IRenderedComponent<MudDialogProvider> Dialogs) Open(string subject)
    {
        SignIn(PortalRole.Admin);
        var dialogs = Render<MudDialogProvider>();
        if (subject == "reports")
        {
            News.Destinations.Add(FakeReports.Mail);
        }

        var page = Render<SettingsPage>(one => one.Add(other => other.Subject, subject));
        if (subject == "reports")
        {
            Button(page, "Add a report").Click();
        }

        page.WaitForAssertion(() => Assert.Contains("Save the", page.Markup, StringComparison.Ordinal));
        return (page, dialogs);
    }
}
