using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Work.Templates;
using Xunit;

namespace PinResetPortal.Components.Settings;

public sealed class PolicyTemplateSectionTests : ComponentTest
{
    [Fact]
    public void Template_NobodySavedOne_ShowsTheRecommendation()
    {
        var view = View(PortalRole.Admin);

        Assert.Equal("6", view.Find("input[aria-label='Minimum PIN length']").GetAttribute("value"));
        Assert.Contains("Windows - Hello for Business PIN recovery - v1.0", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_ByAnAdmin_StoresTheChangedValue()
    {
        var view = View(PortalRole.Admin);
        view.Find("input[aria-label='Minimum PIN length']").Change("8");

        view.Find("form").Submit();

        view.WaitForAssertion(() => Assert.Contains("Saved. The next plan uses it.", view.Markup, StringComparison.Ordinal));
        Assert.Contains("\"value\":\"8\"", Settings.Documents[PolicyTemplateSettings.Key].Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Save_ByAnOperator_IsRefusedOnTheServer()
    {
        var view = View(PortalRole.Operator);

        view.Find("form").Submit();

        view.WaitForAssertion(() => Assert.Contains("only an Admin may change settings", view.Markup, StringComparison.Ordinal));
        Assert.Empty(Settings.Documents);
    }

    [Fact]
    public void Save_WithoutPinRecovery_SaysWhatIsWrong()
    {
        var view = View(PortalRole.Admin);
        view.Find("select[aria-label='Enable PIN recovery']").Change("false");

        view.Find("form").Submit();

        Assert.Contains("does not turn \"Enable PIN recovery\" on", view.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(Settings.Documents);
    }

    [Fact]
    public void Import_NotAPolicy_SaysWhatToExport()
    {
        var view = View(PortalRole.Admin);

        view.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("{\"a\":1}", "x.json"));

        view.WaitForAssertion(() => Assert.Contains("holds no settings catalog policy", view.Find("[role=alert]").TextContent, StringComparison.Ordinal));
    }

    private IRenderedComponent<PolicyTemplateSection> View(PortalRole role)
    {
        SignIn(role);
        var view = Render<PolicyTemplateSection>();
        view.WaitForElement("form");
        return view;
    }
}
