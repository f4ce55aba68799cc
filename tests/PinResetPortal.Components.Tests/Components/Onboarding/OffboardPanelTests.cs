using Bunit;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Offboarding;
using Xunit;

namespace PinResetPortal.Components.Onboarding;

public sealed class OffboardPanelTests : ComponentTest
{
    [Theory]
    [InlineData(PortalRole.Reader, false)]
    [InlineData(PortalRole.Operator, false)]
    [InlineData(PortalRole.Admin, true)]
    public void Page_Role_DecidesWhetherItIsOffered(PortalRole role, bool isOffered)
    {
        SignIn(role);

        Assert.Equal(isOffered, Render<OnboardingPage>(p => p.Add(page => page.Id, Some.Contoso.Id.ToString())).FindAll(".offboard").Count == 1);
    }

    [Fact]
    public void Look_Consented_ShowsTheRequestTheRowsAndWhatStays()
    {
        var panel = Looked();

        Assert.Contains("/v1.0/servicePrincipals/sp-1", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("Operations 3, Tenants 1", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("The audit log stays", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("does not come back by itself", panel.Markup, StringComparison.Ordinal);
        Assert.Equal($"/export/offboarding/{Some.Contoso.Id}.zip", panel.Find("a.download").GetAttribute("href"));
    }

    [Fact]
    public void Offboard_NotTyped_SendsNothing()
    {
        var panel = Looked();

        panel.Find("input[type=text]").Input("offboard Fabrikam");
        panel.Find("form").Submit();

        Assert.True(Button(panel, "Offboard and delete").HasAttribute("disabled"));
        Assert.Empty(Offboarding.Runs);
    }

    [Fact]
    public void Offboard_Typed_SaysWhatBecameOfIt()
    {
        var panel = Looked();

        Type(panel);

        Assert.Equal((Some.Contoso.Id, false), Assert.Single(Offboarding.Runs));
        Assert.Contains("was offboarded", panel.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("is deleted: a new look does not find it any more", panel.Markup, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("form"));
    }

    [Fact]
    public void Offboard_ConsentIsLeft_NamesTheStep()
    {
        var panel = Looked();

        panel.Find("input[type=checkbox]").Change(true);
        Assert.Contains("Remove-MgServicePrincipal", panel.Markup, StringComparison.Ordinal);
        Type(panel);

        Assert.Equal((Some.Contoso.Id, true), Assert.Single(Offboarding.Runs));
        Assert.Contains("55555555-5555-4555-8555-555555555555", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_PortalCannotRemoveIt_SaysWhyAndTheStep()
    {
        Offboarding.Consent = new ConsentPlan.ByHand(new UnreadableReason(UnreadableKind.PermissionMissing, "The portal may not change the service principals in Contoso."));

        var panel = Looked();

        Assert.Contains("may not change the service principals", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("Enterprise applications", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_SomethingIsNotFinished_OffersNothing()
    {
        Offboarding.Refusal = "A run in Contoso is not finished.";

        var panel = Looked();

        Assert.Contains("A run in Contoso is not finished.", panel.Find(".warn").TextContent, StringComparison.Ordinal);
        Assert.Empty(panel.FindAll("form"));
    }

    [Fact]
    public void Offboard_Refused_SaysWhyAndStays()
    {
        Offboarding.Answer = new OffboardingResult.Refused(OffboardingWords.NotExported);
        var panel = Looked();

        Type(panel);

        Assert.Contains("Export the data first", panel.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(panel.FindAll("form"));
    }

    private static void Type(IRenderedComponent<OffboardPanel> panel)
    {
        panel.Find("input[type=text]").Input($"offboard {Some.Contoso.DisplayName}");
        panel.Find("form").Submit();
    }

    private IRenderedComponent<OffboardPanel> Looked()
    {
        SignIn(PortalRole.Admin);
        var panel = Render<OffboardPanel>(p => p.Add(one => one.Tenant, Some.Contoso));
        Button(panel, "Show what it would do").Click();
        return panel;
    }
}
