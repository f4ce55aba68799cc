using Microsoft.Extensions.Configuration;

namespace PinResetPortal.Hosting;

/// <summary>The address that <c>--health-check</c> asks is one that Kestrel listens on.</summary>
public sealed class HealthProbeTests
{
    [Theory]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://localhost:5000/", "http_ports=5000;5001")]
    [InlineData("https://localhost:8443/", "https_ports=8443")]
    [InlineData("http://localhost:8080/", "https_ports=8443", "http_ports=8080")]
    [InlineData("http://localhost:9000/", "urls=https://*:9443;http://+:9000", "http_ports=5000")]
    [InlineData("https://localhost:9443/", "urls=https://0.0.0.0:9443")]
    [InlineData("http://10.1.2.3:9000/", "ASPNETCORE_URLS=http://10.1.2.3:9000")]
    [InlineData("https://localhost:7443/", "Kestrel:Endpoints:Web:Url=https://*:7443", "urls=http://*:9000", "http_ports=8080")]
    [InlineData("http://localhost:7080/", "Kestrel:Endpoints:A:Url=https://*:7443", "Kestrel:Endpoints:B:Url=http://*:7080")]
    public void AddressOf_Configuration_IsWhatKestrelTakes(string address, params string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create(one.Split('=')[0], (string?)one.Split('=')[1]))).Build();

        Assert.Equal($"{address}health/live", HealthProbe.AddressOf(configuration).AbsoluteUri);
    }
}
