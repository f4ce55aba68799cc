using PinResetPortal.SignIn;

namespace PinResetPortal.Hosting;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/tenants/44444444-4444-4444-8444-444444444444?fix=all#top")]
    public void From_PathOfThePortal_IsKept(string url) => Assert.Equal(url, LocalUrl.From(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("tenants")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("~/evil")]
    public void From_AnythingElse_IsTheHomePage(string? url) => Assert.Equal("/", LocalUrl.From(url));
}
