using Bunit;
using PinResetPortal.Core.Facts;
using PinResetPortal.Core.People;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.People;

public sealed class PersonSearchTests : ComponentTest
{
    [Fact]
    public void Search_Hits_LinkToThePersonAndTheNameStaysOutOfTheAddress()
    {
        var search = Searched("berta");

        Assert.Equal($"/tenants/{Some.Contoso.Id}/people/{FakePeople.Berta}", search.Find(".person-hits a").GetAttribute("href"));
        Assert.Contains("Sign-in blocked", search.Find(".person-hits").TextContent, StringComparison.Ordinal);
        Assert.Equal(["berta"], People.Searches);
        Assert.DoesNotContain("berta", Navigation.Uri, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Search_Waiting_SaysSo()
    {
        People.Gate = new();
        var search = Searched("berta");
        Assert.Equal("Looking", search.Find("[role=status]").TextContent);
        Assert.Contains("Looking…", search.Find("button").TextContent, StringComparison.Ordinal);

        People.Gate.SetResult();

        search.WaitForAssertion(() => Assert.Equal("1 user", search.Find("[role=status]").TextContent));
    }

    [Fact]
    public void Search_NoHit_SaysWhatToType()
    {
        People.Hits = new Fact<IReadOnlyList<PersonHit>>.Known([]);

        Assert.Contains("No user of Contoso begins with that.", Searched("nobody").Find(".panel-line").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_Refused_SaysWhatIsMissing()
    {
        People.Hits = FakePeople.NoPremium;

        Assert.Contains("Get Entra ID P1.", Searched("berta").Find(".unreadable").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_Fails_OffersToTryAgain()
    {
        People.Failure = new InvalidOperationException();

        Assert.Contains("The users could not be searched.", Searched("berta").Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Search_Nothing_AsksNothing()
    {
        Searched(" ");

        Assert.Empty(People.Searches);
    }

    private IRenderedComponent<PersonSearch> Searched(string text)
    {
        var search = Render<PersonSearch>(parameters => parameters.Add(box => box.Tenant, Some.Contoso));
        search.Find("input").Input(text);
        search.Find("form").Submit();
        return search;
    }
}
