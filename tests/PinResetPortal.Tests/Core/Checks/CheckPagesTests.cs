using Microsoft.Extensions.DependencyInjection;
using PinResetPortal.Architecture;
using PinResetPortal.Work;

namespace PinResetPortal.Core.Checks;

public sealed class CheckPagesTests
{
    [Fact]
    public void EveryCheck_HasItsPage_AndEveryPageItsCheck()
    {
        var ids = new ServiceCollection().AddPinResetWork().BuildServiceProvider().GetServices<ITenantCheck>().Select(check => check.Id).Order(StringComparer.Ordinal);
        var pages = Directory.GetFiles(Path.Combine(Sources.Root, "docs", "checks"), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(ids, pages);
    }
}
