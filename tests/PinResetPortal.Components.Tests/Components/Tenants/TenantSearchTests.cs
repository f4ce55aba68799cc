using PinResetPortal.Components.Choosing;
using PinResetPortal.Components.Shared;
using PinResetPortal.Fakes;
using Xunit;

namespace PinResetPortal.Components.Tenants;

public sealed class TenantSearchTests
{
    [Theory]
    [InlineData("contos")]
    [InlineData("CONTOSO.example")]
    [InlineData(" aaaaaaaa-0000-4000-8000-000000000001 ")]
    [InlineData("{AAAAAAAA-0000-4000-8000-000000000001}")]
    [InlineData("aaaaaaaa-0000")]
    public void Matches_NameDomainOrId_FindsTheTenant(string text)
    {
        Assert.True(TenantSearch.Matches(Some.Contoso, text));
        Assert.False(TenantSearch.Matches(Some.Fabrikam, text));
    }

    [Fact]
    public void Groups_Remembered_AreListedAgainAndNotMoved()
    {
        var memory = new TenantMemory([Some.Fabrikam.Id.ToString(), "dddddddd-0000-4000-8000-00000000000d"], [Some.Contoso.Id.ToString()]);

        var groups = TenantSearch.Groups([Some.Fabrikam, Some.Contoso], memory, null);

        Assert.Equal(["Favourites", "Recent", "All tenants"], groups.Select(group => group.Title));
        Assert.Equal([Some.Contoso], groups[0].Rows);
        Assert.Equal([Some.Fabrikam], groups[1].Rows);
        Assert.Equal([Some.Contoso, Some.Fabrikam], groups[2].Rows);
    }

    [Fact]
    public void Groups_NothingFound_AreEmpty() => Assert.Empty(TenantSearch.Groups([Some.Contoso], TenantMemory.Empty, "zzz"));
}
