using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Core.Checks;

public sealed class CheckPagesTests
{
    [Fact]
    public void EveryCheck_HasItsPage_AndEveryPageItsCheck()
    {
        var ids = new ServiceCollection().AddPinResetCore().BuildServiceProvider().GetServices<ITenantCheck>().Select(check => check.Id).Order(StringComparer.Ordinal);
        var pages = Directory.GetFiles(Path.Combine(RepositoryRoot(), "docs", "checks"), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(ids, pages);
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PinResetPortal.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run from a build inside the repository.");
    }
}
