using Bunit;
using Microsoft.JSInterop;
using PinResetPortal.Core.Findings;
using PinResetPortal.Core.Readiness;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Core.Troubleshooting.Text;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Troubleshooting;

public sealed class TroubleshootPageTests : ComponentTest
{
    private const string Service = "consent.pin-reset-service";

    [Fact]
    public void Page_BeforeAnything_SaysThatNothingIsKept()
    {
        var page = Opened(null);

        Assert.Contains("Nothing you paste is stored or logged", page.Markup, StringComparison.Ordinal);
        Assert.Contains("dsregcmd /status", page.Find(".guided pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_CodeInBrokenTenant_PutsConsentMissingFirstWithProofAndFix()
    {
        ServiceIsMissing();
        var page = Explained("The user reads CAA20004", Some.Contoso);

        var first = page.FindAll(".cause-card")[0];
        Assert.StartsWith("Consent missing", first.QuerySelector("h3")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Confirmed here", first.TextContent, StringComparison.Ordinal);
        Assert.Contains("(Listed by Graph, read 3 minutes ago.)", first.TextContent, StringComparison.Ordinal);

        Button(page, "Fix").Click();

        Assert.EndsWith($"/tenants/{Some.Contoso.Id}?fix={Service}", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Reader_IsToldWhoCanFix()
    {
        SignIn(PortalRole.Reader);
        ServiceIsMissing();
        var page = Explained("CAA20004", Some.Contoso);

        Assert.False(Offers(page, "Fix"));
        Assert.Contains("Somebody with the role Operator can fix this here.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_CopyForTicket_HasFindingsStepAndLinkBack()
    {
        ServiceIsMissing();
        var page = Explained("CAA20004, correlation id 66666666-7777-4888-8999-000000000000, password hunter2", Some.Contoso);

        Button(page, "Copy for ticket").Click();

        var text = (string)Browser.VerifyInvoke("copyText").Arguments[0]!;
        Assert.Contains("PIN reset: Contoso", text, StringComparison.Ordinal);
        Assert.Contains("CAA20004", text, StringComparison.Ordinal);
        Assert.Contains("correlation id 66666666-7777-4888-8999-000000000000", text, StringComparison.Ordinal);
        Assert.Contains("Next step: Give consent", text, StringComparison.Ordinal);
        Assert.Contains($"/tenants/{Some.Contoso.Id}/troubleshoot", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_WithoutTenant_ExplainsWithoutFindings()
    {
        var page = Explained("AADSTS650052", null);

        Assert.Contains("No tenant is chosen", page.Markup, StringComparison.Ordinal);
        Assert.Empty(Readiness.Calls);
        Assert.False(Offers(page, "Fix"));
    }

    [Fact]
    public void Page_DsregcmdOfOneOfTheTenants_ExplainsItAndLinksThere()
    {
        var page = Explained($"AzureAdJoined : YES\nDomainJoined : NO\nNgcSet : YES\nCanReset : DestructiveOnly\nTenantId : {Some.Contoso.Id}", null);

        Assert.Contains("Microsoft Entra joined", page.Find(".dsreg-table").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("a"), link => link.TextContent == "Ask about Contoso" && link.GetAttribute("href") == $"/tenants/{Some.Contoso.Id}/troubleshoot");
    }

    [Fact]
    public void Page_RuledOutCauses_AreFoldedAway()
    {
        Readiness.Answers[Some.Contoso.Id] = Some.Readiness(Some.Contoso, Verdict.Ready,
            new AssessedFinding(Some.Finding(Service, FindingStatus.Healthy), false),
            new AssessedFinding(Some.Finding("consent.pin-reset-client", FindingStatus.Healthy), false));
        var page = Explained("CAA20004", Some.Contoso);

        Assert.Contains("Consent missing", page.Find(".ruled-out").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Consent missing", page.Find(".answer > .cause-list").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_UnknownCode_SaysSoWithALink()
    {
        var page = Explained("AADSTS9999999", null);

        Assert.Contains("Not known to the guide", page.Markup, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("a"), link => link.GetAttribute("href") == "https://login.microsoftonline.com/error?code=9999999");
    }

    [Fact]
    public void Page_EmptyBox_SaysWhatToPaste() =>
        Assert.Contains("The box is empty", Explained("", null).Find("[role=alert]").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Page_MoreThanOneMegabyte_IsRefusedWithoutReadingIt()
    {
        var box = new FakeTextBox(new string('a', PastedText.MaxBytes + 1));
        var page = Explained(box, null);

        Assert.Contains("longer than 1 MB", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.False(box.WasRead);
    }

    [Fact]
    public void Page_HostileHtml_StaysText()
    {
        var page = Explained("CanReset : <img src=x onerror=alert(1)>DestructiveOnly\nTenantName : <script>alert(1)</script>", null);

        Assert.Empty(page.FindAll("script, img"));
    }

    [Fact]
    public void Page_UnknownTenant_IsNotFound() =>
        Assert.Contains("Tenant not found", Render<TroubleshootPage>(parameters => parameters.Add(page => page.Id, Guid.NewGuid().ToString())).Markup, StringComparison.Ordinal);

    [Fact]
    public void Page_FindingsCannotBeRead_SaysSoAndKeepsTheBox()
    {
        Readiness.Failure = new InvalidOperationException();
        var page = Explained("CAA20004", Some.Contoso);

        Assert.Contains("The text could not be explained.", page.Markup, StringComparison.Ordinal);
        Assert.NotNull(page.Find("textarea"));
    }

    [Fact]
    public void Page_TenantChosenAfterwards_AsksAgainForIt()
    {
        ServiceIsMissing();
        var page = Explained("CAA20004", null);

        page.Render(parameters => parameters.Add(component => component.Id, Some.Contoso.Id.ToString()));

        Assert.Contains("Confirmed here", page.FindAll(".cause-card")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void TenantChoice_Typed_OffersMatchingTenants()
    {
        var choice = Render<TenantChoice>();
        choice.Find("input").Focus();

        choice.Find("input").Input("conto");

        Assert.Equal($"/tenants/{Some.Contoso.Id}/troubleshoot", Assert.Single(choice.FindAll("a")).GetAttribute("href"));
    }

    private void ServiceIsMissing() => Readiness.Answers[Some.Contoso.Id] = Some.Readiness(
        Some.Contoso, Verdict.NotReady, new AssessedFinding(Some.Finding(Service, FindingStatus.Broken, "Microsoft Pin Reset Service Production is not consented in this tenant: users get CAA20004."), Fixable: true));

    private IRenderedComponent<TroubleshootPage> Opened(Tenant? tenant) =>
        Render<TroubleshootPage>(parameters => parameters.Add(page => page.Id, tenant?.Id.ToString()));

    private IRenderedComponent<TroubleshootPage> Explained(string text, Tenant? tenant) => Explained(text.Length == 0 ? null : new FakeTextBox(text), tenant);

    private IRenderedComponent<TroubleshootPage> Explained(FakeTextBox? box, Tenant? tenant)
    {
        Browser.Setup<IJSStreamReference?>("readText", _ => true).SetResult(box);
        if (tenant is not null)
        {
            Navigation.NavigateTo($"/tenants/{tenant.Id}/troubleshoot");
        }

        var page = Opened(tenant);
        page.Find("form.paste").Submit();
        return page;
    }
}
