using Bunit;
using PinResetPortal.Components.Overview;
using PinResetPortal.Components.Shared;
using PinResetPortal.Components.Tenants;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.Field;
using PinResetPortal.Core.Tenants;
using PinResetPortal.Fakes;
using PinResetPortal.Work.Tenants;
using Xunit;

namespace PinResetPortal.Components.Register;

public sealed class TenantsPageTests : ComponentTest
{
    /// <summary>Nobody is sent after customers of a portal that has none.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pages_PortalOfOneTenant_SpeakOfNoCustomers(bool hasCustomers)
    {
        Portal = new(IsDemo: false, null) { HasCustomers = hasCustomers };

        Assert.Equal(hasCustomers, Offers(Render<OverviewPage>(), "Read the customers again"));
        Assert.Equal(hasCustomers, Offers(Render<TenantsPage>(), "Read the customers again"));
        Assert.Equal(hasCustomers, Render<UnknownTenantNote>(p => p.Add(note => note.Id, "x")).Markup.Contains("Read the customers again", StringComparison.Ordinal));
    }

    private static readonly Tenant Ending = Gdap("Ending", 2, Some.Now.AddDays(20.5));
    private static readonly Tenant Ended = Gdap("Ended", 3, Some.Now.AddDays(-2)) with { Relationship = new(RelationshipKind.Gdap, Active: false, Some.Now.AddDays(-2)) };
    private static readonly Tenant ByHand = Gdap("By hand", 4, null) with { Relationship = new(RelationshipKind.Direct, Active: true) };

    public TenantsPageTests() => Catalog.Tenants.AddRange([Ending, Ended, ByHand]);

    [Fact]
    public void Page_BrokenRelationships_StayListedWithTheirState()
    {
        var page = Render<TenantsPage>();

        Assert.Contains("GDAP ends in 21 days", Row(page, "Ending"), StringComparison.Ordinal);
        Assert.Contains("GDAP ended", Row(page, "Ended"), StringComparison.Ordinal);
        Assert.Contains("Added by hand", Row(page, "By hand"), StringComparison.Ordinal);
        Assert.Contains("Own tenant", Row(page, "Fabrikam MSP"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_RelationshipWithoutRoles_NamesThem()
    {
        var row = Row(Render<TenantsPage>(), "Contoso");

        Assert.Contains("Intune Administrator", row, StringComparison.Ordinal);
        Assert.DoesNotContain("Intune Administrator", Row(Render<TenantsPage>(), "Ending"), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_Chip_FiltersAndStandsInTheAddress()
    {
        var page = Render<TenantsPage>();

        Button(page, "Ending soon").Click();

        Assert.Equal(["Ending"], Names(page));
        Assert.EndsWith("?show=expiring", Navigation.Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?q=contoso.example", "Contoso")]
    [InlineData("?show=direct", "By hand")]
    [InlineData("?tag=GOLD", "Ended")]
    public void Page_FilterInTheAddress_IsApplied(string query, string expected)
    {
        Catalog.Tenants[Catalog.Tenants.IndexOf(Ended)] = Ended with { Tags = ["gold"] };
        Navigation.NavigateTo("/tenants" + query);

        Assert.Equal([expected], Names(Render<TenantsPage>()));
    }

    [Fact]
    public void Page_Favourites_AreAFilterAndRecentsAreListedAgain()
    {
        Browser.Setup<TenantMemory?>("readTenantMemory").SetResult(new([Ended.Id.ToString()], [Ending.Id.ToString()]));
        var page = Render<TenantsPage>();

        Assert.Contains("Ended", page.Find(".recents").TextContent, StringComparison.Ordinal);
        Assert.Contains("Ended", Names(page));
        Button(page, "Favourites").Click();
        Assert.Equal(["Ending"], Names(page));
    }

    [Fact]
    public void Tags_Edited_AreSentTidyAndShown()
    {
        var page = Render<TenantsPage>();
        page.Find("button[aria-label='Change the tags of Contoso']").Click();
        page.Find(".tag-form input").Input(" north , gold,");

        page.Find(".tag-form").Submit();

        Assert.Equal(["tags gold|north"], Register.Asked);
        Assert.Contains("gold", Row(page, "Contoso"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reader_SeesTagsAndMayChangeNothing()
    {
        SignIn(PortalRole.Reader);
        var page = Render<TenantsPage>();

        Assert.Empty(page.FindAll("button[aria-label^='Change the tags']"));
        Assert.Empty(page.FindAll(".add-tenant"));
    }

    [Fact]
    public void Admin_AddsATenant_OrIsToldWhyNot()
    {
        SignIn(PortalRole.Admin);
        Register.Answer = new AddTenantResult.Refused(new UnreadableReason(UnreadableKind.TenantNotFound, "Entra does not know it.", "Check the domain."));
        var page = Render<TenantsPage>();
        page.Find("#add-tenant-id").Input("nowhere.example");

        page.Find(".add-tenant-form").Submit();

        Assert.Contains("Entra does not know it. Check the domain.", page.Find("#add-tenant-problem").TextContent, StringComparison.Ordinal);
        Assert.Equal("nowhere.example", page.Find("#add-tenant-id").GetAttribute("value"));
        Register.Answer = null;
        page.Find(".add-tenant-form").Submit();
        Assert.Contains("Contoso was added", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Admin_RemovesOnlyWhatWasAddedByHand()
    {
        SignIn(PortalRole.Admin);
        var page = Render<TenantsPage>();

        Assert.Single(page.FindAll("button"), button => button.TextContent.StartsWith("Remove", StringComparison.Ordinal));
        Button(page, "Remove").Click();

        Assert.Equal([$"remove {ByHand.Id}"], Register.Asked);
        Assert.DoesNotContain("By hand", Names(page));
    }

    [Fact]
    public void Page_CatalogFails_HasACorrelationId()
    {
        Catalog.Failure = new InvalidOperationException("boom");

        Assert.Contains("Correlation id", Render<TenantsPage>().Markup, StringComparison.Ordinal);
    }

    private static Tenant Gdap(string name, int number, DateTimeOffset? end) => new(
        new TenantId(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1])), name, null,
        new TenantRelationship(RelationshipKind.Gdap, Active: true, end, Roles: [KnownRoles.GlobalAdministrator]));

    private static IReadOnlyList<string> Names(IRenderedComponent<TenantsPage> page) => [.. page.FindAll("tbody .row-link").Select(link => link.TextContent)];

    private static string Row(IRenderedComponent<TenantsPage> page, string name) =>
        page.FindAll("tbody tr").Single(row => row.QuerySelector(".row-link")?.TextContent == name).TextContent;
}
