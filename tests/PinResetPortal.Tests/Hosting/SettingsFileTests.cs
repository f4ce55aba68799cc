using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace PinResetPortal.Hosting;

public sealed class SettingsFileTests(PortalHost host) : IClassFixture<PortalHost>
{
    /// <summary>The file lies at the top of the repository; the host must find it from wherever it is started.</summary>
    [Fact]
    public void Settings_FileAtTheTopOfTheRepository_IsRead()
    {
        var configuration = host.Services.GetRequiredService<IConfiguration>();

        Assert.Equal("organizations", configuration["AzureAd:TenantId"]);
        Assert.Equal("Critical", configuration["Logging:LogLevel:Microsoft.Identity.Web.TokenAcquisition"]);
    }
}
